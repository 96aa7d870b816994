import { exp, ln } from '../../../math/elementary.ts';
import { passedKey } from '../../logic/reach.ts';
import type { Modifier } from '../../model.ts';

/** Levels of characteristics and marks by name, and a yes for states passed. */
export type Facts = ReadonlyMap<string, string>;

/** The part of a product of ratios that is the same for all patients with these facts. */
export function fixedRatio(modifiers: readonly Modifier[], facts: Facts): number {
  return modifiers.reduce((product, modifier) => {
    if (modifier.kind === 'levels')
      return product * (modifier.ratios[facts.get(modifier.variable) ?? ''] ?? 1);
    if (modifier.kind === 'passed')
      return product * (facts.has(passedKey({ states: modifier.states })) ? modifier.ratio : 1);
    return product;
  }, 1);
}

/** The facts that ratios depend on, and no others. */
export function factsOf(modifiers: readonly Modifier[], facts: Facts, ...others: string[]): Facts {
  const keys = modifiers.flatMap((modifier) => {
    if (modifier.kind === 'levels') return [modifier.variable];
    return modifier.kind === 'passed' ? [passedKey({ states: modifier.states })] : [];
  });
  const wanted = new Set([...keys, ...others]);
  return new Map([...facts].filter(([key]) => wanted.has(key)));
}

/** The same text for the same facts. */
export function factsKey(facts: Facts): string {
  return JSON.stringify([...facts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export type NumericModifier = Extract<Modifier, { kind: 'per-unit' | 'value' }>;

export function numericModifiers(modifiers: readonly Modifier[]): NumericModifier[] {
  return modifiers.filter((modifier) => modifier.kind === 'per-unit' || modifier.kind === 'value');
}

/** The factor that a numeric characteristic's value stands for, and the value that a factor above 0 stands for. */
export function factorOf(modifier: NumericModifier) {
  if (modifier.kind === 'value')
    return { factor: (value: number): number => value, value: (factor: number): number => factor };
  const { ratio, reference } = modifier;
  const log = ln(ratio);
  return {
    factor: (value: number): number => exp(log * (value - reference)),
    value: (factor: number): number => reference + ln(factor) / log,
  };
}
