import * as z from 'zod';

/**
 * The JSON Schema of the input, before transformation. zod drops examples and defaults of a shape that contains a
 * transformation, because they might describe the output. Ours describe the input, so they are put back.
 */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      // a reference takes its examples from its definition
      if (jsonSchema.$ref !== undefined) return;
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (examples !== undefined) jsonSchema.examples ??= examples as unknown[];
      const { def } = zodSchema._zod;
      if (def.type === 'default') jsonSchema.default ??= def.defaultValue as typeof jsonSchema.default;
    },
  }) as Record<string, unknown>;
}
