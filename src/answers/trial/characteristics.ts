import type { OperatingCharacteristics, Simulated } from '../../trial/operating-characteristics.ts';
import type { Characteristics, SimulatedFigure } from './schema.ts';

/** Operating characteristics in the form of answers: null for what no trial has. */
export function characteristicsOf(simulated: OperatingCharacteristics): Characteristics {
  const { truth, replicates, rejected, benefit, opposite, futility, withoutStatistic } = simulated;
  const { looks, expected, screened, estimate } = simulated;
  return {
    ...{ truth, replicates },
    ...allKnown({ rejected, benefit, opposite, futility, withoutStatistic }),
    looks: looks.map(({ skipped, ...look }) => ({
      ...allKnown(look),
      ...(skipped && { skipped: known(skipped) }),
    })),
    expected: allKnown(expected),
    screened: screened && known(screened),
    estimate: {
      kind: estimate.kind,
      mean: known(estimate.mean),
      quantiles: estimate.quantiles.map((quantile) => ({ p: quantile.p, ...known(quantile) })),
    },
  };
}

function allKnown<K extends string>(figures: Record<K, Simulated>): Record<K, SimulatedFigure> {
  const entries = Object.entries<Simulated>(figures);
  return Object.fromEntries(entries.map(([key, figure]) => [key, known(figure)])) as Record<
    K,
    SimulatedFigure
  >;
}

/** A figure in the form of answers. */
export function known({ value, mcse }: Simulated): SimulatedFigure {
  return { value: finite(value), mcse: finite(mcse) };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
