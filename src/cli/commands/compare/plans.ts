import { setImmediate } from 'node:timers/promises';
import { whole } from '../../../media/numbers.ts';
import type { Plan } from '../../../plan.ts';
import type { Asked } from '../../../scenario/compile/asked.ts';
import { StrategyPlans } from '../../../scenario/compile/strategy-plans.ts';
import { type Override, planOf } from '../../../scenario/overrides.ts';
import type { Scenario } from '../../../scenario/schema/index.ts';
import { blame } from '../../overrides.ts';
import { writeErr } from '../../terminal.ts';
import { isAsGiven, type Study, withPoint, wordsOf } from './study.ts';

/** What is simulated at one point of the variations. */
export interface PointPlans {
  scenario: Scenario;
  reference: Plan;
  plans: Plan[];
}

/** If there are more plans, they are not all compiled before the first patient: that would take too long. */
export const MOST_TRIED = 400;
/** Most bytes of tables kept of compiled plans; plans beyond that are compiled again when needed. */
const KEPT = 2 ** 28;

/**
 * Compiles the plans for every point before anything is simulated, so that an impossible value is reported at once and
 * not midway. If there are too many plans, a message says so and they are compiled when needed. A strategy is compiled
 * only if it was changed, and its structure is laid anew only if more than numbers changed.
 *
 * @param known plans of the unchanged scenario
 * @param asked what the plans count
 * @returns a function that gives the plans of a point; call it once for each point, in order
 * @throws UsageError for a plan that cannot be compiled, with the user's words that asked for it
 */
export function tryPoints(
  study: Study,
  points: readonly (readonly Override[])[],
  known: Readonly<Record<string, Plan>>,
  asked: Asked,
): (point: number) => Promise<PointPlans> {
  const names = [study.reference, ...study.strategies];
  const made = new Map<string, StrategyPlans>();
  const compiled = (scenario: Scenario, name: string, i: number): Plan => {
    const plans = made.get(name) ?? new StrategyPlans(asked);
    made.set(name, plans);
    const words = points[i]!.length === 0 ? name : `--vary ${wordsOf(points[i]!)}: strategy ${name}`;
    return blame(words, () => planOf(scenario, name, plans));
  };
  const scenarios = points.map((point) => withPoint(study, point));
  const isKnown = (scenario: Scenario, name: string) =>
    isAsGiven(scenario, study, name) && Object.hasOwn(known, name);
  const changed = scenarios.map((scenario) => names.filter((name) => !isKnown(scenario, name)));
  const total = changed.reduce((sum, { length }) => sum + length, 0);
  const tried = total <= MOST_TRIED ? points.length : 1;
  if (tried < points.length)
    writeErr(
      `${whole(points.length)} points take ${whole(total)} plans, more than the ${MOST_TRIED} that are tried before: one that cannot be compiled is told when its turn comes\n`,
    );
  const kept = new Map<string, Plan>();
  let bytes = 0;
  for (let i = 0; i < tried; i++) {
    for (const name of changed[i]!) {
      const plan = compiled(scenarios[i]!, name, i);
      bytes += plan.graph.tables.byteLength;
      if (bytes <= KEPT) kept.set(`${i} ${name}`, plan);
    }
  }
  return async (i) => {
    const scenario = scenarios[i]!;
    const plans: Plan[] = [];
    for (const name of names) {
      const key = `${i} ${name}`;
      const ready = kept.get(key) ?? (isKnown(scenario, name) ? known[name] : undefined);
      kept.delete(key);
      // lets the event loop turn, so that a signal is noticed
      if (!ready) await setImmediate();
      plans.push(ready ?? compiled(scenario, name, i));
    }
    const [reference, ...others] = plans as [Plan, ...Plan[]];
    return { scenario, reference, plans: others };
  };
}
