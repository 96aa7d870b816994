import type { AnalysisAnswer, CoxComparison } from '../../answers/analyse/schema.ts';
import { hasCauses, percentOf } from '../../answers/analyse/words.ts';
import { Z_95 } from '../../math/normal.ts';
import { fromData, plain, whole } from '../../media/numbers.ts';
import { aalenJohansen, kaplanMeier, type LifeTable, survivalInterval } from '../../survival/index.ts';
import type { Figure } from '../figures/figure.ts';
import { type ForestRow, forestFigure } from '../figures/forest.ts';
import { incidenceFigure } from '../figures/incidence.ts';
import type { Row } from '../figures/risk-rows.ts';
import { timeTicks } from '../figures/scales.ts';
import { type SurvivalSeries, survivalFigure } from '../figures/survival.ts';

/** The content of the page of an analysis. */
export interface AnalysisReport {
  answer: AnalysisAnswer;
  /** the life table of each group */
  tables: ReadonlyMap<string, LifeTable>;
  /** name of the column with the groups */
  group: string | undefined;
  /** the command line that reproduces the page */
  command: string;
}

export interface AnalysisFigures {
  survival: Figure[];
  incidence: Figure[];
  ratios: Figure[];
}

/** Data do not tell their unit of time. */
const UNIT = 'time';
/** With more censoring marks, they would merge into a band. */
const MOST_MARKS = 300;

/**
 * The figures of an analysis, in the order of the page.
 *
 * @internal
 */
export function analysisFigures(report: AnalysisReport): AnalysisFigures {
  const { answer, tables } = report;
  const latest = Math.max(...[...tables.values()].map(({ times }) => times.at(-1) ?? 0));
  const horizon = latest > 0 ? latest : 1;
  const percent = percentOf(answer);
  const by = report.group === undefined ? '' : ` by ${report.group}`;
  const groups = [...tables];
  const several = hasCauses(answer);
  const of = several ? ' free of events of any cause' : '';
  const size = groups.reduce((sum, [, table]) => sum + table.size, 0);
  return {
    survival: [
      survivalFigure({
        id: 'survival',
        title: `Survival${of}${by}`,
        caption: `Kaplan-Meier estimates${several ? ' of being free of events of any cause, from' : ' of'} ${whole(size)} patients with pointwise ${percent} intervals (${answer.interval}); ticks mark censored patients.`,
        unit: UNIT,
        horizon,
        yLabel: several ? 'Free of events of any cause' : 'Survival',
        series: groups.map(([name, table], i) => seriesOf(name, table, i, horizon, answer)),
      }),
    ],
    incidence: groups.some(([, { causes }]) => causes.length > 1)
      ? groups.map(([name, table], i) =>
          incidenceFigure({
            id: groups.length > 1 ? `incidence-${i + 1}` : 'incidence',
            title:
              groups.length > 1 ? `Cumulative incidence by cause: ${name}` : 'Cumulative incidence by cause',
            caption: `Aalen-Johansen estimates of ${whole(table.size)} patients, with plain pointwise 95% intervals.`,
            unit: UNIT,
            horizon,
            yLabel: 'Cumulative incidence',
            series: causesOf(table),
          }),
        )
      : [],
    ratios: ratiosOf(answer),
  };
}

function seriesOf(
  name: string,
  table: LifeTable,
  colour: number,
  horizon: number,
  { level, interval: kind }: AnalysisAnswer,
): SurvivalSeries {
  const { times, survival, standardError, events, followUp } = kaplanMeier(table);
  const steps = Array.from(times.keys()).filter((r) => events[r]! > 0);
  const at = (time: number, row: number | undefined) => {
    if (row === undefined) return { time, value: 1, lower: 1, upper: 1 };
    const { lower, upper } = survivalInterval(survival[row]!, standardError[row]!, { level, kind });
    return { time, value: survival[row]!, lower: known(lower), upper: known(upper) };
  };
  const marks = Array.from(times.keys()).filter((r) => table.censored[r]! > 0);
  return {
    ...{ name, title: name, colour, published: [] },
    points: [at(0, undefined), ...steps.map((row) => at(times[row]!, row)), at(followUp, steps.at(-1))],
    step: true,
    rows: rowsOf(table, timeTicks(UNIT, horizon).flat()),
    censorTicks: marks.length > MOST_MARKS ? [] : marks.map((row) => times[row]!),
  };
}

