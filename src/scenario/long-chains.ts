import type { Problem } from '../language/problem.ts';
import type { Scenario } from './schema/index.ts';

/** Draws for each patient that cost no noticeable time. */
const UNNOTICED_DRAWS = 5000;

/**
 * Warns of long chains of timers: each timer is drawn together with all timers before it, which takes many draws a
 * patient.
 */
export function longChains({ timers }: Pick<Scenario, 'timers'>): Problem[] {
  const lengths = new Map<string, number>();
  for (const name of Object.keys(timers)) {
    const chain = new Set<string>();
    // circular chains are reported elsewhere
    for (
      let next: string | undefined = name;
      next !== undefined && !lengths.has(next);
      next = timers[next]?.after
    ) {
      if (chain.has(next)) return [];
      chain.add(next);
    }
    for (const timer of [...chain].reverse())
      lengths.set(timer, 1 + (lengths.get(timers[timer]?.after ?? '') ?? 0));
  }
  const draws = [...lengths.values()].reduce((sum, length) => sum + length, 0);
  if (draws <= UNNOTICED_DRAWS) return [];
  const [longest, length] = [...lengths].reduce((most, one) => (one[1] > most[1] ? one : most));
  return [
    {
      path: ['timers', longest],
      message: `timer "${longest}" comes after ${length - 1} others, and each timer is drawn with all before it: up to ${draws.toLocaleString('en')} draws a patient, so that runs take long; a chain of states whose laws count from their entry draws each time once`,
      severity: 'warning',
    },
  ];
}
