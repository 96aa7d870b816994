import type { LawTime, LawUse, Model, Modifier, Timer } from '../model.ts';

/**
 * Cumulative hazards: one that no draw reaches, one that every draw exceeds, one that only one patient in 1e12 exceeds.
 */
const CERTAIN = 700;
const AT_ONCE = 1e-12;
const UNLIKELY = 27.6;

/** The smallest and the largest possible value. */
export type Bounds = [least: number, most: number];

/** Whether some patients never have the event, because of a cure fraction or a hazard ratio of 0. */
export function canBeNever({ cure, hazardRatios }: LawTime): boolean {
  return (
    cure > 0 ||
    hazardRatios.some((modifier) =>
      modifier.kind === 'levels'
        ? Object.values(modifier.ratios).includes(0)
        : modifier.kind === 'passed' && modifier.ratio === 0,
    )
  );
}

/**
 * The shortest and the longest time of a law; the longest is Infinity without an upper bound. A law by a characteristic
 * has no known bounds.
 */
export function boundsOf({ law }: { law: LawUse }): Bounds {
  if (law.by !== undefined) return [0, Infinity];
  const d = law.distribution();
  const latest = d.inverseCumulativeHazard(CERTAIN);
  const ends = latest === d.inverseCumulativeHazard(2 * CERTAIN);
  return [d.inverseCumulativeHazard(AT_ONCE), ends ? latest : Infinity];
}

/**
 * The time on the law's clock by which the transition has happened, apart from one patient in 1e12; Infinity if some
 * patients never have it.
 *
 * @param elapsed the most that the clock can show at entry
 */
export function latestOf(time: LawTime, elapsed: number): number {
  const { law, hazardRatios, timeRatios } = time;
  if (law.by !== undefined || canBeNever(time) || elapsed === Infinity) return Infinity;
  const [slowest] = ratioBounds(hazardRatios);
  const [shortest, longest] = ratioBounds(timeRatios);
  if (slowest === 0 || shortest === 0 || longest === Infinity) return Infinity;
  const d = law.distribution();
  const hazard = d.cumulativeHazard(elapsed / shortest);
  return hazard === Infinity ? elapsed : longest * d.inverseCumulativeHazard(hazard + UNLIKELY / slowest);
}

/** The smallest and the largest product of ratios that a patient can have. */
export function ratioBounds(modifiers: readonly Modifier[]): Bounds {
  let [least, most] = [1, 1];
  for (const modifier of modifiers) {
    if (modifier.kind === 'per-unit' || modifier.kind === 'value') return [0, Infinity];
    // a patient to whom no ratio applies has ratio 1
    const ratios = modifier.kind === 'levels' ? [1, ...Object.values(modifier.ratios)] : [1, modifier.ratio];
    least *= Math.min(...ratios);
    most *= Math.max(...ratios);
  }
  return [least, most];
}

/** When a timer goes off, including the timers before it. */
export function timerBounds({ timers }: Model, name: string): Bounds {
  const byName = new Map(timers.map((timer) => [timer.name, timer]));
  let [maybe, surely] = [0, 0];
  for (
    let timer: Timer | undefined = byName.get(name);
    timer;
    timer = timer.after === undefined ? undefined : byName.get(timer.after)
  ) {
    byName.delete(timer.name);
    const [soonest, latest] = boundsOf(timer);
    maybe += soonest;
    surely += latest;
  }
  return [maybe, surely];
}
