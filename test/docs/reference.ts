import { readdirSync } from 'node:fs';
import { textOf } from './documents.ts';

/** An example in a doc comment. */
export interface ReferenceExample {
  /** the export below the comment */
  name: string;
  file: string;
  code: string;
  /** the comment lines at the end of the code: its output */
  printed: string;
}

const sources = ['src', 'workers'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !name.includes('/assembly/')),
);

const DOCUMENTED = /\/\*\*((?:(?!\*\/).)*)\*\/\nexport (?:async )?(?:function\*?|class|const) (\w+)/gs;
const EXAMPLE = /@example\n \* ```ts\n(.*?) \* ```/s;

/** The doc comments of a file's exports, by name: those marked `@internal`, and the examples of the others. */
export function referenceOf(): { internal: Set<string>; examples: ReferenceExample[] } {
  const internal = new Set<string>();
  const examples: ReferenceExample[] = [];
  for (const file of sources)
    for (const [, comment, name] of textOf(file).matchAll(DOCUMENTED)) {
      if (comment!.includes('@internal')) internal.add(name!);
      const code = comment!.match(EXAMPLE)?.[1]?.replaceAll(/^ \* ?/gm, '');
      if (code === undefined) continue;
      const printed = code.match(/(?:^\/\/ .*\n)+$/m)?.[0] ?? '';
      examples.push({ name: name!, file, code, printed: printed.replaceAll(/^\/\/ /gm, '').trimEnd() });
    }
  return { internal, examples };
}
