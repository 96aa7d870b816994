import type { PowerAnswer } from '../../answers/power/schema.ts';
import type { SizeAnswer } from '../../answers/size/schema.ts';
import { sizedIn } from '../../answers/size/words.ts';
import { effectWord } from '../../answers/trial/cells.ts';
import { Z_95 } from '../../math/normal.ts';
import { nominalP, whole } from '../../media/numbers.ts';
import type { Boundary } from '../../trial/expected/scales.ts';
import type { Simulated } from '../../trial/operating-characteristics.ts';
import type { Trajectories } from '../../trial/trajectories.ts';
import type { Figure } from '../figures/figure.ts';
import { type LinesSeries, linesFigure } from '../figures/lines.ts';
import { capitalised } from '../words.ts';

export interface TrialFigures {
  /** power by size; empty for a power page */
  curve: Figure[];
  boundaries: Figure[];
  /** accrual and events over time */
  calendar: Figure[];
  /** hazard ratio over time; empty with one arm */
  ratio: Figure[];
  /** power by the value of a number, and by size over draws; empty unless asked for */
  varied: Figure[];
  assurance: Figure[];
}

/** The design with its boundaries, also on the scale of the estimate. */
export type Bounded = Pick<PowerAnswer, 'design' | 'boundaries'> &
  Pick<SizeAnswer, 'estimate'> &
  Partial<Pick<PowerAnswer, 'varied' | 'assurance'>>;

/**
 * The figures of a trial: of `power`, or of `size` at the size found.
 *
 * @internal
 */
export function trialFigures(
  { design, boundaries, estimate, varied, assurance }: Bounded,
  followed: Trajectories,
  size?: SizeAnswer,
): TrialFigures {
  const { unit } = design;
  return {
    curve: size ? [powerCurve(size)] : [],
    boundaries: boundaries.length > 1 ? [boundaryFigure({ design, boundaries, estimate })] : [],
    calendar: [
      calendarFigure('accrual', 'Patients randomised', unit, followed, [
        { title: 'All arms', values: followed.patients },
      ]),
      calendarFigure(
        'events',
        'Events, if the trial goes on',
        unit,
        followed,
        followed.events.map((values, arm) => ({ title: design.arms[arm]!, values })),
      ),
    ],
    ratio: ratioFigure(unit, followed),
    varied: varied ? [variedFigure(varied)] : [],
    assurance: assurance && assurance.sizes.length > 1 ? [assuranceFigure(assurance)] : [],
  };
}

const band = ({ value, mcse }: Simulated) => ({
  y: value,
  lower: Number.isNaN(mcse) ? null : value - Z_95 * mcse,
  upper: Number.isNaN(mcse) ? null : value + Z_95 * mcse,
});

function powerCurve({ curve, target, size, lower, upper, replicates, vary }: SizeAnswer): Figure {
  const what = sizedIn(vary);
  const closed = curve.flatMap(({ size: x, closedForm }) =>
    closedForm === null ? [] : [{ x, y: closedForm * 100, lower: null, upper: null }],
  );
  const series: LinesSeries[] = [
    {
      name: 'simulated',
      title: 'Simulated',
      colour: 0,
      points: curve.map(({ size: x, power: { value, mcse } }) => ({
        x,
        ...band({ value: value * 100, mcse: mcse * 100 }),
      })),
    },
    ...(closed.length > 0 ? [{ name: 'closed form', title: 'Closed form', colour: 1, points: closed }] : []),
  ];
  return linesFigure({
    id: 'power-curve',
    title: `Power by number of ${what}`,
    caption: `Simulated with ${whole(replicates)} trials of each size, the smaller of which have the first patients of the larger; bands: 95% Monte Carlo intervals. The line is the power wanted, ${target * 100}%, reached with ${whole(size)} ${what} (95% Monte Carlo interval ${whole(lower)} to ${whole(upper)}).`,
    x: { label: capitalised(what), shown: whole },
    y: { label: 'Power', shown: (value) => `${Number(value.toFixed(1))}%` },
    line: target * 100,
    series,
  });
}

/** A share in percent, with the part of its band that lies from 0 to 100. */
function percents({ value, mcse }: { value: number | null; mcse: number | null }) {
  const { y, lower, upper } = band({ value: 100 * value!, mcse: 100 * (mcse ?? Number.NaN) });
  return {
    y,
    lower: lower === null ? null : Math.max(0, lower),
    upper: upper === null ? null : Math.min(100, upper),
  };
}
const PERCENT_AXIS = {
  domain: [0, 100] as const,
  ticks: [
    [0, 25, 50, 75, 100],
    [0, 50, 100],
  ],
};
const inPercent = (value: number) => `${Number(value.toFixed(1))}%`;

/** Power over a line of values of one number. */
function variedFigure({ number, points }: NonNullable<PowerAnswer['varied']>): Figure {
  const name = number.slice(number.lastIndexOf('.') + 1);
  const closed = points.flatMap(({ value: x, closedForm }) =>
    closedForm === null ? [] : [{ x, y: closedForm * 100, lower: null, upper: null }],
  );
  return linesFigure({
    id: 'power-by-value',
    title: `Power by ${name}`,
    caption: `Claims of benefit with ${number} at each value, all else as in the file; bands: 95% Monte Carlo intervals. All values have the same patients.`,
    x: { label: name },
    y: { label: 'Power', shown: inPercent, ...PERCENT_AXIS },
    series: [
      {
        ...{ name: 'simulated', title: 'Simulated', colour: 0 },
        points: points
          .filter(({ power }) => power.value !== null)
          .map(({ value: x, power }) => ({ x, ...percents(power) })),
      },
      ...(closed.length > 0
        ? [{ name: 'closed form', title: 'Closed form', colour: 1, points: closed }]
        : []),
    ],
  });
}

