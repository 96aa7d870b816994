import type {
  AdaptationCharacteristics,
  Distributed,
  OperatingCharacteristics,
  Simulated,
} from '../../trial/operating-characteristics.ts';
import type { AdaptationFigures, Characteristics, SimulatedFigure } from './schema.ts';

/** Operating characteristics in the form of answers: null for what no trial has. */
export function characteristicsOf(simulated: OperatingCharacteristics): Characteristics {
  const { truth, replicates, rejected, benefit, opposite, futility, withoutStatistic } = simulated;
  const { looks, expected, screened, estimate, adaptation } = simulated;
  return {
    ...{ truth, replicates },
    ...allKnown({ rejected, benefit, opposite, futility, withoutStatistic }),
    looks: looks.map(({ skipped, ...look }) => ({
      ...allKnown(look),
      ...(skipped && { skipped: known(skipped) }),
    })),
    expected: allKnown(expected),
    screened: screened && known(screened),
    estimate: { kind: estimate.kind, ...distributed(estimate) },
    ...(adaptation && { adaptation: adaptationFigures(adaptation) }),
  };
}

function adaptationFigures({
  zones,
  changed,
  final,
  withoutRules,
}: AdaptationCharacteristics): AdaptationFigures {
  return {
    zones: zones.map(({ look, rule, ...figures }) => ({
      look: look + 1,
      rule: rule ?? null,
      ...allKnown(figures),
    })),
    changed: known(changed),
    final: {
      events: distributed(final.events),
      patients: distributed(final.patients),
      time: distributed(final.time),
    },
    withoutRules: allKnown(withoutRules),
  };
}

/** A mean with quantiles in the form of answers. */
export function distributed({ mean, quantiles }: Distributed) {
  return {
    mean: known(mean),
    quantiles: quantiles.map((quantile) => ({ p: quantile.p, ...known(quantile) })),
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
