import { ENDLESS, EndlessModelError } from './endless.ts';
import type { Effect } from './graph.ts';
import type { Queue } from './primitives/primitives.ts';
import type { Times } from './times.ts';
import type { Work } from './work.ts';

/**
 * Records what happens to patients on their way.
 *
 * @param isEndless called for a patient who enters a state suspiciously often; throws if the patient never finishes
 * @returns a function that applies one effect to n patients. It uses the columns `others`, `follow`, `clock` and
 *   `draws`, since a node's own `times` and `winners` are still in use.
 */
export function effectsOf(
  work: Work,
  times: Times,
  isEndless: (patient: number) => void,
): (effect: Effect, from: Queue, n: number) => void {
  const { graph, memory, places, primitives: p, stride, counters } = work;
  const { rows, perUnit } = graph.grid;
  const track = (index: number) => places.counts + index * stride * 4;

  /** @param most the largest number of entries of one of these patients into the effect's state */
  function checkVisits(most: number, effect: Effect & { kind: 'visit' }, patients: number, n: number): void {
    if (most < work.suspect) return;
    if (most >= ENDLESS) throw new EndlessModelError(effect.states.join(' -> '));
    work.suspect *= 10;
    const patientAt = (i: number) => memory.i32[(patients >> 2) + i]!;
    const seen = (i: number) => memory.i32[(places.visits[effect.visits]! >> 2) + patientAt(i)]!;
    isEndless(patientAt(Array.from({ length: n }, (_, k) => k).find((k) => seen(k) === most)!));
  }

  return (effect, from, n) => {
    switch (effect.kind) {
      case 'count':
        counters[effect.counter]! += n;
        return;
      case 'visit':
        checkVisits(p.visit(from.patients, n, places.visits[effect.visits]!), effect, from.patients, n);
        return;
      case 'remember':
        p.remember(
          from.patients,
          n,
          effect.time ? times.noted(effect.time, from, n, places.others) : from.times,
          places.memories[effect.memory]!,
        );
        return;
      case 'tally':
        if (effect.time.kind === 'never') memory.u32[(track(effect.track) >> 2) + rows]! += n;
        else p.note(times.noted(effect.time, from, n, places.others), n, track(effect.track), rows, perUnit);
        return;
      case 'observe': {
        const time = times.noted(effect.time, from, n, places.others);
        times.timer(effect.timer, from.patients, n, places.follow);
        p.observe(time, places.follow, n, track(effect.event), track(effect.censored), rows, perUnit);
        return;
      }
      case 'mark': {
        times.draw(effect.stream, from.patients, n);
        let below = 0;
        effect.thresholds.forEach((threshold, i) => {
          const upTo = threshold > 0xffffffff ? n : p.count(places.draws, n, threshold);
          counters[effect.counters[i]!]! += upTo - below;
          below = upTo;
        });
      }
    }
  };
}
