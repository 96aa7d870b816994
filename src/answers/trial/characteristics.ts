import type { OperatingCharacteristics, Simulated } from '../../trial/operating-characteristics.ts';
import type { Characteristics, SimulatedFigure } from './schema.ts';

/** What trials do, as answers have it: null for what no trial has. */
export function characteristicsOf(found: OperatingCharacteristics): Characteristics {
  const { truth, replicates, rejected, benefit, opposite, futility, withoutStatistic } = found;
  const { looks, expected, screened, estimate } = found;
  return {
    ...{ truth, replicates },
    ...allKnown({ rejected, benefit, opposite, futility, withoutStatistic }),
    looks: looks.map(allKnown),
    expected: allKnown(expected),
    screened: screened && known(screened),
    estimate: {
      kind: estimate.kind,
      mean: known(estimate.mean),
      quantiles: estimate.quantiles.map((one) => ({ p: one.p, ...known(one) })),
    },
  };
}

function allKnown<K extends string>(figures: Record<K, Simulated>): Record<K, SimulatedFigure> {
  const entries = Object.entries<Simulated>(figures);
  return Object.fromEntries(entries.map(([key, one]) => [key, known(one)])) as Record<K, SimulatedFigure>;
}

function known({ value, mcse }: Simulated): SimulatedFigure {
  return { value: finite(value), mcse: finite(mcse) };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
