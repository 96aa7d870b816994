import { always, type Section } from '../../media/block.ts';
import { figureCell, percentCell } from '../../media/cell.ts';
import type { Table } from '../../media/table.ts';
import type { VoiAnswer } from './schema.ts';

const headings = { source: 'Sources', group: 'Groups', number: 'Numbers' };

/** The printed answer of `voi`: what is worth knowing, the most first. */
export function voiSections(answer: VoiAnswer, unit: string): Section[] {
  const { evpi, preferred, outcome, unit: kind, information, fixed } = answer;
  const isShare = kind === 'share';
  const what = isShare ? 'percentage points' : `${unit}s`;
  const shown = (value: number) => (isShare ? (100 * value).toPrecision(2) : value.toPrecision(2));
  const tables = (['group', 'source', 'number'] as const).map(
    (of): Table => ({
      name: `evppi_${of}`,
      title: `${headings[of]}: expected value of knowing them, in ${what}`,
      columns: [
        { key: 'name', heading: of, isWord: true },
        { key: 'evppi', heading: 'EVPPI', error: 'SE' },
        { key: 'share', heading: '% of EVPI' },
        { key: 'r2', heading: 'R squared' },
      ],
      rows: information
        .filter((one) => one.kind === of)
        .toSorted((a, b) => (b.evppi?.value ?? -1) - (a.evppi?.value ?? -1))
        .map(({ name, evppi }) => ({
          key: name,
          cells: evppi
            ? [
                name,
                isShare ? percentCell(evppi.value, evppi.se) : figureCell(evppi.value, evppi.se),
                evpi.value > 0 ? percentCell(evppi.value / evpi.value, 0.01) : '-',
                { value: evppi.rSquared, form: { as: 'fixed', decimals: 2 } },
              ]
            : [name, 'none', '', ''],
        })),
    }),
  );
  const [groups, sources, numbers] = tables as [Table, Table, Table];
  return [
    always({
      paragraph: `${outcome}: ${preferred} is best on average. Knowing every number that is drawn would add ${shown(evpi.value)} ${what} for each patient (EVPI, MCSE ${shown(evpi.mcse)}; ${shown(evpi.uncorrected)} with the chance of the patients left in).`,
    }),
    { blocks: [{ table: groups }], rank: 1, name: 'groups' },
    { blocks: [{ table: sources }], rank: 1, name: 'sources' },
    { blocks: [{ table: numbers }], rank: 2, name: 'numbers' },
    always({
      list: [
        ...information.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}.`])),
        'EVPPI by regression of the differences on the numbers: penalised splines up to four, a Gaussian process of more. SE by leaving out a tenth of the draws in turn.',
        `${fixed.length} numbers are held fixed: what it is worth to know them is not in here.`,
      ],
    }),
  ];
}
