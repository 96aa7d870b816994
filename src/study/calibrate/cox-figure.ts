import { exp } from '../../math/elementary.ts';
import type { Sorted } from './sorted-arm.ts';

/** For each event of two groups: the number at risk in each group, and the group of the event. */
export interface Risks {
  events: number;
  own: Uint32Array;
  other: Uint32Array;
  isOwn: Uint8Array;
}

export function riskRoom(size: number): Risks {
  return { events: 0, own: new Uint32Array(size), other: new Uint32Array(size), isOwn: new Uint8Array(size) };
}

export function collectRisks(a: Sorted, groupA: number, b: Sorted, groupB: number, into: Risks): void {
  let own = 0;
  let other = 0;
  for (let k = 0; k < a.count; k++) if ((a.groups[k]! & groupA) !== 0) own++;
  for (let k = 0; k < b.count; k++) if ((b.groups[k]! & groupB) !== 0) other++;
  into.events = 0;
  let i = 0;
  let j = 0;
  for (;;) {
    while (i < a.count && (a.groups[i]! & groupA) === 0) i++;
    while (j < b.count && (b.groups[j]! & groupB) === 0) j++;
    if (i === a.count && j === b.count) return;
    const isOwn = j === b.count || (i < a.count && a.times[i]! <= b.times[j]!);
    const isEvent = isOwn ? a.isEvent[i] === 1 : b.isEvent[j] === 1;
    if (isEvent) {
      into.own[into.events] = own;
      into.other[into.events] = other;
      into.isOwn[into.events] = isOwn ? 1 : 0;
      into.events++;
    }
    if (isOwn) {
      i++;
      own--;
    } else {
      j++;
      other--;
    }
  }
}

const MOST_STEPS = 20;

/** Maximises the partial likelihood by Newton's method; NaN if it has no maximum. */
export function logHazardRatio({ events, own, other, isOwn }: Risks): number {
  let log = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const ratio = exp(log);
    let score = 0;
    let information = 0;
    for (let k = 0; k < events; k++) {
      const share = (own[k]! * ratio) / (own[k]! * ratio + other[k]!);
      score += isOwn[k]! - share;
      information += share * (1 - share);
    }
    if (!(information > 1e-9)) return NaN;
    const move = Math.max(-1, Math.min(1, score / information));
    log += move;
    if (Math.abs(log) > 15) return NaN;
    if (Math.abs(move) < 1e-8) return log;
  }
  return log;
}
