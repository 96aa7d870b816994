import { OverrideError } from '../../scenario/overrides.ts';
import { parameterDraws } from '../../uncertainty/draw.ts';
import { variantSimulator } from '../variants/simulate.ts';
import type { DrawJob, DrawRange } from './job.ts';
import { uncertaintyFor } from './needed.ts';

/** Work of nested draws; a range consists of outer draws. Plain data. */
export interface NestedWork {
  kind: 'nested';
  job: DrawJob;
  /** by name */
  outcome: string;
  /** names of the numbers that an outer draw fixes */
  numbers: readonly string[];
  /** number of inner draws of the other numbers for each outer draw; even */
  inner: number;
}

export interface NestedResults {
  /**
   * for each half of the inner draws, by outer draw, then by strategy except the reference: sum of the
   * differences from the reference
   */
  sums: readonly [Float64Array, Float64Array];
  /** number of possible inner draws of each half, by outer draw */
  counts: readonly [Float64Array, Float64Array];
}

/** @throws OverrideError if the scenario cannot be compiled */
export function nestedDraws({
  job,
  outcome,
  numbers,
  inner,
}: NestedWork): (range: DrawRange) => NestedResults {
  const { scenario, strategies, patients, seed } = job;
  const uncertainty = uncertaintyFor(job);
  const draws = parameterDraws(scenario, uncertainty, seed);
  const isKnown = uncertainty.drawn.map(({ name }) => numbers.includes(name));
  const simulator = variantSimulator(job);
  const k = simulator.outcomes.findIndex(({ name }) => name === outcome);
  const others = strategies.length - 1;
  return ({ first, count }) => {
    const column = (width: number) =>
      [new Float64Array(count * width), new Float64Array(count * width)] as const;
    const [sums, counts] = [column(others), column(1)];
    for (let at = 0; at < count; at++) {
      const known = draws.valuesOf(first + at);
      for (let i = 0; i < inner; i++) {
        const draw = (first + at) * inner + i;
        const half = (i % 2) as 0 | 1;
        const values = draws.valuesOf(draw).map((value, p) => (isKnown[p] ? known[p]! : value));
        try {
          const figures = simulator.figuresOf(draws.scenarioWith(values), draw * patients);
          const reference = figures[0]!.values[k]!;
          counts[half][at]!++;
          for (let s = 0; s < others; s++)
            sums[half][at * others + s]! += figures[s + 1]!.values[k]! - reference;
        } catch (error) {
          if (!(error instanceof OverrideError)) throw error;
        }
      }
    }
    return { sums, counts };
  };
}
