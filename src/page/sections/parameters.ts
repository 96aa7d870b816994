import { type Html, html } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import type { Entry } from '../../scenario/ledger.ts';
import { type Kind, kindOf } from '../../scenario/ledger.ts';
import { type References, referencesBlock, restsOn } from './references.ts';
import { chip, intervalShown, valueShown } from './source.ts';

const kinds: Record<Kind, [string, string]> = {
  evidence: ['published evidence', 'published evidence'],
  calibrated: ['calibrated', 'calibrated'],
  assumption: ['an assumption', 'assumptions'],
  derived: ['derived from others', 'derived from others'],
};

/** Every number of the model, with its evidence. */
export function parametersBlock(ledger: readonly Entry[], references: References): Html {
  const counted = Object.entries(kinds).flatMap(([kind, [one, many]]) => {
    const count = ledger.filter((entry) => kindOf(entry) === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const isOwn = ledger.some(({ strategy }) => strategy !== undefined);
  return html`<p>Every number of the model with its source: ${counted.join(', ')}. <span class="screen">Point at a name, tap it or move the focus to it for the value, the counts, the citation and the caveats.</span></p>
${tableBlock({
  columns: [
    { heading: 'number', isWord: true },
    { heading: 'value' },
    { heading: 'interval' },
    ...(isOwn ? [{ heading: 'strategy', isWord: true }] : []),
    { heading: 'rests on', isWord: true },
  ],
  rows: ledger.map((entry) => [
    chip(entry),
    exactly(entry.value, valueShown(entry)),
    intervalShown(entry),
    ...(isOwn ? [entry.strategy ?? 'all'] : []),
    restsOn(entry, references),
  ]),
})}${referencesBlock(references)}`;
}
