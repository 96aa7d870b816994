import { claimsOf } from './evidence/claims.ts';
import { contextOf } from './resolve/context.ts';
import { numberOf } from './resolve/quantities.ts';
import type { RawTarget, Scenario } from './schema/index.ts';
import type { RawParameter } from './schema/quantity.ts';

/** Where a number comes from, in words and figures: what a reader is owed beside every number of a model. */
export interface Entry {
  /** as it is called in the file: a parameter's name, or the place of a number that has none */
  name: string;
  /** the strategy that has it as its own; undefined: the file's */
  strategy?: string;
  kind: 'parameter' | 'table';
  /** null: a table, or no number of its own */
  value: number | null;
  /** a ratio of hazards, odds or times */
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
  /** how it follows from other parameters: `response × kappa` */
  derived?: string;
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
 * @param strategies whose own numbers are wanted beside the file's
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

/** What stands beside a number, whatever it is the number of. */
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

/** What a published figure rests on, as the ledger has it. */
export function targetEntry(scenario: Scenario, target: RawTarget, name: string): Entry {
  const { fields, estimate } = claimsOf({ evidence: scenario.evidence, targets: [target] })[0]!;
  return { ...entryOf(scenario, fields, name), kind: 'parameter', value: estimate ?? null };
}

/** An entry of `evidence`; a name alone where there is none. */
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
