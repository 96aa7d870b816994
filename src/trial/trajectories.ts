import { exp, ln } from '../math/elementary.ts';
import type { TrialDesign } from './design.ts';
import type { Simulated } from './operating-characteristics.ts';
import { type SimulateTrialOptions, simulateReplicates } from './simulate.ts';

/** Accrual, events and hazard ratio over calendar time: means over replicates. */
export interface Trajectories {
  replicates: number;
  /** calendar times */
  times: number[];
  /** patients randomised by each time, all arms together */
  patients: Simulated[];
  /** events by each time if the trial did not stop; control, then treatment */
  events: Simulated[][];
  /** hazard ratio in equal periods since randomisation, from the pooled patients; none where an arm has few events, or with one arm */
  ratios: { from: number; to: number; ratio: Simulated }[];
  /** geometric mean of the ratios up to the end of each period, weighted by inverse variance (events) */
  averages: { to: number; ratio: Simulated }[];
}

export interface TrajectoryOptions extends Omit<SimulateTrialOptions, 'truth' | 'targetMcse' | 'estimate'> {
  /** calendar time of the last look */
  end: number;
}

/** Number of times along a curve, and of periods of the hazard ratio. */
const STEPS = 60;
const PERIODS = 12;
/** Events of each arm, of all trials together, below which a period shows no ratio. */
const FEWEST_EVENTS = 20;

/** Follows trials through calendar time, whatever their looks decide. */
export async function followTrials(
  design: TrialDesign,
  { end, ...options }: TrajectoryOptions,
): Promise<Trajectories> {
  const times = Array.from({ length: STEPS + 1 }, (_, k) => (k * end) / STEPS);
  const arms = design.arms.length;
  const entered = cumulativeSums();
  const eventSums = Array.from({ length: arms }, cumulativeSums);
  const events = [new Float64Array(PERIODS), new Float64Array(PERIODS)];
  const exposure = [new Float64Array(PERIODS), new Float64Array(PERIODS)];
  const width = end / PERIODS;
  const counts = Array.from({ length: arms + 1 }, () => new Float64Array(STEPS + 1));
  await simulateReplicates(
    // as planned, whatever rules would change
    [{ ...design, adaptation: undefined }],
    { ...options, truth: 'alternative', estimate: false },
    undefined,
    ({ trial: { size, control, start, time, eventAt } }) => {
      for (const column of counts) column.fill(0);
      for (let i = 0; i < size; i++) {
        const arm = arms === 1 || i < control ? 0 : 1;
        countAt(counts[0]!, start[i]!, end);
        countAt(counts[1 + arm]!, eventAt[i]!, end);
        const followed = Math.min(time[i]!, end - start[i]!);
        for (let p = 0; p < PERIODS && p * width < followed; p++)
          exposure[arm]![p]! += Math.min(width, followed - p * width);
        if (eventAt[i]! <= end) events[arm]![Math.min(PERIODS - 1, Math.floor(time[i]! / width))]!++;
      }
      entered.add(counts[0]!);
      eventSums.forEach((sums, arm) => {
        sums.add(counts[1 + arm]!);
      });
    },
  );
  const ratios =
    arms < 2
      ? []
      : Array.from({ length: PERIODS }, (_, p) => ({
          from: p * width,
          to: (p + 1) * width,
          ratio: ratioOf(events, exposure, p),
        })).filter(({ ratio }) => Number.isFinite(ratio.mcse));
  return {
    replicates: options.replicates,
    times,
    patients: entered.means(),
    events: eventSums.map((sums) => sums.means()),
    ratios,
    averages: averagesOf(ratios),
  };
}

/** Counts an event at the first step at or after its time. */
function countAt(column: Float64Array, time: number, end: number): void {
  if (time <= end) column[Math.ceil((time / end) * STEPS - 1e-9)]!++;
}

/** Means over replicates of the cumulative counts. */
function cumulativeSums() {
  const total = new Float64Array(STEPS + 1);
  const squares = new Float64Array(STEPS + 1);
  let n = 0;
  return {
    add(column: Float64Array): void {
      n++;
      let sum = 0;
      for (let k = 0; k <= STEPS; k++) {
        sum += column[k]!;
        total[k]! += sum;
        squares[k]! += sum * sum;
      }
    },
    means(): Simulated[] {
      return Array.from(total, (sum, k) => {
        const value = sum / n;
        // whole numbers up to some thousand, whose squares do not cancel
        const variance = n < 2 ? Number.NaN : Math.max(0, squares[k]! - n * value * value) / (n - 1);
        return { value, mcse: Math.sqrt(variance / n) };
      });
    },
  };
}

/** Ratio of event rates (events over time at risk), treatment over control. Standard error by the delta method. */
function ratioOf(events: readonly Float64Array[], exposure: readonly Float64Array[], p: number): Simulated {
  const [c, t] = [events[0]![p]!, events[1]![p]!];
  const value = t / exposure[1]![p]! / (c / exposure[0]![p]!);
  return { value, mcse: Math.min(c, t) >= FEWEST_EVENTS ? value * Math.sqrt(1 / c + 1 / t) : Number.NaN };
}

function averagesOf(ratios: Trajectories['ratios']): Trajectories['averages'] {
  let weight = 0;
  let sum = 0;
  return ratios.map(({ to, ratio: { value, mcse } }) => {
    // inverse variance of the logarithm of the ratio
    const own = (value / mcse) * (value / mcse);
    weight += own;
    sum += own * ln(value);
    const average = exp(sum / weight);
    return { to, ratio: { value: average, mcse: average / Math.sqrt(weight) } };
  });
}
