import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from '../explore/describe.ts';
import { exploreDocument, type PageScripts } from '../explore/document.ts';
import type { PageData } from '../explore/page-data.ts';
import { checkScenario } from '../scenario/check.ts';
import type { Scenario } from '../scenario/schema/index.ts';

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
export async function explorePage(given: Omit<PageData, 'described' | 'posterior'>): Promise<string> {
  const { scenario, errors } = checkScenario(given.text, { compileOnly: () => [] });
  const isSound = scenario !== undefined && errors.length === 0;
  const data: PageData = {
    ...given,
    ...(isSound && { described: describe(scenario, given.text), ...posteriorOf(given.file, scenario) }),
  };
  const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
  return exploreDocument(data, await pageScripts(), hashOf);
}

/** The text of the posterior file that the scenario names, if it can be read. */
function posteriorOf(path: string, scenario: Scenario): { posterior?: string } {
  const name = scenario.posterior?.file;
  if (name === undefined) return {};
  try {
    return { posterior: readFileSync(isAbsolute(name) ? name : join(dirname(path), name), 'utf8') };
  } catch {
    // the page then has no bands of a posterior
    return {};
  }
}
