import type { Distribution } from '../../scenario/distributions/index.ts';
import { contextOf } from '../../scenario/resolve/context.ts';
import { isCurve, lawOf } from '../../scenario/resolve/laws.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { lawKeys } from '../../scenario/schema/model.ts';
import { quantity } from '../../scenario/schema/quantity.ts';
import { type Issues, numberIn, type Path } from './problems.ts';
import type { RawLaw, RawQuantity, RawTrial } from './schema.ts';

/** The parts of a design, besides an arm's own numbers, that its laws may use. */
export interface LawSetting {
  curves?: RawTrial['curves'];
  'life-tables'?: RawTrial['life-tables'];
  unit: RawTrial['unit'];
}

/** The keys that stand beside `law`. */
export const parameterKeys = Object.keys(lawKeys(quantity)).filter(
  (key): key is Exclude<keyof RawLaw, 'law'> => key !== 'law',
);

/**
 * Reads the law of an arm as the scenario language does, with the same names, ranges and messages. Numbers of a
 * design need no evidence.
 */
export function lawAsInScenarios(
  raw: RawLaw,
  path: Path,
  { curves = {}, 'life-tables': tables = {}, unit }: LawSetting,
  issues: Issues,
): { key: string; distribution: Distribution } | undefined {
  // only the parts of a scenario that laws use
  const scenario = {
    ...{ parameters: {}, characteristics: {}, curves, 'life-tables': tables, time: { unit } },
    strategies: { design: {} },
  } as unknown as Scenario;
  const context = contextOf(scenario, 'design');
  const given = parameterKeys.flatMap((key) => (raw[key] === undefined ? [] : [[key, raw[key]] as const]));
  const numbers = given.map(([key, value]) => [
    key,
    isQuantity(value)
      ? stated(value)
      : Array.isArray(value) && key === 'rates'
        ? (value as RawQuantity[]).map(stated)
        : value,
  ]);
  const law = lawOf(context, { law: raw.law as string, ...Object.fromEntries(numbers) }, path);
  for (const name of Object.keys(curves)) if (name !== raw.curve) isCurve(context, name);
  for (const { path: at, message } of context.problems) issues.add(at, message);
  return context.problems.length > 0 ? undefined : { key: law.key, distribution: law.distribution() };
}

function isQuantity(value: unknown): value is RawQuantity {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && 'value' in value);
}

const stated = (raw: RawQuantity) => ({ value: numberIn(raw), assumption: 'of the design' });