const known = (limit: number) => (Number.isNaN(limit) ? null : limit);

/** Numbers at risk just before a time, and of events and censored patients up to it. */
function rowsOf({ times, events, censored, size }: LifeTable, ticks: readonly number[]): Row[] {
  const wanted = [...new Set(ticks)].sort((a, b) => a - b);
  const rows: Row[] = [];
  let [r, had, lost] = [0, 0, 0];
  const take = () => {
    for (const column of events) had += column[r]!;
    lost += censored[r]!;
    r++;
  };
  for (const time of wanted) {
    while (r < times.length && times[r]! < time) take();
    const atRisk = size - had - lost;
    while (r < times.length && times[r]! <= time) take();
    rows.push({ time, atRisk, events: had, censored: lost });
  }
  return rows;
}

function causesOf(table: LifeTable): SurvivalSeries[] {
  const { times, incidence, standardError } = aalenJohansen(table);
  return table.causes.map((cause, k) => {
    const steps = Array.from(times.keys()).filter((r) => table.events[k]![r]! > 0);
    const limit = (row: number, z: number) => {
      const value = incidence[k]![row]! + z * standardError[k]![row]!;
      return Number.isNaN(value) ? null : Math.min(1, Math.max(0, value));
    };
    const at = (time: number, row: number | undefined) =>
      row === undefined
        ? { time, value: 0, lower: 0, upper: 0 }
        : {
            time,
            value: incidence[k]![row]!,
            lower: limit(row, -Z_95),
            upper: limit(row, Z_95),
          };
    return {
      ...{ name: cause, title: `cause ${cause}`, colour: k, published: [] },
      points: [
        at(0, undefined),
        ...steps.map((row) => at(times[row]!, row)),
        at(times.at(-1) ?? 0, steps.at(-1)),
      ],
      step: true,
      rows: [],
    };
  });
}

function ratiosOf(answer: AnalysisAnswer): Figure[] {
  const { cox, causeSpecific = {} } = answer;
  const several = hasCauses(answer);
  return [
    ...(cox
      ? ratioFigure(answer, cox, {
          id: 'hazard-ratios',
          title: several ? 'Hazard ratios, events of any cause' : 'Hazard ratios',
          of: several ? ' for events of any cause' : '',
        })
      : []),
    ...Object.entries(causeSpecific).flatMap(([cause, { cox: own }], i) =>
      ratioFigure(answer, own, {
        id: `hazard-ratios-cause-${i + 1}`,
        title: `Cause-specific hazard ratios: cause ${cause}`,
        of: ` for cause ${cause}, events of other causes censored`,
      }),
    ),
  ];
}

function ratioFigure(
  { order, level }: AnalysisAnswer,
  { efron }: CoxComparison,
  { id, title, of }: { id: string; title: string; of: string },
): Figure[] {
  const [first, second] = order;
  const rows = efron.flatMap(({ group, hr, lower, upper }): ForestRow[] =>
    hr === null || lower === null || upper === null || !(hr > 0 && lower > 0)
      ? []
      : [
          {
            label: `${group} over ${first}`,
            value: hr,
            lower,
            upper,
            shown: `${fromData(hr)} (${fromData(lower)} to ${fromData(upper)})`,
          },
        ],
  );
  if (rows.length === 0) return [];
  return [
    forestFigure({
      id,
      title,
      caption: `Cox’s model${of} with Efron’s method for ties, Wald ${plain(level * 100)}% intervals; below 1 favours the group named first.`,
      rows,
      scale: 'log',
      line: 1,
      favours: order.length === 2 ? [`favours ${second}`, `favours ${first}`] : ['', `favours ${first}`],
      axisLabel: 'Hazard ratio',
      headers: ['Groups', 'Ratio (interval)'],
    }),
  ];
}
