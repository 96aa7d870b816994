import { always, type Section } from '../../media/block.ts';
import type { Cell } from '../../media/cell.ts';
import type { Row, Table } from '../../media/table.ts';
import { fixedCell, lookColumns, NOTHING } from '../trial/cells.ts';
import type { MonitorAnswer } from './schema.ts';

type Look = MonitorAnswer['looks'][number];
type Scales = Look['seen'];

const words = {
  efficacy: 'benefit',
  futility: 'futility',
  opposite: 'harm',
  continue: 'continues',
  'not shown': 'no benefit shown',
} as const;

/** The printed answer of `monitor`: what the look means, the looks so far, and the remaining looks. */
export function monitorSections(answer: MonitorAnswer): Section[] {
  return [
    always({ paragraph: answer.sentence }),
    always({ table: looksTable(answer) }),
    always({ table: chancesTable(answer) }),
    always({ table: leftTable(answer) }),
    always({ list: answer.notes }),
  ];
}

function looksTable({ looks, design, repeated, end, level }: MonitorAnswer): Table {
  const row = (key: string, name: string, cell: (look: Look, k: number) => Cell, isDetail = false): Row => ({
    ...{ key, isDetail },
    cells: [name, ...looks.map(cell)],
  });
  const last = looks.length - 1;
  const atLast = (text: string) => (_: Look, k: number) => (k === last ? text : NOTHING);
  const limits = ({ lower, upper }: { lower: number; upper: number }) =>
    `${lower.toFixed(3)} to ${upper.toFixed(3)}`;
  const percent = `${Number((100 * level).toFixed(2))}%`;
  const bounds = (side: 'efficacy' | 'futility', name: string): Row[] =>
    looks.every((look) => look[side] === null)
      ? []
      : [
          row(`${side}_z`, `${name}, z`, (look) => fixedCell(look[side]?.z ?? null, 4)),
          row(`${side}_p`, 'p, one-sided', (look) => pCell(look[side]), true),
          ...ratioRow(`${side}_ratio`, (look) => look[side]),
        ];
  const ratioRow = (key: string, of: (look: Look) => Scales | null): Row[] =>
    looks.every((look) => of(look)?.hazardRatio == null)
      ? []
      : [row(key, 'hazard ratio', (look) => fixedCell(of(look)?.hazardRatio ?? null, 4), true)];
  return {
    ...{
      name: 'looks',
      title: 'Looks as they happened',
      columns: lookColumns(looks.length).map(({ error: _, ...column }) => column),
    },
    rows: [
      ...(looks.some(({ events }) => events !== null)
        ? [row('events', 'events', ({ events }) => ({ value: events, form: { as: 'count' } }))]
        : []),
      row('fraction', 'information fraction', ({ fraction }) => fixedCell(fraction, 4)),
      row('z', 'z', ({ seen }) => fixedCell(seen.z, 4)),
      row('p', 'p, one-sided', ({ seen }) => pCell(seen), true),
      ...ratioRow('ratio', ({ seen }) => seen),
      ...bounds('efficacy', design.sides === 2 ? 'efficacy, either side' : 'efficacy'),
      ...bounds('futility', `futility, ${design.binding ? 'binding' : 'non-binding'}`),
      row('alpha', 'alpha spent', ({ alphaSpent }) => fixedCell(alphaSpent, 6)),
      row('decision', 'boundary reached', ({ decision }) => words[decision]),
      ...(repeated ? [row('repeated', `repeated ${percent} interval`, atLast(limits(repeated)))] : []),
      ...(end ? [row('stage_wise_p', 'p, stage-wise', (_, k) => (k === last ? pOf(end.p) : NOTHING))] : []),
      ...(end?.hazardRatio != null
        ? [row('median_unbiased', 'median-unbiased hazard ratio', atLast(end.hazardRatio.toFixed(4)))]
        : []),
      ...(end?.interval ? [row('interval', `its ${percent} interval`, atLast(limits(end.interval)))] : []),
    ],
  };
}

const pOf = (p: number): Cell => ({ value: p, form: { as: 'nominal p-value' } });
const pCell = (scales: Scales | null): Cell => (scales ? pOf(scales.p) : NOTHING);

/** Conditional and predictive power; no rows at the end of a trial. */
function chancesTable({ chances, effect, prior }: MonitorAnswer): Table {
  const rows: [key: string, name: string, value: number | null][] = chances
    ? [
        [
          'design',
          `under the effect of the design${effect === null ? '' : `, ${effect.toFixed(3)}`}`,
          chances.design,
        ],
        ['trend', 'under the present trend', chances.trend],
        ['none', 'without effect', chances.none],
        ['predictive', 'predictive power, flat prior', chances.predictive],
        [
          'predictive_with_prior',
          `predictive power, prior ${prior?.hazardRatio} (log sd ${prior?.sd})`,
          chances.predictiveWithPrior,
        ],
      ]
    : [];
  return {
    name: 'chances',
    title: 'Probability of claiming benefit at the remaining looks',
    columns: [
      { key: 'given', heading: '', isWord: true },
      { key: 'chance', heading: '%' },
    ],
    rows: rows
      .filter(([, , value]) => value !== null)
      .map(([key, name, value]) => ({ key, cells: [name, { value, form: { as: 'exact percent' } }] })),
  };
}

function leftTable({ left }: MonitorAnswer): Table {
  return {
    name: 'left',
    title: 'Remaining looks, at their planned information',
    columns: [
      { key: 'fraction', heading: 'information' },
      { key: 'events', heading: 'events' },
      { key: 'z', heading: 'efficacy, z' },
      { key: 'p', heading: 'p, one-sided' },
      { key: 'ratio', heading: 'hazard ratio' },
    ],
    rows: left.map(({ fraction, events, efficacy }) => ({
      key: String(fraction),
      cells: [
        fixedCell(fraction, 4),
        { value: events, form: { as: 'count' } },
        fixedCell(efficacy?.z ?? null, 4),
        pCell(efficacy),
        fixedCell(efficacy?.hazardRatio ?? null, 4),
      ],
    })),
  };
}
