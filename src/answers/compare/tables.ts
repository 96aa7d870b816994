import type { Section } from '../../media/block.ts';
import { figure, percent, plain, standardError, whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { type Column, MCSE, table } from '../../media/text/table.ts';
import type {
  CompareQuestions,
  Difference,
  EndpointComparison,
  RatioFigure,
} from '../../study/compare/index.ts';
import type { ComparisonEntry } from './comparison.ts';

/** Of so few strategies the proportions are shown too. */
const FEW = 3;
/** A proportion differs when it does by more than this many standard errors. */
const SURE = 4;

/** A strategy and what one endpoint of one group says of it. */
type Row = [name: string, found: Omit<EndpointComparison, 'title'>];

/** The whole printed answer. */
export function comparisonTables(
  comparisons: Record<string, ComparisonEntry>,
  reference: string,
  questions: CompareQuestions,
  unit: string,
): string {
  return onScreen(comparisonSections(comparisons, reference, questions, unit), true);
}

/** The printed answer by its parts: a few tables for the first endpoint, one for the others, and what differs beside them. */
export function comparisonSections(
  comparisons: Record<string, ComparisonEntry>,
  reference: string,
  questions: CompareQuestions,
  unit: string,
): Section[] {
  const entries = Object.entries(comparisons);
  const [, first] = entries[0]!;
  const { endpoint: name, endpointTitle } = first;
  const named = endpointTitle === name ? name : `${endpointTitle} (${name})`;
  const everybody: Row[] = entries;
  const subgroups = Object.keys(first.subgroups).map((name): Section => {
    const rows = (endpoint: string): Row[] =>
      entries.map(([strategy, { subgroups }]) => [strategy, subgroups[name]!.endpoints[endpoint]!]);
    const { title } = first.subgroups[name]!;
    const start = [
      heading(`Among: ${title} (${name})`),
      sizeTable(
        entries.map(([strategy, { subgroups }]) => [strategy, subgroups[name]!.patients]),
        reference,
      ),
    ];
    return {
      blocks: [
        ...start,
        ...endpointTables(named, rows(first.endpoint), reference, questions, unit),
        otherTable(Object.keys(first.endpoints), rows, questions, unit),
      ].map((drawing) => ({ drawing })),
      brief: [...start, inBrief(named, rows(first.endpoint), reference, questions, unit)].map((drawing) => ({
        drawing,
      })),
      rank: 2,
      name: `all among ${name}`,
    };
  });
  return [
    {
      blocks: endpointTables(named, everybody, reference, questions, unit).map((drawing) => ({ drawing })),
      brief: [{ drawing: inBrief(named, everybody, reference, questions, unit) }],
      rank: 1,
      name: 'medians and ratios by period',
    },
    {
      blocks: [{ drawing: livesTable(first.endpoint, everybody, questions) }],
      rank: 3,
      name: 'numbers needed to treat',
    },
    {
      blocks: [
        {
          drawing: otherTable(
            Object.keys(first.endpoints),
            (endpoint) => entries.map(([strategy, { endpoints }]) => [strategy, endpoints[endpoint]!]),
            questions,
            unit,
          ),
        },
      ],
      rank: 4,
      name: 'other endpoints',
    },
    {
      blocks: [{ drawing: entries.length <= FEW ? proportionTable(entries) : '' }],
      rank: 5,
      name: 'proportions that differ',
    },
    ...subgroups,
    {
      blocks: [{ drawing: caveats(entries) }],
      brief: [{ drawing: caveatsInBrief(entries) }],
      rank: 2,
      name: 'caveats',
    },
  ];
}

/** Differences of the first endpoint and its hazard ratio, in one table. */
function inBrief(
  named: string,
  rows: readonly Row[],
  reference: string,
  { at, rmst }: CompareQuestions,
  unit: string,
): string {
  const [, first] = rows[0]!;
  const mean = (found: Row[1]) => found.rmst.slice(-1);
  return `${named}: difference in percent points and in ${unit}s, hazard ratio\n\n${table(
    [
      words('strategy'),
      ...at.flatMap((time) => [{ heading: `at ${plain(time)}` }, MCSE]),
      ...rmst.slice(-1).flatMap((tau) => [{ heading: `RMST(${plain(tau)})` }, MCSE]),
      { heading: 'ratio' },
      MCSE,
    ],
    [
      [
        `${reference}, % and ${unit}s`,
        ...first.survival.flatMap(({ reference: own }) => shareCells(own.value, own.mcse)),
        ...mean(first).flatMap(({ reference: own }) => timeCells(own.value, own.mcse)),
      ],
      ...rows.map(([name, found]) => [
        name,
        ...found.survival.flatMap(({ difference, mcse }) => shareCells(difference, mcse, true)),
        ...mean(found).flatMap(({ difference, mcse }) => timeCells(difference, mcse, true)),
        ratioCell(found.hazardRatio),
        standardError(found.hazardRatio.mcse),
      ]),
    ],
  )}`;
}

function caveatsInBrief(entries: readonly [string, ComparisonEntry][]): string {
  const said = entries.filter(([, { caveat }]) => caveat !== undefined).map(([name]) => name);
  return said.length === 0 ? '' : `With a caveat: ${said.join(', ')}.`;
}

function heading(text: string): string {
  return `${text}\n${'='.repeat([...text].length)}`;
}

const words = (text: string): Column => ({ heading: text, align: 'left' });

function endpointTables(
  named: string,
  rows: readonly Row[],
  reference: string,
  { at, rmst, periods }: CompareQuestions,
  unit: string,
): string[] {
  const [, first] = rows[0]!;
  const survival = table(
    [words('strategy'), ...at.flatMap((time) => [{ heading: `at ${plain(time)}` }, MCSE])],
    [
      [`${reference}, %`, ...first.survival.flatMap(({ reference: own }) => shareCells(own.value, own.mcse))],
      ...rows.map(([name, { survival: found }]) => [
        name,
        ...found.flatMap(({ difference, mcse }) => shareCells(difference, mcse, true)),
      ]),
    ],
  );
  const times = (found: Omit<EndpointComparison, 'title'>) => [...found.rmst, ...found.medians];
  const means = table(
    [
      words('strategy'),
      ...[...rmst.map((tau) => `RMST(${plain(tau)})`), 'median'].flatMap((name) => [
        { heading: name },
        MCSE,
        { heading: 'saved', joined: true },
      ]),
    ],
    [
      [
        `${reference}, ${unit}s`,
        ...times(first).flatMap(({ reference: own }) => [...timeCells(own.value, own.mcse), '']),
      ],
      ...rows.map(([name, found]) => [
        name,
        ...times(found).flatMap(({ difference, mcse, varianceRatio }) => [
          ...timeCells(difference, mcse, true),
          savedBy(varianceRatio),
        ]),
      ]),
    ],
  );
  const ratios = table(
    [
      words('strategy'),
      { heading: 'ratio' },
      MCSE,
      ...periods.map((to, i) => ({ heading: `${plain(periods[i - 1] ?? 0)}-${plain(to)}` })),
      { heading: 'one ratio: P' },
    ],
    rows.map(([name, { hazardRatio }]) => [
      name,
      ratioCell(hazardRatio),
      standardError(hazardRatio.mcse),
      ...hazardRatio.periods.map((period) => ratioCell(period)),
      hazardRatio.proportionality ? probability(hazardRatio.proportionality.p) : '-',
    ]),
  );
  return [
    `${named}: difference in percent points\n\n${survival}`,
    `${named}: difference in ${unit}s; saved: times fewer patients than apart\n\n${means}`,
    `${named}: hazard ratio, over all times and by period\n\n${ratios}`,
  ];
}

/** Whom it takes to be better off, and who is. */
function livesTable(endpoint: string, rows: readonly Row[], { at }: CompareQuestions): string {
  const last = at.length - 1;
  return `${endpoint}: number needed to treat for one event less at ${plain(at[last]!)} (below 0: one more), and percent of the patients whose event comes later, in the same row, earlier\n\n${table(
    [
      words('strategy'),
      { heading: 'needed' },
      MCSE,
      { heading: 'later' },
      { heading: 'same', joined: true },
      { heading: 'earlier', joined: true },
      MCSE,
    ],
    rows.map(([name, { survival, lives }]) => {
      const needed = survival[last]!.numberNeededToTreat;
      const most = lives ? Math.max(lives.longer.mcse, lives.same.mcse, lives.shorter.mcse) : null;
      const share = (value: number | undefined) => (value === undefined ? '-' : percent(value, most));
      return [
        name,
        needed ? figure(needed.value, needed.mcse) : '-',
        needed ? standardError(needed.mcse) : '-',
        share(lives?.longer.value),
        share(lives?.same.value),
        share(lives?.shorter.value),
        standardError(most, 100),
      ];
    }),
  )}`;
}

/** The other endpoints, a row for each strategy. */
function otherTable(
  endpoints: readonly string[],
  rowsOf: (endpoint: string) => Row[],
  { at, rmst }: CompareQuestions,
  unit: string,
): string {
  if (endpoints.length === 0) return '';
  const tau = rmst.at(-1);
  const rows = endpoints.flatMap((endpoint) =>
    rowsOf(endpoint).map(([name, { survival, rmst: means, hazardRatio }]) => {
      const mean = means.at(-1);
      return [
        endpoint,
        name,
        ...survival.flatMap(({ difference, mcse }) => shareCells(difference, mcse, true)),
        ...(mean ? timeCells(mean.difference, mean.mcse, true) : []),
        ratioCell(hazardRatio),
      ];
    }),
  );
  return `Other endpoints: difference in percent points and in ${unit}s, hazard ratio\n\n${table(
    [
      words('endpoint'),
      words('strategy'),
      ...at.flatMap((time) => [{ heading: `at ${plain(time)}` }, MCSE]),
      ...(tau === undefined ? [] : [{ heading: `RMST(${plain(tau)})` }, MCSE]),
      { heading: 'ratio' },
    ],
    rows,
  )}`;
}

function sizeTable(rows: readonly [string, Difference][], reference: string): string {
  const [, first] = rows[0]!;
  // as large does not mean the same patients, but another size does mean others
  const others = rows.filter(([, { difference }]) => difference !== 0).map(([name]) => name);
  const warning =
    others.length === 0
      ? ''
      : `\n\nOther patients are in this group under ${others.join(', ')}: what differs within it is no effect of the strategy alone.`;
  const sizes = table(
    [words('strategy'), { heading: '% of all' }, MCSE],
    [
      [reference, ...shareCells(first.reference.value, first.reference.mcse)],
      ...rows.map(([name, { strategy }]) => [name, ...shareCells(strategy.value, strategy.mcse)]),
    ],
  );
  return `${sizes}${warning}`;
}

/** Those that differ; the others are in the JSON. */
function proportionTable(entries: readonly [string, ComparisonEntry][]): string {
  const rows = entries.flatMap(([strategy, { proportions }]) =>
    Object.values(proportions)
      .filter(({ difference, mcse }) => Math.abs(difference ?? 0) > SURE * (mcse ?? 0))
      .map(({ title, reference, strategy: own, difference, mcse }) => [
        title,
        strategy,
        percent(reference.value, reference.mcse),
        percent(own.value, own.mcse),
        ...shareCells(difference, mcse, true),
      ]),
  );
  if (rows.length === 0) return 'No proportion differs by more than four standard errors.';
  return `Proportions that differ\n\n${table(
    [
      words('proportion'),
      words('strategy'),
      { heading: 'reference, %' },
      { heading: 'strategy, %' },
      { heading: 'difference' },
      MCSE,
    ],
    rows,
  )}`;
}

function caveats(entries: readonly [string, ComparisonEntry][]): string {
  const said = entries.filter(([, { caveat }]) => caveat !== undefined);
  if (said.length === 0) return '';
  const texts = [...new Set(said.map(([, { caveat }]) => caveat!.trim()))];
  return `Caveats\n\n${texts
    .map((text) => {
      const names = said.filter(([, { caveat }]) => caveat!.trim() === text).map(([name]) => name);
      return `- ${names.join(', ')}: ${text}`;
    })
    .join('\n')}`;
}

function shareCells(value: number | null, mcse: number | null, signed = false): [string, string] {
  if (mcse === null) return ['-', '-'];
  return [sign(percent(value, mcse), value, signed), standardError(mcse, 100)];
}

function timeCells(value: number | null, mcse: number | null, signed = false): [string, string] {
  if (mcse === null) return ['-', '-'];
  return [sign(figure(value, mcse), value, signed), standardError(mcse)];
}

/** Without a standard error no digit is supported, and whole units of a ratio would mislead. */
function ratioCell({ value, mcse }: RatioFigure): string {
  return mcse === null ? '-' : figure(value, mcse);
}

/** A difference says its sign. */
function sign(text: string, value: number | null, signed: boolean): string {
  return signed && value !== null && Number(text) > 0 ? `+${text}` : text;
}

/** Two digits: batches tell variances to a fifth. Exactly the same curve needs no patients at all. */
function savedBy(ratio: number | null): string {
  if (ratio === null) return '-';
  return `${ratio >= 100 ? whole(Number(ratio.toPrecision(2))) : ratio.toPrecision(2)}x`;
}

function probability(p: number): string {
  return p < 0.0001 ? '<0.0001' : p.toFixed(p < 0.01 ? 4 : 2);
}
