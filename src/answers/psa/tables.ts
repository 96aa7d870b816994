import { always, type Block, type Section } from '../../media/block.ts';
import { type Cell, figureCell, percentCell } from '../../media/cell.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Column, Row, Table } from '../../media/table.ts';
import { parameterTable } from './parameters.ts';
import type { PsaAnswer, PsaFigure, PsaFigures } from './schema.ts';

/** Numbers that explain less than this of a variance are not named. */
const LEAST_SHARE = 0.01;
const MOST_DRIVERS = 8;

/** The printed answer of `psa` by its parts: what differs and how sure the evidence is of it comes first. */
export function psaSections(answer: PsaAnswer, unit: string): Section[] {
  const { strategies, comparisons, reference } = answer;
  const names = Object.keys(strategies);
  return [
    ...Object.entries(comparisons).map(([name, figures]): Section => {
      const title = `${strategies[name]!.title} less ${strategies[reference]!.title}`;
      return {
        blocks: [{ table: figureTable(`difference_${name}`, title, figures, unit, true) }],
        rank: 1,
        name,
      };
    }),
    { blocks: bestBlocks(answer), rank: 2, name: 'who is best' },
    { blocks: driverBlocks(answer), rank: 3, name: 'what drives the uncertainty' },
    ...names.map(
      (name): Section => ({
        blocks: [
          { table: figureTable(`strategy_${name}`, strategies[name]!.title, strategies[name]!, unit, false) },
        ],
        rank: name === reference ? 4 : 5,
        name: `figures of ${name}`,
      }),
    ),
    { blocks: [{ table: parameterTable(answer.parameters) }], rank: 6, name: 'the distributions' },
    always({ list: notesOf(answer) }),
  ];
}

/** Every figure with its uncertainty interval and both of its errors. */
function figureTable(
  name: string,
  title: string,
  figures: PsaFigures,
  unit: string,
  isDifference: boolean,
): Table {
  const points = isDifference ? 'percentage points' : '%';
  const rows: Row[] = [
    ...Object.entries(figures.endpoints).flatMap(([endpoint, { survival, median, rmst }]): Row[] => [
      ...survival.map((one) => shareRow(`${endpoint} at ${plain(one.at)}, ${points}`, one, isDifference)),
      timeRow(`${endpoint} median, ${unit}s`, median, isDifference),
      ...rmst.map((one) => timeRow(`${endpoint} RMST(${plain(one.tau)}), ${unit}s`, one, isDifference)),
    ]),
    ...Object.values(figures.proportions)
      .filter(({ mean, sd }) => mean !== null && (!isDifference || mean !== 0 || sd !== 0))
      .map((one) => shareRow(`${one.title}, ${points}`, one, isDifference)),
  ];
  return { name, title, columns: figureColumns, rows };
}

const figureColumns: Column[] = [
  { key: 'figure', heading: 'figure', isWord: true },
  { key: 'mean', heading: 'mean', error: 'MCSE' },
  { key: 'interval', heading: '95% uncertainty interval' },
  { key: 'sd', heading: 'sd, parameters' },
  { key: 'sd_patients', heading: 'sd, patients' },
];

function shareRow(
  title: string,
  { mean, mcse, lower, upper, mcseLower, mcseUpper, sd, sdPatients }: PsaFigure,
  signed: boolean,
): Row {
  const form = { as: 'percent', signed } as const;
  const sdForm = { as: 'percent' } as const;
  return {
    key: title,
    cells: [
      title,
      { value: mean, mcse, form },
      { lower, upper, mcse: larger(mcseLower, mcseUpper), form },
      { value: sd, mcse: errorOfSd(sd), form: sdForm },
      { value: sdPatients, mcse: errorOfSd(sdPatients), form: sdForm },
    ],
  };
}

function timeRow(
  title: string,
  { mean, mcse, median, lower, upper, mcseLower, mcseUpper, sd, sdPatients }: PsaFigure,
  signed: boolean,
): Row {
  const form = { as: 'figure', signed } as const;
  const missing = median === null ? 'not reached' : '-';
  return {
    key: title,
    cells: [
      title,
      { value: mean, mcse, form, missing },
      { lower, upper, mcse: larger(mcseLower, mcseUpper), form, open: 'not reached' },
      figureCell(sd, errorOfSd(sd)),
      figureCell(sdPatients, errorOfSd(sdPatients)),
    ],
  };
}

/** A standard deviation is shown to two digits. */
function errorOfSd(sd: number | null): number | null {
  return sd === null || sd === 0 ? null : sd / 30;
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function bestBlocks({ best, strategies }: PsaAnswer): Block[] {
  const names = Object.keys(strategies);
  if (names.length < 2) return [];
  const columns: Column[] = [
    { key: 'outcome', heading: 'outcome', isWord: true },
    ...names.map((name): Column => ({ key: `best_${name}`, heading: name, error: 'MCSE' })),
  ];
  const rows = Object.entries(best).flatMap(([outcome, found]): Row[] =>
    found === null
      ? []
      : [
          {
            key: outcome,
            cells: [
              outcome,
              ...names.map((name): Cell => percentCell(found.best[name]!.value, found.best[name]!.mcse)),
            ],
          },
        ],
  );
  return [{ table: { name: 'best', title: 'Chance of being best, in percent of the draws', columns, rows } }];
}

function driverBlocks({ drivers, comparisons }: PsaAnswer): Block[] {
  const [outcome] = Object.keys(drivers);
  if (outcome === undefined) return [];
  const found = drivers[outcome]!;
  const [first] = Object.keys(comparisons);
  const of = first === undefined ? outcome : `the difference in ${outcome} of ${first}`;
  const rows = (what: string, list: typeof found.parameters): Row[] =>
    list
      .filter(({ share }) => share >= LEAST_SHARE)
      .slice(0, MOST_DRIVERS)
      .map(({ name, share }) => ({ key: `${what} ${name}`, cells: [what, name, percentCell(share, 0.01)] }));
  return [
    {
      table: {
        name: 'drivers',
        title: `What drives the uncertainty of ${of}: percent of its variance that would go if the number were known`,
        columns: [
          { key: 'kind', heading: '', isWord: true },
          { key: 'name', heading: 'name', isWord: true },
          { key: 'share', heading: '%' },
        ],
        rows: [...rows('source', found.sources), ...rows('number', found.parameters)],
      },
    },
  ];
}

/** What was drawn, what was not, and what that leaves out. */
function notesOf({ parameters, counts, fixed, impossible, provenance }: PsaAnswer): string[] {
  const drawn = Object.values(parameters);
  const calibrated = drawn.filter(({ basis }) => basis === 'calibrated').length;
  const assumptions = fixed.filter(({ basis }) => basis === 'assumption').length;
  return [
    `Drawn: ${drawn.length} numbers and ${Object.keys(counts).length} sets of counts. Held fixed: ${fixed.length}, of them ${assumptions} assumptions. The uncertainty of fixed numbers is in no interval here.`,
    ...(calibrated > 0
      ? [
          `${calibrated} calibrated ${calibrated === 1 ? 'number is' : 'numbers are'} drawn each by itself: their correlations, which only a joint posterior has, are lost.`,
        ]
      : []),
    ...(impossible.length > 0
      ? [
          `${impossible.length} of ${whole(provenance.draws + impossible.length)} draws gave numbers that cannot be together and were left out; draw ${impossible[0]!.draw}: ${impossible[0]!.message}.`,
        ]
      : []),
    'Intervals are of the evidence (95% uncertainty interval, the chance of the patients taken out). MCSE, the Monte Carlo standard error of the mean, is of the simulation.',
  ];
}
