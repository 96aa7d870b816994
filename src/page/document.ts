import { type Html, html, trusted } from '../media/html/html.ts';
import { style } from './style.ts';

/** A page: its title, its introduction, and its sections. */
export interface Page {
  title: string;
  /** the kind of page, in a line above the title */
  kind: string;
  /** below the title */
  lead: Html;
  sections: Section[];
  /** at the end of the page */
  foot: Html;
}

export interface Section {
  /** unique in the page: letters, digits, hyphens */
  id: string;
  title: string;
  body: Html;
}

/**
 * A self-contained HTML file: no scripts, nothing from the network. It is readable on a phone, in both themes, and in
 * print.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, type Curve, curvesOf, inlineExecutor, run } from 'sojourn';
 * import { documentOf, runFigures, runPage } from 'sojourn/page';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const curves: Curve[] = [];
 * const result = await run({
 *   scenario: scenario!,
 *   plans: [plans['usual-care']!],
 *   n: 10_000,
 *   seed: '1',
 *   executor: inlineExecutor(),
 *   onStrategy: (plan, tally) => curves.push(...curvesOf(plan, tally, ['survival'])),
 * });
 * const provenance = {
 *   program: 'sojourn' as const,
 *   version: '1',
 *   seed: '1',
 *   n: 10_000,
 *   threads: 1,
 *   seconds: 1,
 *   patientsPerSecond: 10_000,
 *   scenario: { file: 'illness-death.yaml', sha256: '', title: scenario!.scenario },
 *   fingerprint: result.fingerprint,
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 * };
 * const answer = { provenance, strategies: result.strategies };
 * const report = { scenario: scenario!, answer, curves, command: 'sojourn run illness-death.yaml -n 10k' };
 * const page = documentOf(runPage(report, runFigures(report)));
 * console.log(page.startsWith('<!doctype html>'));
 * // true
 * ```
 */
export function documentOf({ title, kind, lead, sections, foot }: Page): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="sojourn">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#${sections[0]?.id}">Skip to the figures</a>
<header>
<p class="kind">${kind}</p>
<h1 dir="auto">${title}</h1>
${lead}
</header>
<nav aria-label="Contents"><ol>${sections.map(
    (section) => html`<li><a href="#${section.id}">${section.title}</a></li>`,
  )}</ol></nav>
<main>
${sections.map(
  (section) => html`<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.title}</h2>
${section.body}
</section>
`,
)}</main>
<footer>${foot}</footer>
</body>
</html>
`;
  return page.text;
}
