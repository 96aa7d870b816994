import type { Entry } from '../../scenario/ledger.ts';
import { type Html, html } from '../html.ts';
import { chip, intervalShown, valueShown } from './source.ts';
import { exactly, tableBlock } from './table.ts';

/** Every number of the model, with what it rests on. */
export function parametersBlock(ledger: readonly Entry[]): Html {
  const rest = (entry: Entry) =>
    entry.source
      ? 'evidence'
      : entry.calibrated !== undefined
        ? 'calibrated'
        : entry.derived !== undefined
          ? 'derived'
          : 'assumption';
  const kinds = ['evidence', 'calibrated', 'assumption', 'derived'].map(
    (kind) => [kind, ledger.filter((entry) => rest(entry) === kind).length] as const,
  );
  const counted = kinds.filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind}`);
  const isOwn = ledger.some(({ strategy }) => strategy !== undefined);
  return html`<p>Every number of the model and what it rests on: ${counted.join(', ')}. Hovering, tapping or focus on a name shows the value, the counts, the citation and the caveat.</p>
${tableBlock({
  columns: [
    { heading: 'number', isWord: true },
    ...(isOwn ? [{ heading: 'of', isWord: true }] : []),
    { heading: 'value' },
    { heading: 'interval' },
    { heading: 'rests on', isWord: true },
  ],
  rows: ledger.map((entry) => [
    chip(entry),
    ...(isOwn ? [entry.strategy ?? ''] : []),
    exactly(entry.value, valueShown(entry)),
    intervalShown(entry),
    rest(entry),
  ]),
})}`;
}
