import { type Html, html, trusted } from '../media/html/html.ts';
import { style } from './style.ts';

/** A page: what it is called, what comes first, and its sections. */
export interface Page {
  title: string;
  /** what kind of page it is: a line above the title */
  kind: string;
  /** below the title */
  lead: Html;
  sections: Section[];
  /** below everything */
  foot: Html;
}

export interface Section {
  /** unique in the page: letters, digits, hyphens */
  id: string;
  title: string;
  body: Html;
}

/**
 * One file that holds all that it shows: no script, nothing from the network. It reads the same on a phone, in either
 * theme, and printed.
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
