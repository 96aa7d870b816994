import type { Observation } from '../design.ts';

/** Times since randomisation of one patient: of the event, and of loss to follow-up; infinite: never. */
interface Times {
  event: number;
  lost: number;
  /** of what is part of the event and known when it happens, such as death of progression-free survival */
  atOnce: number;
}

/** A share of the time between visits: an event this little after a visit is seen at it, for rounding. */
const ROUNDING = 1e-9;

/**
 * What is seen of a patient who is followed for a fixed time, or looked at in visits: the event is seen at the first
 * visit at or after it; who is lost before is last seen at the visit before.
 *
 * @returns a function that changes the times of a patient
 */
export function observed({ followed = Infinity, visits }: Observation): (times: Times) => void {
  return (times) => {
    times.lost = Math.min(times.lost, followed);
    if (!visits || times.event === Infinity) {
      if (visits && times.lost < Infinity) times.lost = visitUpTo(visits, times.lost);
      return;
    }
    const seen = Math.min(visitFrom(visits, times.event), times.atOnce);
    if (seen <= times.lost) {
      times.event = seen;
    } else {
      times.event = Infinity;
      times.lost = visitUpTo(visits, times.lost);
    }
  };
}

type Visits = NonNullable<Observation['visits']>;

/** The first visit at or after a time. */
function visitFrom(visits: Visits, time: number): number {
  for (let k = 0; k < visits.length; k++) {
    const { from, every } = visits[k]!;
    const next = visits[k + 1]?.from ?? Infinity;
    if (time > next) continue;
    const visit = from + every * Math.max(0, Math.ceil((time - from) / every - ROUNDING));
    // the first visit of the next piece may come before
    return Math.min(visit, next);
  }
  return Infinity;
}

/** The last visit at or before a time; randomisation is the first. */
function visitUpTo(visits: Visits, time: number): number {
  for (let k = visits.length - 1; k >= 0; k--) {
    const { from, every } = visits[k]!;
    if (time >= from) return from + every * Math.floor((time - from) / every + ROUNDING);
  }
  return 0;
}
