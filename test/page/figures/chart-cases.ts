import { generators } from '../../../src/kernel/generators.ts';
import { normalQuantile } from '../../../src/math/normal.ts';
import type { Figure } from '../../../src/page/figures/figure.ts';
import { forestFigure } from '../../../src/page/figures/forest.ts';
import { incidenceFigure } from '../../../src/page/figures/incidence.ts';
import { linesFigure } from '../../../src/page/figures/lines.ts';
import { dark, light, propertiesOf, themed } from '../../../src/page/figures/look.ts';
import { type OccupiedState, occupancyFigure } from '../../../src/page/figures/occupancy.ts';
import { type ScatterSeries, scatterFigure } from '../../../src/page/figures/scatter.ts';
import { type SurvivalSeries, survivalFigure } from '../../../src/page/figures/survival.ts';

/** Names that are hard to draw but allowed. */
export const hostile = [
  `<script>document.title = 'stolen'</script>`,
  `"quoted" & 'apostrophised' </text></svg><img src=x onerror="document.title = 'stolen'">`,
  '👩‍🔬🧪 emoji, 中文標題, ﷽',
  'مرحبا بالعالم של שלום‮ right to left',
  'Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww of one word',
  'Total neoadjuvant therapy, half of the gained responders benefit, as in the publication',
];

const titles = [
  'Schedule of the cohort',
  'Watch-and-wait',
  ...hostile,
  'Total neoadjuvant therapy, ratios of PRODIGE 23',
  'Upfront surgery without radiotherapy',
  'Short-course radiotherapy, then systemic therapy, fitted to the Dutch cohort',
  'Palliative chemotherapy with bevacizumab',
];

export const titleOf = (i: number) => titles[i] ?? `Another strategy, number ${i + 1}`;

/** A smooth curve as from a simulation of many patients: Weibull, with a band. */
export function simulated(i: number, n = 1_000_000): SurvivalSeries {
  const at = (time: number) => Math.exp(-((time / (30 + 7 * i)) ** 1.3));
  const points = Array.from({ length: 481 }, (_, k) => {
    const [time, value] = [k / 4, at(k / 4)];
    const half = 2 * Math.sqrt((value * (1 - value)) / 400);
    return { time, value, lower: Math.max(0, value - half), upper: Math.min(1, value + half) };
  });
  const rows = Array.from({ length: 41 }, (_, k) => {
    const atRisk = Math.round(n * at(3 * k));
    return { time: 3 * k, atRisk, events: n - atRisk, censored: 0 };
  });
  const published = [12, 24, 36].map((time) => ({
    at: time,
    value: at(time) - 0.02,
    lower: at(time) - 0.08,
    upper: at(time) + 0.05,
    label: `${(100 * (at(time) - 0.02)).toFixed(1)}%`,
  }));
  return { name: `s${i}`, title: titleOf(i), points, step: false, rows, published, colour: i };
}

/** Patients' own data: a step or a mark for every patient, with jumps of all sizes. */
export function observed(i: number, patients: number): SurvivalSeries {
  const points = [{ time: 0, value: 1, lower: 1, upper: 1 }];
  const censorTicks: number[] = [];
  let value = 1;
  for (let k = 0; k < patients; k++) {
    const time = 110 * ((k + 1) / patients) ** (1.2 + 0.2 * i);
    if (k % 3 === 2) {
      censorTicks.push(time);
      continue;
    }
    value *= 1 - 1 / (patients - k);
    points.push({ time, value, lower: value * 0.9, upper: Math.min(1, value * 1.1) });
  }
  return {
    name: `o${i}`,
    title: titleOf(i),
    points,
    step: true,
    rows: [],
    published: [],
    colour: i,
    censorTicks,
  };
}

const time = { unit: 'month', origin: 'first treatment', horizon: 120 };
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

export const survivalOf = (series: readonly SurvivalSeries[], id = 'survival') =>
  survivalFigure({
    id,
    title: 'Overall survival',
    caption: 'Kaplan-Meier.',
    ...time,
    until: 60,
    yLabel: 'Overall survival',
    series,
  });

export const times = range(121);

/** Patients pass through the states in order, and stay in the last. */
export function statesOf(count: number): OccupiedState[] {
  return range(count).map((i) => ({
    name: `state ${i}`,
    title: titleOf(i),
    // Erlang: Poisson probabilities at rate 1 a ten months
    values: times.map((t) => {
      const at = (k: number) =>
        range(k).reduce((product, j) => (product * (t / 10)) / (j + 1), Math.exp(-t / 10));
      return i < count - 1 ? at(i) : 1 - range(i).reduce((sum, k) => sum + at(k), 0);
    }),
  }));
}

export const occupancyOf = (count: number, origin?: string) =>
  occupancyFigure({
    id: `occupancy-${count}`,
    title: 'States over time',
    caption: 'Shares.',
    unit: 'month',
    ...(origin ? { origin } : {}),
    times,
    until: 60,
    states: statesOf(count),
  });

