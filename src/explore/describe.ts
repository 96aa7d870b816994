import { sectionsOf } from '../language/sections.ts';
import { type Entry, ledgerOf } from '../scenario/ledger.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { DrawnNumber } from '../uncertainty/drawn.ts';
import { uncertaintyOf } from '../uncertainty/items.ts';
import { type Slider, sliderOf } from './sliders.ts';

/** What a page needs to know of a scenario before anything is simulated. Plain data. */
export interface Described {
  title: string;
  unit: string;
  origin: string;
  horizon: number;
  strategies: { name: string; title: string; caveat?: string }[];
  endpoints: { name: string; title: string }[];
  subgroups: { name: string; title: string }[];
  /** the named numbers, as the file groups them */
  groups: { title: string; sliders: Slider[] }[];
}

/** @param text of the scenario, for the groups of its parameters */
export function describe(scenario: Scenario, text: string): Described {
  const strategies = Object.keys(scenario.strategies);
  const drawn = drawnNumbers(scenario, strategies);
  const sliders = new Map(
    ledgerOf(scenario, strategies)
      .filter((entry) => isMovable(scenario, entry))
      .map((entry) => {
        const name = entry.strategy === undefined ? entry.name : `${entry.strategy}.${entry.name}`;
        return [name, sliderOf(entry, name, drawn.get(name))];
      }),
  );
  const groups = sectionsOf(text, 'parameters').map(({ title, keys }) => ({ title, names: keys }));
  for (const [name, { title, parameters }] of Object.entries(scenario.strategies))
    groups.push({
      title: `Only under ${title ?? name}`,
      names: Object.keys(parameters ?? {}).map((parameter) => `${name}.${parameter}`),
    });
  const titled = (all: Readonly<Record<string, { title?: string; caveat?: string }>>) =>
    Object.entries(all).map(([name, { title, caveat }]) => ({
      name,
      title: title ?? name,
      ...(caveat && { caveat }),
    }));
  return {
    title: scenario.scenario,
    ...{ unit: scenario.time.unit, horizon: scenario.time.horizon },
    origin: scenario.time.origin ?? 'the start',
    strategies: titled(scenario.strategies),
    endpoints: titled(scenario.endpoints),
    subgroups: titled(scenario.subgroups),
    groups: groups
      .map(({ title, names }) => ({ title, sliders: names.flatMap((name) => sliders.get(name) ?? []) }))
      .filter(({ sliders }) => sliders.length > 0),
  };
}

/** A named parameter with a number of its own; a derived one follows from others. */
function isMovable(
  { parameters, strategies }: Scenario,
  { name, strategy, kind, value, derived }: Entry,
): boolean {
  if (kind !== 'parameter' || derived !== undefined || value === null) return false;
  return Object.hasOwn(strategy === undefined ? parameters : (strategies[strategy]!.parameters ?? {}), name);
}

/** The distributions of the evidence, by the name of each number that has one. */
function drawnNumbers(scenario: Scenario, strategies: readonly string[]): Map<string, DrawnNumber> {
  const found = new Map<string, DrawnNumber>();
  try {
    for (const one of uncertaintyOf(scenario, strategies).drawn)
      if (one.kind === 'number') found.set(one.name, one);
  } catch (error) {
    // numbers that cannot be drawn together can still be moved
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}
