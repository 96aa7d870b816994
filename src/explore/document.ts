import { escaped } from '../media/html/escaped.ts';
import type { PageData } from './page-data.ts';
import { style } from './style.ts';

/** The bundled scripts, which may stand within HTML as they are. */
export interface PageScripts {
  page: string;
  /** of all workers; the page starts them from this text */
  worker: string;
}

/**
 * The page in one file: scripts, scenario and style. The policy allows this script and this style alone, workers from the
 * text within the page, and no request but those of a server to its own address.
 *
 * @param hashOf the hash of a text as a content security policy has it, such as `sha256-...` in base64
 */
export function exploreDocument(
  data: PageData,
  { page, worker }: PageScripts,
  hashOf: (text: string) => string,
): string {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(page)}' 'wasm-unsafe-eval' blob:`,
    'worker-src blob:',
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    data.isServed ? "connect-src 'self'" : "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const title = data.described?.title ?? data.file;
  return `<!doctype html>
<html lang="en" data-fingerprint="" data-command="" data-phase="opening">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="sojourn">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript><p>This page simulates in your browser: allow its script.</p></noscript>
<script type="application/json" id="data">${json}</script>
<script type="text/plain" id="worker">${worker}</script>
<script>${page}</script>
</body>
</html>
`;
}
