import { always, type Block, type Section } from '../../media/block.ts';
import { type Cell, figureCell, percentCell } from '../../media/cell.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Column, Row, Table } from '../../media/table.ts';
import { drawnWords, togetherWords } from './drawn-words.ts';
import { parameterTable } from './parameters.ts';
import type { PsaAnswer, PsaEndpoint, PsaFigure, PsaFigures } from './schema.ts';

/** Numbers that explain a smaller share of a variance are not listed. */
const LEAST_SHARE = 0.01;
const MOST_DRIVERS = 8;

/** The sections of the printed answer of `psa`; differences and their uncertainty come first. */
export function psaSections(answer: PsaAnswer, unit: string): Section[] {
  const { strategies, comparisons, reference } = answer;
  const names = Object.keys(strategies);
  const tablesOf = (all: Table[]): Block[] => all.map((table) => ({ table }));
  return [
    ...Object.entries(comparisons).flatMap(([name, figures]): Section[] => [
      { blocks: tablesOf([differenceTable(answer, name, unit)]), rank: 1, name },
      {
        blocks: tablesOf([neededTable(answer, name, unit)]),
        rank: 4,
        name: `numbers needed to treat of ${name}`,
      },
      {
        blocks: tablesOf(
          subgroupTables(`difference_${name}`, titleOfDifference(answer, name), figures, unit, true),
        ),
        rank: 2,
        name: `subgroups of ${name}`,
      },
    ]),
    { blocks: tablesOf(bestTables(answer)), rank: 2, name: 'who is best' },
    { blocks: tablesOf(driverTables(answer)), rank: 3, name: 'what drives the uncertainty' },
    ...names.map(
      (name): Section => ({
        blocks: tablesOf(strategyTables(answer, name, unit)),
        rank: name === reference ? 5 : 6,
        name: `figures of ${name}`,
      }),
    ),
    { blocks: [{ table: parameterTable(answer.parameters) }], rank: 7, name: 'the distributions' },
    {
      blocks: tablesOf(uncorrectedTables(answer)),
      rank: 8,
      name: 'what leaving the patients’ part in would say',
    },
    { blocks: [{ table: patientsTable(answer) }], rank: 9, name: 'patients a draw by outcome' },
    always({ list: notesOf(answer, unit) }),
  ];
}

export function titleOfDifference({ strategies, reference }: PsaAnswer, name: string): string {
  return `${strategies[name]!.title} less ${strategies[reference]!.title}`;
}

/** Every difference of a strategy from the reference, for all patients. */
export function differenceTable(answer: PsaAnswer, name: string, unit: string): Table {
  const figures = answer.comparisons[name]!;
  return figureTable(`difference_${name}`, titleOfDifference(answer, name), figures, unit, true);
}

/** Every figure of a strategy, for all patients and for subgroups. */
export function strategyTables(answer: PsaAnswer, name: string, unit: string): Table[] {
  const { title, ...figures } = answer.strategies[name]!;
  return [
    figureTable(`strategy_${name}`, title, figures, unit, false),
    ...subgroupTables(`strategy_${name}`, title, figures, unit, false),
  ];
}

/** The same for each subgroup. */
export function subgroupTables(
  name: string,
  title: string,
  { subgroups }: PsaFigures,
  unit: string,
  isDifference: boolean,
): Table[] {
  return Object.entries(subgroups).map(([group, { title: among, endpoints }]) =>
    figureTable(
      `${name}_${group}`,
      `${title}, among: ${among}`,
      { endpoints, proportions: {} },
      unit,
      isDifference,
    ),
  );
}

type Needed = NonNullable<PsaEndpoint['survival'][number]['numberNeededToTreat']>;

/** Every figure with its uncertainty interval and both errors. */
function figureTable(
  name: string,
  title: string,
  figures: Pick<PsaFigures, 'endpoints' | 'proportions'>,
  unit: string,
  isDifference: boolean,
): Table {
  const points = isDifference ? 'percentage points' : '%';
  const rows: Row[] = [
    ...Object.entries(figures.endpoints).flatMap(
      ([endpoint, { survival, median, rmst, hazardRatio }]): Row[] => [
        ...survival.map((one) => shareRow(`${endpoint} at ${plain(one.at)}, ${points}`, one, isDifference)),
        timeRow(`${endpoint} median, ${unit}s`, median, isDifference),
        ...rmst.map((one) => timeRow(`${endpoint} RMST(${plain(one.tau)}), ${unit}s`, one, isDifference)),
        ...(hazardRatio
          ? [
              timeRow(`${endpoint} hazard ratio`, hazardRatio, false),
              ...hazardRatio.periods.map((one) =>
                timeRow(`${endpoint} hazard ratio ${plain(one.from)}-${plain(one.to)}`, one, false),
              ),
            ]
          : []),
      ],
    ),
    ...Object.values(figures.proportions)
      .filter(({ mean, sd }) => mean !== null && (!isDifference || mean !== 0 || sd !== 0))
      .map((one) => shareRow(`${one.title}, ${points}`, one, isDifference)),
  ];
  return { name, title, columns: figureColumns, rows };
}

