import { type Accrual, accrualEnd, accrualOf, allEntered, timeOfEntry } from '../../formulas/accrual.ts';
import { expectedEventsOfArm } from '../../formulas/expected-events.ts';
import type { Arm, TwoArms } from '../../formulas/two-arms.ts';
import { findRoot } from '../../math/roots.ts';
import { sum } from '../../math/sum.ts';
import type { PartEvents, TrialDesign } from '../design.ts';
import { joined, timeOfLook } from '../replicate/look-time.ts';

/** The part of a design that closed forms need: all but the boundaries. */
export type Outline = Omit<TrialDesign, 'boundaries'>;

/** The patients of one arm and stratum. */
interface Cell {
  arm: Arm;
  accrual: Accrual;
}

/**
 * A trial of plain laws, one entry for each enrolled stratum, with its expected patients.
 *
 * @returns null if an arm is a strategy of a scenario, if there is only one arm, or if events are not seen at once
 */
export function strataOf(design: Outline): TwoArms[] | null {
  const [control, treatment] = design.arms;
  if (!isSeenAtOnce(design)) return null;
  if (control?.kind !== 'law' || treatment?.kind !== 'law') return null;
  const [c, t] = design.allocation as [number, number];
  return enrolledParts(design).map(({ index, accrual }) => ({
    control: control.parts[index]!,
    treatment: treatment.parts[index]!,
    share: t / (c + t),
    accrual,
  }));
}

/** A single-arm trial with one enrolled stratum; null for every other trial. */
export function singleArmOf(design: Outline): Cell | null {
  const [arm, other] = design.arms;
  if (!isSeenAtOnce(design)) return null;
  if (other !== undefined || arm?.kind !== 'law') return null;
  const [part, more] = enrolledParts(design);
  return more === undefined ? { arm: arm.parts[part!.index]!, accrual: part!.accrual } : null;
}

/** Some of a trial's patients: an arm or a stratum, by its index; {} is all of them. */
interface Part {
  arm?: number;
  stratum?: number;
}

/** Events expected by calendar time t in all arms and strata, or in a part; null if an arm is a strategy. */
export function eventsBy(design: Outline, t: number, { arm: a, stratum: s }: Part = {}): number | null {
  const cells = cellsOf(design);
  if (!cells) return null;
  const own = cells.filter(
    ({ ofArm, ofStratum }) => (a === undefined || a === ofArm) && (s === undefined || s === ofStratum),
  );
  return sum(own.map(({ arm, accrual }) => expectedEventsOfArm(arm, accrual, t)));
}

/**
 * Calendar time at which a number of events is expected, of all patients or of a part; Infinity if never; null if an arm is a
 * strategy.
 */
export function timeOf(design: Outline, events: number, part: Part = {}): number | null {
  const all = eventsBy(design, Infinity, part);
  if (all === null) return null;
  if (all <= events) return Infinity;
  let late = accrualEnd(design.accrual.pattern);
  while (eventsBy(design, late, part)! < events) late *= 2;
  return findRoot((t) => eventsBy(design, t, part)! - events, 0, late, 1e-10 * late);
}

/** Calendar time at which so many patients are expected to have entered. */
export function timeEntered({ accrual, patients }: Pick<Outline, 'accrual' | 'patients'>, count: number) {
  return timeOfEntry(accrual.pattern, (allEntered(accrual.pattern) * count) / patients);
}

/**
 * The calendar time at which each look is expected.
 *
 * @returns Infinity for a number of events that is never expected; null if an arm is a strategy
 */
export function lookTimes(design: Outline): number[] | null {
  let before = 0;
  const times: number[] = [];
  for (const look of design.looks) {
    const { events, eventsOf = [], time, enrolled, rule } = look;
    const parts: (Part & Pick<PartEvents, 'count'>)[] = [
      ...(events === undefined ? [] : [{ count: events }]),
      ...eventsOf,
    ];
    const waits = parts.map(({ count, ...part }) => timeOf(design, count, part));
    if (waits.includes(null)) return null;
    const byEvents = (waits as number[]).reduce<number | undefined>(
      (known, at) => joined(rule, known, at),
      undefined,
    );
    const byClock = joined(rule, time, enrolled && timeEntered(design, enrolled.patients) + enrolled.after);
    before = timeOfLook(look, { byClock, byEvents }, before, () => Infinity);
    times.push(before);
  }
  return times;
}

/** Whether events are seen when they happen, however late: what closed forms count. An exact test looks at one time. */
export function isSeenAtOnce({ observation, test }: Pick<Outline, 'observation' | 'test'>): boolean {
  return observation === undefined || test.kind === 'binomial' || test.kind === 'proportion';
}

function cellsOf(design: Outline): (Cell & { ofArm: number; ofStratum: number })[] | null {
  if (!isSeenAtOnce(design)) return null;
  const laws = design.arms.map((arm) => (arm.kind === 'law' ? arm.parts : null));
  if (laws.includes(null)) return null;
  const block = sum(design.allocation);
  return enrolledParts(design).flatMap(({ index, accrual, patients }) =>
    laws.map((parts, k) => ({
      ...{ ofArm: k, ofStratum: index },
      arm: parts![index]!,
      accrual: accrualOf((patients * design.allocation[k]!) / block, accrual),
    })),
  );
}

/** The enrolled strata, with the expected patients of each. */
function enrolledParts({ strata, accrual, patients }: Outline) {
  const enrolled = strata.flatMap(({ share, enrolled }, index) =>
    enrolled && share > 0 ? [{ share, index }] : [],
  );
  const all = sum(enrolled.map(({ share }) => share));
  return enrolled.map(({ share, index }) => {
    const own = (patients * share) / all;
    return { index, patients: own, accrual: accrualOf(own, accrual.pattern) };
  });
}