/** Assurance by size, beside the power at the values given. */
function assuranceFigure({ sizes, draws }: NonNullable<PowerAnswer['assurance']>): Figure {
  const ceiling = sizes[0]!.effect?.exists.value ?? null;
  const line = (name: string, colour: number, key: 'power' | 'assurance') => ({
    ...{ name, title: name, colour },
    points: sizes
      .filter((size) => size[key].value !== null)
      .map((size) => ({ x: size.patients, ...percents(size[key]) })),
  });
  return linesFigure({
    id: 'assurance',
    title: 'Assurance by number of patients',
    caption: `Assurance is the power averaged over ${whole(draws)} draws of what is not known of the arms; bands: 95% Monte Carlo intervals.${ceiling === null ? '' : ` The line is its ceiling, the chance of ${inPercent(100 * ceiling)} that there is an effect to find.`}`,
    x: { label: 'Patients', shown: whole },
    y: { label: 'Chance of a claim of benefit', shown: inPercent, ...PERCENT_AXIS },
    ...(ceiling !== null && { line: 100 * ceiling }),
    series: [line('Power at the values given', 0, 'power'), line('Assurance', 1, 'assurance')],
  });
}

/** A dot at z of each look, with the corresponding estimate, or p if there is no such estimate. */
function boundaryFigure({ design, boundaries, estimate }: Bounded): Figure {
  const effect = effectWord(estimate.kind);
  const short = { 'hazard ratio': 'HR ', share: 'share ', difference: 'diff. ' }[effect];
  const lines = ({ z, p, effect: value }: Boundary) => [
    `z ${z.toFixed(2).replace('-', '−')}`,
    value === null ? `p ${nominalP(p)}` : `${short}${value.toFixed(3).replace('-', '−')}`,
  ];
  const sides = (['efficacy', 'futility'] as const).map((key, colour) => ({
    name: key,
    title: capitalised(key),
    colour,
    found: boundaries.flatMap(({ fraction, [key]: one }) => (one === null ? [] : [{ fraction, ...one }])),
  }));
  const looks = boundaries.map(({ fraction }) => fraction * 100);
  const figure = linesFigure({
    id: 'boundaries',
    title: 'Boundaries',
    caption: `Where the trial stops: a dot at each look, with its z (above 0 favours treatment) and ${sides.some(({ found }) => found.some((one) => one.effect !== null)) ? `the ${effect} that this is` : 'one-sided p'}, by the share of the planned information. Between looks the lines only guide the eye.${design.sides === 2 ? ' Efficacy is claimed on either side: below 0 the boundary is the same.' : ''}`,
    x: {
      label: 'Information',
      domain: [0, Math.max(100, ...looks)],
      ticks: [[0, ...looks], ...[20, 25, 50, 100].map((step) => stepsTo(100, step))],
      shown: (value) => `${Number(value.toFixed(0))}%`,
    },
    y: { label: 'z' },
    series: sides
      .filter(({ found }) => found.length > 0)
      .map(({ found, ...side }) => ({
        ...side,
        points: found.map(({ fraction, z }) => ({ x: fraction * 100, y: z, lower: null, upper: null })),
        marked: found.map((one) => ({
          at: one.fraction * 100,
          value: one.z,
          lines: lines(one),
          side: side.name === 'efficacy' ? 'above' : 'below',
        })),
      })),
  });
  return {
    ...figure,
    table: {
      header: ['Boundary', 'Information (%)', 'z', 'p, one-sided', capitalised(effect)],
      rows: sides.flatMap(({ title, found }) =>
        found.map(({ fraction, z, p, effect: value }) => [title, fraction * 100, z, p, value]),
      ),
    },
  };
}

const stepsTo = (end: number, step: number) => Array.from({ length: end / step + 1 }, (_, i) => i * step);

function calendarFigure(
  id: string,
  title: string,
  unit: string,
  { times, replicates }: Trajectories,
  lines: readonly { title: string; values: readonly Simulated[] }[],
): Figure {
  return linesFigure({
    id,
    title,
    caption: `Means of ${whole(replicates)} trials, with 95% Monte Carlo bands, by calendar time.`,
    x: { label: `${capitalised(unit)}s since the first patient could enter` },
    y: { label: title, shown: whole },
    series: lines.map(({ title: name, values }, colour) => ({
      ...{ name, title: name, colour },
      points: values.map((value, k) => ({ x: times[k]!, ...band(value) })),
    })),
  });
}

function ratioFigure(unit: string, { ratios, averages, replicates }: Trajectories): Figure[] {
  if (ratios.length === 0) return [];
  const limits = ({ value, mcse }: Simulated) => {
    const factor = Math.exp((Z_95 * mcse) / value);
    return { y: value, lower: value / factor, upper: value * factor };
  };
  return [
    linesFigure({
      id: 'hazard-ratio',
      title: 'Hazard ratio over time',
      caption: `Treatment over control in periods since randomisation, and its average from randomisation on, as the trial sees it to its end; nothing where events are few; from the pooled patients of ${whole(replicates)} trials, with 95% Monte Carlo bands. Below 1 favours treatment.`,
      x: { label: `${capitalised(unit)}s since randomisation` },
      y: { label: 'Hazard ratio', type: 'log' },
      line: 1,
      series: [
        {
          ...{ name: 'period', title: 'In the period', colour: 0, step: true },
          points: ratios.flatMap(({ from, to, ratio }) => [
            { x: from, ...limits(ratio) },
            { x: to, ...limits(ratio) },
          ]),
        },
        {
          ...{ name: 'average', title: 'Average so far', colour: 1 },
          points: averages.map(({ to, ratio }) => ({ x: to, ...limits(ratio) })),
        },
      ],
    }),
  ];
}
