import type { Problem } from '../language/problem.ts';
import { claimsOf } from '../scenario/evidence/claims.ts';
import { intervalHoldsEstimate } from '../scenario/evidence/rules/interval-holds-estimate.ts';
import { intervalOrder } from '../scenario/evidence/rules/interval-order.ts';
import { pathKey } from '../scenario/resolve/context.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { readUncertainty } from './items.ts';
import { lawProblems } from './law-problems.ts';
import { orderProblems } from './order-problems.ts';

/**
 * The problems that keep numbers of a valid scenario from being drawn, with their paths in the scenario.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, uncertaintyProblems } from 'sojourn';
 *
 * const text = readFileSync('scenarios/adjuvant.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * console.log(uncertaintyProblems(scenario!).length);
 * // 0
 * ```
 */
export function uncertaintyProblems(scenario: Scenario): Problem[] {
  const { problems, drawn, joints, orders } = readUncertainty(scenario, Object.keys(scenario.strategies));
  const byInterval = new Set(
    drawn.flatMap((one) =>
      one.kind === 'number' && (one.rule.includes('interval') || one.rule.includes('mean'))
        ? one.places.map(({ path }) => pathKey([...path]))
        : [],
    ),
  );
  const sheet = { file: scenario, claims: claimsOf(scenario) };
  const intervals = [intervalOrder, intervalHoldsEstimate]
    .flatMap((rule) => rule.check(sheet))
    .filter(({ path }) => byInterval.has(pathKey(path.slice(0, -1))));
  // consequences of a wrong interval are not reported as further problems
  const told = new Set(intervals.map(({ path }) => pathKey(path.slice(0, -1))));
  const laws = lawProblems(scenario, drawn).filter(({ path }) => !told.has(pathKey(path.slice(0, -1))));
  const wrong = [...problems, ...intervals, ...laws];
  return wrong.length > 0 ? wrong : orderProblems(drawn, { joints, orders });
}
