import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from '../explore/describe.ts';
import { exploreDocument, type PageScripts } from '../explore/document.ts';
import type { PageData } from '../explore/page-data.ts';
import { checkScenario } from '../scenario/check.ts';

let scripts: Promise<PageScripts> | undefined;

/** The scripts of the page: made with the package, or from source where the command line runs from source. */
function pageScripts(): Promise<PageScripts> {
  scripts ??= (async () => {
    const shipped = fileURLToPath(new URL('./explore.json', import.meta.url));
    if (existsSync(shipped)) return JSON.parse(readFileSync(shipped, 'utf8')) as PageScripts;
    const bundle = new URL('../explore/bundle.mjs', import.meta.url).href;
    const made = (await import(bundle)) as { pageScripts(): Promise<PageScripts> };
    return made.pageScripts();
  })();
  return scripts;
}

/** The page of a scenario's text; a text with problems gives a page that shows them. */
export async function explorePage(given: Omit<PageData, 'described'>): Promise<string> {
  const { scenario, errors } = checkScenario(given.text, { compileOnly: () => [] });
  const isSound = scenario !== undefined && errors.length === 0;
  const data: PageData = { ...given, ...(isSound && { described: describe(scenario, given.text) }) };
  const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
  return exploreDocument(data, await pageScripts(), hashOf);
}
