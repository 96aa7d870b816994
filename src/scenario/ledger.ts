import { claimsOf } from './evidence/claims.ts';
import { contextOf } from './resolve/context.ts';
import { numberOf } from './resolve/quantities.ts';
import type { RawTarget, Scenario } from './schema/index.ts';
import type { RawParameter } from './schema/quantity.ts';

/** A number of the model with its evidence: its source, counts, interval and notes. */
export interface Entry {
  /** the parameter's name, or the place in the file of a number without a name */
  name: string;
  /** the strategy that defines it; undefined: defined for all strategies */
  strategy?: string;
  kind: 'parameter' | 'table';
  /** null: a table, or no number could be computed */
  value: number | null;
  /** whether it is a ratio of hazards, odds or times */
  isRatio: boolean;
  counts?: { events: number; of: number };
  interval?: { lower: number; upper: number; level: number };
  printed?: string;
  source?: Source;
  where?: string;
  note?: string;
  caveat?: string;
  assumption?: string;
  calibrated?: string;
  /** its formula for a derived parameter, such as `response × kappa` */
  derived?: string;
}

/** What an entry rests on. */
export type Kind = 'evidence' | 'calibrated' | 'assumption' | 'derived';

export function kindOf({ source, calibrated, derived }: Entry): Kind {
  if (source) return 'evidence';
  if (calibrated !== undefined) return 'calibrated';
  return derived === undefined ? 'assumption' : 'derived';
}

/** An entry of a scenario's `evidence`. */
export interface Source {
  name: string;
  cite: string;
  doi?: string;
  url?: string;
  n?: number | string;
  note?: string;
  caveat?: string;
}

/**
 * All numbers of a scenario's model with their evidence, in the order of the file.
 *
 * @param strategies whose own numbers are listed besides those of the scenario
 */
export function ledgerOf(scenario: Scenario, strategies: readonly string[]): Entry[] {
  const contexts = new Map(Object.keys(scenario.strategies).map((name) => [name, contextOf(scenario, name)]));
  const first = contexts.keys().next().value!;
  return claimsOf(scenario).flatMap(({ path, kind, fields, estimate }): Entry[] => {
    if (kind !== 'parameter' && kind !== 'table') return [];
    const strategy = path[0] === 'strategies' ? String(path[1]) : undefined;
    if (strategy !== undefined && !strategies.includes(strategy)) return [];
    const own = strategy === undefined ? path : path.slice(2);
    const isNamed = own[0] === 'parameters' && own.length === 2;
    const name = isNamed ? String(own[1]) : own.join('.');
    const derived = formulaOf(fields);
    const context = contexts.get(strategy ?? first)!;
    const value =
      derived === undefined
        ? (estimate ?? null)
        : numberOf(context, isNamed ? name : (fields as RawParameter), path, name, 'real');
    const isKnown = value !== null && !Number.isNaN(value);
    return [{ ...entryOf(scenario, fields, name), strategy, kind, value: isKnown ? value : null, derived }];
  });
}

/** The evidence fields of any figure. */
function entryOf(
  scenario: Scenario,
  fields: ReturnType<typeof claimsOf>[number]['fields'],
  name: string,
): Omit<Entry, 'kind' | 'value'> {
  const { events, of, interval, level = 0.95, printed, where, note, caveat, assumption, calibrated } = fields;
  return {
    name,
    isRatio: fields.ratio !== undefined,
    counts: events !== undefined && of !== undefined ? { events, of } : undefined,
    interval: interval && { lower: interval[0], upper: interval[1], level },
    source: fields.from === undefined ? undefined : sourceOf(scenario, fields.from),
    ...{ printed, where, note, caveat, assumption, calibrated },
  };
}

/** A target as an entry of the ledger. */
export function targetEntry(scenario: Scenario, target: RawTarget, name: string): Entry {
  const { fields, estimate } = claimsOf({ evidence: scenario.evidence, targets: [target] })[0]!;
  return { ...entryOf(scenario, fields, name), kind: 'parameter', value: estimate ?? null };
}

/** An entry of `evidence`; the name alone if there is no such entry. */
export function sourceOf({ evidence }: Scenario, name: string): Source {
  const entry = Object.hasOwn(evidence, name) ? evidence[name]! : { cite: name };
  return { ...entry, name };
}

function formulaOf(figure: Partial<RawParameter>): string | undefined {
  const { product, quotient, complement, difference, 'with-odds': odds } = figure;
  if (product) return product.join(' × ');
  if (quotient) return quotient.join(' / ');
  if (complement !== undefined) return `1 - ${complement}`;
  if (difference) return difference.join(' - ');
  if (odds) return `${odds[0]} with its odds times ${odds[1]}`;
  return undefined;
}
