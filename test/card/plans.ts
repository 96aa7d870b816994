import { readFileSync } from 'node:fs';
import type { Plan } from '../../src/plan.ts';
import { checkScenario } from '../../src/scenario/check.ts';

/** The plan of the first strategy of a shipped scenario. */
export function planOf(scenario: string): Plan {
  const text = readFileSync(new URL(`../../scenarios/${scenario}.yaml`, import.meta.url), 'utf8');
  return Object.values(checkScenario(text).plans)[0]!;
}