export const forestRows = (count: number, groups: number) =>
  range(count).map((i) => {
    const value = 0.5 + ((i * 7) % 11) / 8;
    const factor = i % 9 === 4 ? 40 : 1.25;
    return {
      label: titleOf(i),
      value,
      lower: value / factor,
      upper: value * factor,
      shown: `${value.toFixed(2)} (${(value / factor).toFixed(2)} to ${(value * factor).toFixed(2)})`,
      ...(groups > 0 ? { group: `Group ${(i % groups) + 1}: ${titleOf(i % groups)}` } : {}),
    };
  });

export const forestOf = (count: number, groups: number, scale: 'linear' | 'log') =>
  forestFigure({
    id: `forest-${count}-${scale}`,
    title: 'Hazard ratios',
    caption: 'Strategy over reference.',
    rows: forestRows(count, groups),
    scale,
    line: 1,
    favours: ['favours the strategy', 'favours the schedule of the cohort'],
    axisLabel: 'Hazard ratio, strategy over schedule of the cohort, marginal, all events up to the horizon',
    headers: ['Strategy', 'Ratio (95% interval)'],
  });

export const powerFigure = linesFigure({
  id: 'power',
  title: 'Power',
  caption: 'By simulation.',
  x: { label: 'Patients randomised' },
  y: { label: 'Power', domain: [0, 1], shown: (value) => `${Math.round(value * 100)}%` },
  line: 0.8,
  series: range(3).map((i) => ({
    name: `p${i}`,
    title: titleOf(i),
    colour: i,
    points: range(19).map((k) => {
      const y = 1 - Math.exp(-(k + 1) / (4 + 3 * i));
      return { x: 100 + 50 * k, y, lower: y - 0.02, upper: y + 0.02 };
    }),
  })),
});

export const ratioFigure = linesFigure({
  id: 'ratio',
  title: 'Hazard ratio over time',
  caption: 'By period.',
  x: { label: 'Months since randomisation', unit: 'month', domain: [0, 60] },
  y: { label: 'Hazard ratio, log scale', type: 'log' },
  line: 1,
  series: [
    {
      name: 'ratio',
      title: 'Hazard ratio by period',
      colour: 0,
      step: true,
      points: [0.6, 0.7, 0.85, 1.1, 1.3, 1.3].map((y, k) => ({
        x: 12 * k,
        y,
        lower: y / 1.2,
        upper: y * 1.2,
      })),
    },
  ],
});

/** Every kind of chart, with few and with many elements. */
/** Correlated normal points, a series for each strategy: the same in every run. */
export function clouds(count: number, draws: number): ScatterSeries[] {
  const normal = (stream: number, d: number) =>
    normalQuantile(((generators[1]!.draw(stream, 80, d, 0) >>> 0) + 0.5) / 4294967296);
  return range(count).map((i) => {
    const x = Float64Array.from({ length: draws }, (_, d) => 1.5 + 0.8 * i + normal(2 * i, d));
    const y = x.map((value, d) => 0.6 * value + 0.5 * normal(2 * i + 1, d));
    return { name: `s${i}`, title: titleOf(i), colour: i, x, y };
  });
}

const scatterOf = (count: number, draws: number) =>
  scatterFigure({
    id: `scatter-${count}`,
    title: 'Two outcomes over draws',
    caption: 'Dots are draws, ellipses hold 95% of them.',
    x: { label: 'Difference in OS RMST(60), months' },
    y: { label: 'Difference in PFS RMST(60), months' },
    hasZero: true,
    series: clouds(count, draws),
  });

export const charts: Record<string, Figure> = {
  ...Object.fromEntries(
    [1, 2, 4, 7, 12, 16].map((count) => [
      `survival of ${count}`,
      survivalOf(
        range(count).map((i) => simulated(i)),
        `survival-${count}`,
      ),
    ]),
  ),
  'survival of patients': survivalOf([observed(0, 180), observed(1, 90)], 'observed'),
  incidence: incidenceFigure({
    id: 'incidence',
    title: 'Causes of death',
    caption: 'Aalen-Johansen.',
    ...time,
    yLabel: 'Cumulative incidence',
    series: range(3).map((i) => ({
      ...simulated(i),
      rows: [],
      published: [],
      points: simulated(i).points.map(({ time, value }) => ({
        time,
        value: (1 - value) / (5 + i),
        lower: null,
        upper: null,
      })),
    })),
  }),
  'occupancy of 3': occupancyOf(3),
  'occupancy of 18': occupancyOf(18),
  'occupancy since a long origin': occupancyOf(
    2,
    'the meeting of the multidisciplinary team after neoadjuvant therapy',
  ),
  'forest of 5': forestOf(5, 0, 'linear'),
  'forest of 60': forestOf(60, 4, 'log'),
  'scatter of 1': scatterOf(1, 500),
  'scatter of 6': scatterOf(6, 60),
  power: powerFigure,
  'ratio over time': ratioFigure,
};

export const widths = [300, 360, 540, 760, 1600];

/** A page with only this figure, at each width. */
export function pageOf(figure: Figure, theme: 'light' | 'dark'): string {
  const colours = Object.entries(propertiesOf(theme === 'dark' ? dark : light))
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ');
  const style = `:root { ${colours} } body { margin: 0; background: var(--paper); } svg { display: block; }`;
  const drawings = widths.map((width) => figure.draw(themed(width)));
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${drawings.join('\n')}`;
}
