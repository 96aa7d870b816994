import { ln, pow } from '../math/elementary.ts';
import type { Executor } from '../run/executor.ts';
import { jobOf } from '../run/simulate.ts';
import type { ArmColumns } from './arms/columns.ts';
import type { AtMargin, Enrolled } from './design.ts';
import { DesignError } from './design-error.ts';
import { candidates } from './replicate/candidates.ts';

/** Enrolled patients whose times tell the survival of an arm, and the most that are simulated for them. */
const ENOUGH = 2 ** 19;
const MOST = 2 ** 23;
/** Patients simulated at once. */
const AT_ONCE = 2 ** 18;

interface MarginOptions {
  seed: string;
  executor: Executor;
  generator?: Parameters<typeof jobOf>[1]['generator'];
  engine?: Parameters<typeof jobOf>[1]['engine'];
  signal?: AbortSignal;
}

/**
 * The arms with the times of one moved so that the truth lies exactly at the margin of the test.
 *
 * The hazard of the endpoint, as it is among those randomised, is multiplied by one ratio at all times: a patient whose
 * time has survival S gets the time whose survival is S to the power 1 / ratio. Survival is that of a large run of the
 * arm, so that the model is used as it is.
 *
 * @throws DesignError if survival at the milestone is not above the margin
 */
export async function movedToMargin(
  design: Enrolled,
  arms: readonly ArmColumns[],
  options: MarginOptions,
): Promise<ArmColumns[]> {
  const moved: ArmColumns[] = [];
  for (const [a, arm] of arms.entries()) {
    const own = design.arms[a]!;
    const margin = own.kind === 'strategy' ? own.atMargin : undefined;
    moved.push(margin ? { ...arm, moved: await moverTo(margin, design, arm, options) } : arm);
  }
  return moved;
}

async function moverTo(margin: AtMargin, design: Enrolled, arm: ArmColumns, options: MarginOptions) {
  const { times, enrolled } = await timesOf(arm, design, options);
  const survivalAt = (time: number) => 1 - countUpTo(times, time) / enrolled;
  const ratio = margin.kind === 'cox' ? margin.margin : ratioFor(survivalAt(margin.at), margin);
  const atEnd = 1 - times.length / enrolled;
  return (event: number, even: number): number => {
    // who has no event by the horizon has it at a time beyond, which the even number tells
    const survival = event < Infinity ? survivalAt(event) : atEnd * even;
    const place = Math.floor((1 - pow(survival, 1 / ratio)) * enrolled);
    return times[place] ?? Infinity;
  };
}

/** The ratio of hazards at which survival at the milestone is lower by the margin. */
function ratioFor(survival: number, { margin }: { margin: number }): number {
  if (!(survival > margin && survival < 1))
    throw new DesignError(
      ['test'],
      `survival of control at the milestone is ${survival.toFixed(3)}, must be above the margin of ${margin} for the null to be simulated`,
    );
  return ln(survival - margin) / ln(survival);
}

/** Times since randomisation to the event, increasing, of many enrolled patients of an arm. */
async function timesOf(arm: ArmColumns, { strata }: Enrolled, options: MarginOptions) {
  const { executor, seed, signal } = options;
  const job = jobOf(arm, { ...options, seed: JSON.stringify(['trial', seed, 'margin']) });
  const candidate = candidates(strata);
  const times: number[] = [];
  let enrolled = 0;
  for (let first = 0; enrolled < ENOUGH && first < MOST; first += AT_ONCE)
    await executor.run(
      job,
      [{ first, count: AT_ONCE }],
      ({ count }, { outcomes }) => {
        for (let i = 0; i < count; i++) {
          if (!candidate.read(arm, outcomes!, i)) continue;
          enrolled++;
          if (candidate.event < Infinity) times.push(candidate.event);
        }
      },
      signal,
    );
  return { times: Float64Array.from(times).sort(), enrolled };
}

function countUpTo(sorted: Float64Array, time: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
