import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { scenarioJsonSchema, scenarioSchema } from '../../src/scenario/schema/index.ts';
import { designJsonSchema, trialSchema } from '../../src/trial/language/schema.ts';

interface Place {
  at: string;
  schema: z.ZodType;
  example: unknown;
}

/** The parts of zod's description of a schema that are of use here. */
interface Definition {
  type: string;
  innerType?: z.ZodType;
  getter?: () => z.ZodType;
  options?: z.ZodType[];
  shape?: Record<string, z.ZodType>;
  valueType?: z.ZodType;
  element?: z.ZodType;
  items?: z.ZodType[];
}

const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

/** A mapping or a list, or a choice in which none is a single value: words alone do not show how it is written. */
function isOfParts(schema: z.ZodType): boolean {
  const { type, options, innerType } = definitionOf(schema);
  if (options) return options.every(isOfParts);
  return innerType ? isOfParts(innerType) : ['object', 'record', 'array', 'tuple'].includes(type);
}

/** Every place of a schema where parts must stand, with the example that stands there. */
function placesOf(root: z.ZodType): Place[] {
  const places: Place[] = [];
  const seen = new Set<z.ZodType>();
  const walk = (schema: z.ZodType, at: string, isTold: boolean): void => {
    const definition = definitionOf(schema);
    const { innerType, getter, options = [], shape = {}, valueType, element, items = [] } = definition;
    const example = schema.meta()?.examples as unknown[] | undefined;
    const isToldHere = isTold || example !== undefined;
    if (seen.has(schema)) return;
    seen.add(schema);
    const inside = innerType ?? getter?.();
    if (example) places.push({ at, schema, example: example[0] });
    else if (!isTold && !inside && isOfParts(schema)) places.push({ at, schema, example: undefined });
    for (const [key, part] of Object.entries(shape)) walk(part, `${at}.${key}`, false);
    if (valueType) walk(valueType, `${at}.*`, false);
    if (element) walk(element, `${at}[]`, false);
    for (const [i, item] of items.entries()) walk(item, `${at}[${i}]`, false);
    // these stand in the same place
    for (const one of [...options, ...(inside ? [inside] : [])]) walk(one, at, isToldHere);
  };
  walk(root, '', true);
  return places;
}

/** Every value of a key, anywhere in a JSON Schema, as text. */
function valuesOf(key: string, within: unknown): string[] {
  if (typeof within !== 'object' || within === null) return [];
  return Object.entries(within).flatMap(([name, value]) =>
    name === key ? [JSON.stringify(value)] : valuesOf(key, value),
  );
}

describe.each([
  ['scenarios', scenarioSchema, scenarioJsonSchema()],
  ['designs', trialSchema, designJsonSchema()],
])('the language of %s', (_, schema, jsonSchema) => {
  const places = placesOf(schema);
  const shown = new Set(valuesOf('examples', jsonSchema));

  it.each(places.map(({ at, ...rest }) => [at, rest] as const))(
    'has an example for %s, and it is right',
    (_, { schema, example }) => {
      expect(example).toBeDefined();
      expect(schema.safeParse(example).error).toBeUndefined();
      expect(shown).toContain(JSON.stringify(schema.meta()!.examples));
    },
  );

  it('has many such places', () => {
    expect(places.length).toBeGreaterThan(20);
  });
});