/** Numbers needed to treat, whose interval passes through infinity if that of the difference includes 0. */
export function neededTable({ comparisons, strategies }: PsaAnswer, name: string, unit: string): Table {
  const rows = Object.entries(comparisons[name]!.endpoints).flatMap(([endpoint, { survival }]) =>
    survival.flatMap(({ at, mean, mcse, numberNeededToTreat: needed }): Row[] => {
      if (!needed || mean === null || mcse === null || needed.value === null) return [];
      const form = { as: 'figure' } as const;
      const error = mcse / mean ** 2;
      return [
        {
          key: `${endpoint} ${at}`,
          cells: [
            `${endpoint} at ${plain(at)} ${unit}s`,
            { value: needed.value, mcse: error, form },
            neededInterval(needed, error),
          ],
        },
      ];
    }),
  );
  return {
    name: `needed_${name}`,
    title: `${strategies[name]!.title}: number needed to treat for one event less (negative: to harm)`,
    columns: [
      { key: 'figure', heading: 'endpoint', isWord: true },
      { key: 'needed', heading: 'number needed to treat' },
      { key: 'interval', heading: '95% uncertainty interval' },
    ],
    rows,
  };
}

/**
 * The interval of a number needed to treat; if it passes through infinity: benefit, infinity, harm.
 *
 * Source: Altman (1998), BMJ 317:1309.
 */
export function neededInterval({ from, to, passesInfinity }: Needed, mcse: number): Cell {
  if (!passesInfinity) return { lower: from, upper: to, mcse, form: { as: 'figure' } };
  const shown = (value: number | null) =>
    value === null ? 'infinity' : plain(Number(Math.abs(value).toPrecision(2)));
  return `benefit ${shown(from)} to infinity to harm ${shown(to)}`;
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
  { mean, mcse, lower, upper, mcseLower, mcseUpper, sd, mcseSd, sdPatients }: PsaFigure,
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
      { value: sd, mcse: mcseSd, form: sdForm },
      { value: sdPatients, mcse: errorOfSd(sdPatients), form: sdForm },
    ],
  };
}

function timeRow(
  title: string,
  { mean, mcse, median, lower, upper, mcseLower, mcseUpper, sd, mcseSd, sdPatients }: PsaFigure,
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
      figureCell(sd, mcseSd),
      figureCell(sdPatients, errorOfSd(sdPatients)),
    ],
  };
}

