import type { Problem } from '../language/problem.ts';
import { outsideOf } from '../scenario/resolve/quantities.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { RawParameter } from '../scenario/schema/quantity.ts';
import type { Drawn } from './drawn.ts';
import { intervalOf } from './law.ts';
import { usesOf } from './use.ts';

/** The keys by which a figure states its law, and the keys that must stand beside them. */
const STATED = ['distribution', 'range', 'quantiles', 'interval', 'se', 'sd'] as const;

/**
 * Laws that contradict their number: a range without its value, or a law whose 95% interval leaves the domain that the
 * model allows, so that many draws would be impossible.
 */
export function lawProblems(scenario: Scenario, drawn: readonly Drawn[]): Problem[] {
  const uses = usesOf(scenario, Object.keys(scenario.strategies));
  return drawn.flatMap((one): Problem[] => {
    if (one.kind !== 'number' || one.rule === 'posterior') return [];
    const { law, value, places } = one;
    const isUniform = law.name === 'uniform';
    const ends = isUniform ? [law.parameters.min!, law.parameters.max!] : intervalOf(law);
    const [{ path }] = places as [(typeof places)[number]];
    const figure = path.reduce<unknown>(
      (at, step) => (at as Record<string | number, unknown>)[step],
      scenario,
    ) as RawParameter;
    const stated = STATED.find((way) => figure[way] !== undefined);
    const at = stated === undefined ? [...path] : [...path, stated];
    const words = ends.map((end) => Number(end.toPrecision(4))).join(' to ');
    if (isUniform && !(value >= ends[0]! && value <= ends[1]!))
      return [{ path: at, message: `${words} does not hold the value ${value}`, severity: 'error' }];
    const domains = places.flatMap((place) => [...uses.domainsOf(place.path)]);
    for (const domain of domains)
      for (const end of ends) {
        const must = outsideOf(domain, end);
        if (must === undefined) continue;
        const what = isUniform ? words : `the 95% interval of this ${law.name} law, ${words},`;
        return [
          {
            path: at,
            message: `${what} goes beyond where ${one.name} may lie: it ${must}`,
            severity: 'error',
          },
        ];
      }
    return [];
  });
}
