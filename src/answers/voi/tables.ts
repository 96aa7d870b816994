import { always, type Block, type Section } from '../../media/block.ts';
import { figureCell, percentCell } from '../../media/cell.ts';
import type { Table } from '../../media/table.ts';
import { drawnWords } from '../psa/drawn-words.ts';
import type { VoiAnswer } from './schema.ts';

const headings = { source: 'Sources', group: 'Groups', number: 'Numbers' };

/** The sections of the printed answer of `voi`: values of information, the largest first. */
export function voiSections(answer: VoiAnswer, unit: string): Section[] {
  const { evpi, preferred, outcome, unit: kind, information, drawn, fixed } = answer;
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
      paragraph: `${outcome}: ${preferred} is best on average. Knowing every number that is drawn would add ${shown(evpi.value)} ${what} for each patient (EVPI, MCSE ${shown(evpi.mcse)}; ${shown(evpi.uncorrected)} with the chance of the patients left in).${evpi.value === 0 ? ` ${preferred} is best in every draw: nothing that is drawn is worth knowing for this choice.` : ''}`,
    }),
    { blocks: sampleBlocks(answer, isShare, what), rank: 0, name: 'the trial' },
    { blocks: twoLevelBlocks(answer, isShare, what), rank: 0, name: 'two-level' },
    { blocks: [{ table: groups }], rank: 1, name: 'groups' },
    { blocks: [{ table: sources }], rank: 1, name: 'sources' },
    { blocks: [{ table: numbers }], rank: 2, name: 'numbers' },
    always({
      list: [
        ...information.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}.`])),
        'EVPPI by regression of the differences on the numbers: penalised splines up to four, a Gaussian process of more. SE by leaving out a tenth of the draws in turn.',
        `${drawnWords(drawn, fixed)}. What it is worth to know those that are held fixed is not in here.`,
      ],
    }),
  ];
}

/** The value of a trial by its size, beside its power. */
function sampleBlocks({ sampleInformation, evpi }: VoiAnswer, isShare: boolean, what: string): Block[] {
  if (!sampleInformation) return [];
  const { design, evppi, informs, sizes } = sampleInformation;
  const valued = isShare ? percentCell : figureCell;
  const most = evppi
    ? ` No trial of these arms is worth more than to know all ${informs.length} numbers that it depends on: ${valuedText(evppi, isShare)} ${what}.`
    : '';
  return [
    {
      table: {
        name: 'evsi',
        title: `${design.title}: expected value of its data (EVSI), in ${what}`,
        columns: [
          { key: 'patients', heading: 'patients' },
          { key: 'evsi', heading: 'EVSI', error: 'SE' },
          { key: 'share', heading: '% of EVPI' },
          { key: 'power', heading: 'power, %', error: 'MCSE' },
          { key: 'success', heading: 'success over draws, %', error: 'MCSE' },
        ],
        rows: sizes.map(({ patients, evsi, power, success }) => ({
          key: String(patients),
          cells: [
            { value: patients, form: { as: 'count' } },
            valued(evsi.value, evsi.se),
            evpi.value > 0 ? percentCell(evsi.value / evpi.value, 0.01) : '-',
            percentCell(power.value, power.mcse),
            percentCell(success.value, success.mcse),
          ],
        })),
      },
    },
    {
      paragraph: `Power is at the values of the file; success is the share of draws whose trial rejects no effect.${most}`,
    },
  ];
}

/** The check of the regression by nested draws. */
function twoLevelBlocks({ twoLevel, information }: VoiAnswer, isShare: boolean, what: string): Block[] {
  if (!twoLevel) return [];
  const valued = isShare ? percentCell : figureCell;
  return [
    {
      table: {
        name: 'two_level',
        title: `Draws within draws: expected value of knowing groups, in ${what}`,
        columns: [
          { key: 'group', heading: 'group', isWord: true },
          { key: 'two_level', heading: 'two-level', error: 'MCSE' },
          { key: 'regression', heading: 'regression', error: 'SE' },
          { key: 'uncorrected', heading: 'two-level, biased' },
          { key: 'draws', heading: 'draws' },
        ],
        rows: twoLevel.map(({ name, value, mcse, uncorrected, outer, inner }) => {
          const evppi = information.find((one) => one.kind === 'group' && one.name === name)?.evppi;
          return {
            key: name,
            cells: [
              name,
              valued(value, mcse),
              evppi ? valued(evppi.value, evppi.se) : 'none',
              valued(uncorrected, mcse),
              `${outer} x ${inner}`,
            ],
          };
        }),
      },
    },
  ];
}

function valuedText({ value, se }: { value: number; se: number }, isShare: boolean): string {
  const shown = (one: number) => (isShare ? 100 * one : one).toPrecision(2);
  return `${shown(value)} (SE ${shown(se)})`;
}
