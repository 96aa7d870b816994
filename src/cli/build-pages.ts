import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { escaped } from '../media/html/escaped.ts';
import { explorePage } from './explore-page.ts';
import { writeOut } from './terminal.ts';

// The live pages of all shipped scenarios and a list of them, in a folder for any web host: npm run build:page -- FOLDER

const folder = process.argv[2] ?? 'pages';
mkdirSync(folder, { recursive: true });
const names = readdirSync('scenarios').filter((name) => name.endsWith('.yaml'));
const links: string[] = [];
for (const name of names) {
  const file = join('scenarios', name);
  const text = readFileSync(file, 'utf8');
  const page = await explorePage({ file, text, isServed: false });
  const html = name.replace(/yaml$/, 'html');
  writeFileSync(join(folder, html), page);
  links.push(
    `<li><a href="${escaped(html)}">${escaped(/^scenario: *(.*)$/m.exec(text)?.[1] ?? name)}</a></li>`,
  );
}
writeFileSync(
  join(folder, 'index.html'),
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>sojourn: live pages</title>
<h1>Live pages</h1>
<ul>
${links.join('\n')}
</ul>
</html>
`,
);
writeOut(`${names.length} pages in ${folder}\n`);
