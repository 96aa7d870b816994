import type { Problem } from '../language/problem.ts';
import type { Scenario } from './schema/index.ts';

/** Draws a patient that nobody notices. */
const FEW = 5000;

/** That timers which follow each other in a long chain cost a patient many draws: each is drawn with all those before it. */
export function longChains({ timers }: Pick<Scenario, 'timers'>): Problem[] {
  const lengths = new Map<string, number>();
  for (const name of Object.keys(timers)) {
    const chain = new Set<string>();
    // a chain that leads back to itself is told elsewhere
    for (
      let next: string | undefined = name;
      next !== undefined && !lengths.has(next);
      next = timers[next]?.after
    ) {
      if (chain.has(next)) return [];
      chain.add(next);
    }
    for (const one of [...chain].reverse())
      lengths.set(one, 1 + (lengths.get(timers[one]?.after ?? '') ?? 0));
  }
  const draws = [...lengths.values()].reduce((sum, length) => sum + length, 0);
  if (draws <= FEW) return [];
  const [longest, length] = [...lengths].reduce((most, one) => (one[1] > most[1] ? one : most));
  return [
    {
      path: ['timers', longest],
      message: `timer "${longest}" comes after ${length - 1} others, and each timer is drawn with all before it: up to ${draws.toLocaleString('en')} draws a patient, so that runs take long; a chain of states whose laws count from their entry draws each time once`,
      severity: 'warning',
    },
  ];
}