/** The patients' part is shown to two digits. */
function errorOfSd(sd: number | null): number | null {
  return sd === null || sd === 0 ? null : sd / 30;
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

/** The best strategy by each outcome of which more is better; empty for one strategy. */
export function bestTables({ best, strategies }: PsaAnswer): Table[] {
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
  return [{ name: 'best', title: 'Chance of being best, in percent of the draws', columns, rows }];
}

/** The probability of being better than the reference with the patients' part included, as other programs print it. */
export function uncorrectedTables({ best, strategies, reference, provenance }: PsaAnswer): Table[] {
  const { draws } = provenance;
  const others = Object.keys(strategies).filter((name) => name !== reference);
  if (others.length === 0) return [];
  const rows = Object.entries(best).flatMap(([outcome, found]): Row[] =>
    found === null
      ? []
      : others.map((name) => {
          const { value, mcse, uncorrected } = found.beatsReference[name]!;
          return {
            key: `${outcome} ${name}`,
            cells: [
              outcome,
              strategies[name]!.title,
              percentCell(value, mcse),
              {
                value: uncorrected,
                mcse: Math.sqrt((uncorrected * (1 - uncorrected)) / draws) || null,
                form: { as: 'percent' },
              },
            ],
          };
        }),
  );
  return [
    {
      name: 'uncorrected',
      title:
        'Chance of being better than the reference, in percent: the chance of the patients taken out, and left in',
      columns: [
        { key: 'outcome', heading: 'outcome', isWord: true },
        { key: 'strategy', heading: 'strategy', isWord: true },
        { key: 'corrected', heading: 'taken out', error: 'MCSE' },
        { key: 'uncorrected', heading: 'left in' },
      ],
      rows,
    },
  ];
}

/** The best number of patients in a draw for the mean of each outcome. */
function patientsTable({ advice: { byOutcome } }: PsaAnswer): Table {
  return {
    name: 'patients',
    title: 'Patients a draw that give the mean of an outcome with the least work',
    columns: [
      { key: 'outcome', heading: 'outcome', isWord: true },
      { key: 'patients', heading: 'patients' },
    ],
    rows: Object.entries(byOutcome).map(([name, patients]) => ({
      key: name,
      cells: [
        name,
        patients === null ? '-' : { value: Number(patients.toPrecision(1)), form: { as: 'count' } },
      ],
    })),
  };
}

/** The numbers and sources that drive the main outcome. */
export function driverTables({ drivers, comparisons, advice: { outcome } }: PsaAnswer): Table[] {
  const found = drivers[outcome];
  if (!found) return [];
  const [first] = Object.keys(comparisons);
  const of = first === undefined ? outcome : `the difference in ${outcome} of ${first}`;
  const rows = (what: string, list: typeof found.parameters): Row[] =>
    list
      .filter(({ share }) => share >= LEAST_SHARE)
      .slice(0, MOST_DRIVERS)
      .map(({ name, share }) => ({ key: `${what} ${name}`, cells: [what, name, percentCell(share, 0.01)] }));
  return [
    {
      name: 'drivers',
      title: `What drives the uncertainty of ${of}: percent of its variance that would go if the number were known`,
      columns: [
        { key: 'kind', heading: 'kind', isWord: true },
        { key: 'name', heading: 'name', isWord: true },
        { key: 'share', heading: '%' },
      ],
      rows: [...rows('source', found.sources), ...rows('number', found.parameters)],
    },
  ];
}

const FIXED = ': the uncertainty of what is fixed is in no interval here.';

/** The drawn and the fixed numbers, and what the intervals leave out. */
export function notesOf(answer: PsaAnswer, unit: string): string[] {
  const { parameters, counts, curves, joints, orders, fixed, impossible, provenance } = answer;
  const drawn = [parameters, counts, curves].reduce((sum, one) => sum + Object.keys(one).length, 0);
  const inJoint = new Set(joints.flatMap(({ names }) => names));
  const calibrated = Object.entries(parameters).filter(
    ([name, { basis }]) => basis === 'calibrated' && !inJoint.has(name),
  ).length;
  return [
    `${drawnWords(drawn, fixed)}${fixed.length === 0 ? '.' : FIXED}`,
    ...(Object.keys(curves).length > 0
      ? [`Curves that are drawn anew from their patients: ${Object.keys(curves).join(', ')}.`]
      : []),
    ...togetherWords(
      joints,
      orders.map((names) => ({ names })),
    ),
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
    ...hiddenOf(answer),
    adviceOf(answer, unit),
    'Intervals are of the evidence (95% uncertainty interval, the chance of the patients taken out). MCSE, the Monte Carlo standard error of the mean, is of the simulation.',
  ];
}

/** Figures whose parameter variance is not visible beside the patients' part. */
function hiddenOf({ comparisons, strategies, provenance }: PsaAnswer): string[] {
  const all = Object.entries(Object.keys(comparisons).length > 0 ? comparisons : strategies);
  const names = all.flatMap(([strategy, { endpoints }]) =>
    Object.entries(endpoints).flatMap(([endpoint, { survival, rmst }]) => {
      const under = all.length > 1 ? ` (${strategy})` : '';
      return [
        ...survival.flatMap(({ at, sd, uncorrected }) =>
          isHidden(sd, uncorrected.sd) ? [`${endpoint} at ${plain(at)}${under}`] : [],
        ),
        ...rmst.flatMap(({ tau, sd, uncorrected }) =>
          isHidden(sd, uncorrected.sd) ? [`${endpoint} RMST(${plain(tau)})${under}`] : [],
        ),
      ];
    }),
  );
  return names.length === 0
    ? []
    : [
        `${whole(provenance.n)} patients a draw are too few to tell the uncertainty of ${names.join(', ')} from their chance: choose a larger -n.`,
      ];
}

const isHidden = (sd: number | null, uncorrected: number | null) =>
  sd === 0 && uncorrected !== null && uncorrected > 0;

/** The best number of patients in a draw, and the precision that was reached. */
function adviceOf({ advice, target, provenance }: PsaAnswer, unit: string): string {
  const { outcome, patients, draws } = advice;
  const n = patients === null ? null : whole(Number(patients.toPrecision(1)));
  const best =
    n === null
      ? `the uncertainty of ${outcome} cannot be told from the chance of its patients: a larger -n is best`
      : `some ${n} patients a draw give the mean of ${outcome} with the least work`;
  const said = `By the two variances of ${whole(draws)} ${target ? 'pilot draws' : 'draws'}, ${best}.`;
  if (!target) return said;
  const scale = advice.unit === 'share' ? 100 : 1;
  const shown = (value: number) => plain(Number((scale * value).toPrecision(2)), 6);
  const of = { share: ' percentage points', time: ` ${unit}s`, ratio: '' }[advice.unit];
  const missed =
    target.reached <= target.mcse
      ? ''
      : `, not the ${shown(target.mcse)} asked for: --draws and -n are the most that it may take`;
  return `${said} With ${whole(provenance.draws)} draws of ${whole(provenance.n)} patients its MCSE is ${shown(target.reached)}${of}${missed}.`;
}
