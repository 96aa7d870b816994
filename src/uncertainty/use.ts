import type { Domain } from '../scenario/distributions/index.ts';
import { pathKey } from '../scenario/resolve/context.ts';
import { resolve } from '../scenario/resolve/index.ts';
import { derivations } from '../scenario/resolve/quantities.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { RawParameter } from '../scenario/schema/quantity.ts';
import { estimateOf, type Use } from './rule.ts';

/** How the numbers of a scenario are used, and which of them the strategies use. */
export interface Uses {
  /** @param path of a number in the file */
  useOf(path: readonly (string | number)[], figure: RawParameter): Use;
  /** the use of a number that a law, a chance or a ratio takes unchanged */
  domainsOf(path: readonly (string | number)[]): ReadonlySet<Domain>;
  /** whether any of these strategies (default: all) uses the named parameter at a path */
  isAsked(path: readonly (string | number)[], among?: readonly string[]): boolean;
}

const ANY_SIGN: ReadonlySet<Domain> = new Set<Domain>(['real', 'location', 'bend']);

/** @param strategies the strategies to consider */
export function usesOf(scenario: Scenario, strategies: readonly string[]): Uses {
  const uses = new Map<string, Set<Domain>>();
  const asked = new Map<string, ReadonlySet<string>>();
  for (const strategy of strategies) {
    const { uses: own, used } = resolve(scenario, strategy);
    asked.set(strategy, used);
    for (const [key, domains] of own()) uses.set(key, new Set([...(uses.get(key) ?? []), ...domains]));
  }
  const parents = parentsOf(scenario);
  const isProbability = (key: string, seen: ReadonlySet<string>): boolean =>
    uses.get(key)?.has('probability') ||
    (parents.get(key) ?? []).some(
      (parent) => !seen.has(parent) && isProbability(parent, new Set([...seen, key])),
    );
  return {
    useOf: (path, figure) => {
      const key = pathKey([...path]);
      const value = estimateOf(figure) ?? NaN;
      const highest = figure.interval?.[1] ?? value;
      if (figure.ratio === undefined && value >= 0 && highest <= 1 && isProbability(key, new Set()))
        return 'probability';
      const domains = [...(uses.get(key) ?? [])];
      if (domains.length > 0) return domains.some((domain) => ANY_SIGN.has(domain)) ? 'real' : 'positive';
      // known only as a part of other numbers
      return figure.ratio !== undefined || (value > 0 && (figure.interval?.[0] ?? 1) > 0)
        ? 'positive'
        : 'real';
    },
    domainsOf: (path) => uses.get(pathKey([...path])) ?? new Set(),
    isAsked: (path, among = strategies) =>
      among.some((strategy) => asked.get(strategy)?.has(pathKey([...path]))),
  };
}

/** For the path of each parameter, the paths of the parameters that are derived from it. */
function parentsOf({ parameters, strategies }: Scenario): Map<string, string[]> {
  const parents = new Map<string, string[]>();
  const blocks = [
    { at: ['parameters'], own: parameters },
    ...Object.entries(strategies).map(([name, { parameters: own }]) => ({
      at: ['strategies', name, 'parameters'],
      own: own ?? {},
    })),
  ];
  for (const { at, own } of blocks)
    for (const [name, figure] of Object.entries(own))
      for (const part of derivations.flatMap((way) => figure[way] ?? [])) {
        const places = [['parameters', part], ...(at.length > 1 ? [[...at, part]] : [])].map((path) =>
          pathKey(path),
        );
        for (const place of places)
          parents.set(place, [...(parents.get(place) ?? []), pathKey([...at, name])]);
      }
  return parents;
}
