import { type Html, html } from '../../media/html/html.ts';
import type { MethodsPart } from '../methods.ts';

/** A methods section to copy; the guideline items of each part in brackets. */
export function methodsBlock(parts: readonly MethodsPart[]): Html {
  return html`<p class="soft small">Ready to paste. In brackets: the items of the reporting guidelines STRESS (simulation) and CHEERS 2022 (health economics) that a part answers.</p>
${parts.map(({ heading, answers, text }) => html`<p><strong>${heading}.</strong> <bdi>${text}</bdi> <span class="soft small">[${answers}]</span></p>\n`)}`;
}
