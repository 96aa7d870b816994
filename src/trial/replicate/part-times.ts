import type { Look, PartEvents } from '../design.ts';
import type { Columns } from './columns.ts';
import { type EventTimes, type EventTimesRoom, eventTimes, eventTimesRoom } from './event-times.ts';
import type { TrialLoops } from './loops/loops.ts';
import type { SortRoom } from './loops/room.ts';
import type { TrialColumns } from './trial-columns.ts';

/** Memory for the events of an arm or a stratum; undefined if no look asks for them. */
export type PartTimesRoom = { own: Float64Array; eventTimes: EventTimesRoom } | undefined;

export function partTimesRoom(looks: readonly Look[], patients: number, from: Columns): PartTimesRoom {
  if (looks.every(({ eventsOf }) => eventsOf === undefined)) return undefined;
  return { own: from.doubles(patients + 1), eventTimes: eventTimesRoom(1, patients, from) };
}

/** When an arm or a stratum of a trial has a number of events; Infinity for never. */
export function partTimes(
  room: PartTimesRoom,
  sort: SortRoom,
  loops: TrialLoops,
): (trial: TrialColumns, part: PartEvents) => number {
  const known: EventTimes | undefined = room && eventTimes(room.eventTimes, sort, loops);
  return (trial, part) => {
    const { own } = room!;
    const { size, control, eventAt, stratum } = trial;
    const isOfArm = 'arm' in part;
    const first = isOfArm && part.arm === 1 ? control : 0;
    // a single arm has no control, and all patients are its own
    const last = isOfArm && part.arm === 0 && control > 0 ? control : size;
    let events = 0;
    for (let i = first; i < last; i++) {
      if (!(eventAt[i]! < Infinity)) continue;
      if (isOfArm || stratum[i] === part.stratum) own[events++] = eventAt[i]!;
    }
    if (events < part.count) return Infinity;
    known!.read({ eventTimes: own, events });
    return known!.nth(part.count);
  };
}
