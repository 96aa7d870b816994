import type { Block } from '../block.ts';
import { type Html, html } from './html.ts';
import { tableHtml } from './table-html.ts';

/** Renders blocks for a page. Plots made of characters are left out. */
export function blocksHtml(blocks: readonly Block[]): Html {
  return html`${blocks.map(blockHtml)}`;
}

function blockHtml(block: Block): Html {
  if ('table' in block) return tableHtml(block.table);
  if ('heading' in block) return html`<h3>${block.heading}</h3>`;
  if ('paragraph' in block) return html`<p><bdi>${block.paragraph}</bdi></p>`;
  if ('drawing' in block || block.list.length === 0) return html``;
  return html`${block.title !== undefined && html`<p>${block.title}</p>`}<ul>${block.list.map((item) => html`<li><bdi>${item}</bdi></li>`)}</ul>`;
}
