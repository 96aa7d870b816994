import type { Block } from '../../media/block.ts';
import { countCell } from '../../media/cell.ts';
import type { Uncertainty } from '../../uncertainty/items.ts';
import { parameterRow } from './answer.ts';
import { drawnWords, togetherWords } from './drawn-words.ts';
import { parameterTable } from './parameters.ts';

/** The uncertainty of a scenario: the law of each number, counts that are drawn jointly, and the numbers held fixed. */
export function uncertaintyBlocks({ drawn, fixed, joints, orders }: Uncertainty): Block[] {
  const numbers = drawn.flatMap((one) =>
    one.kind === 'number' ? [[one.name, parameterRow(one)] as const] : [],
  );
  const counts = drawn.flatMap((one) => (one.kind === 'counts' ? [one] : []));
  const curves = drawn.flatMap((one) => (one.kind === 'curve' ? [one] : []));
  return [
    { table: parameterTable(Object.fromEntries(numbers)) },
    {
      table: {
        name: 'counts',
        title: 'Counts whose levels are drawn together (Dirichlet)',
        columns: [
          { key: 'name', heading: 'name', isWord: true },
          { key: 'source', heading: 'rests on', isWord: true },
          { key: 'patients', heading: 'patients' },
        ],
        rows: counts.map(({ name, source, basis, counts: levels }) => ({
          key: name,
          cells: [
            name,
            source ?? basis,
            countCell(Object.values(levels).reduce((sum, count) => sum + count, 0)),
          ],
        })),
      },
    },
    {
      table: {
        name: 'curves',
        title: 'Curves that are drawn anew from their patients (bootstrap)',
        columns: [
          { key: 'name', heading: 'name', isWord: true },
          { key: 'source', heading: 'rests on', isWord: true },
          { key: 'patients', heading: 'patients' },
          { key: 'events', heading: 'events' },
        ],
        rows: curves.map(({ name, source, basis, curve: { patients } }) => ({
          key: name,
          cells: [name, source ?? basis, countCell(patients.times.length), countCell(patients.events)],
        })),
      },
    },
    {
      table: {
        name: 'fixed',
        title: 'Numbers that are held fixed',
        columns: [
          { key: 'name', heading: 'number', isWord: true },
          { key: 'value', heading: 'value' },
          { key: 'why', heading: 'why', isWord: true },
        ],
        rows: fixed.map(({ name, value, why }) => ({
          key: name,
          cells: [name, { value, form: { as: 'significant', digits: 4 } }, why],
        })),
      },
    },
    ...togetherWords(joints, orders).map((paragraph) => ({ paragraph })),
    { paragraph: `${drawnWords(drawn.length, fixed)}.` },
  ];
}
