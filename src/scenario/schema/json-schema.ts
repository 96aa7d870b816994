import * as z from 'zod';

/**
 * The JSON Schema of what may stand in a file, before it is read. zod leaves examples and defaults away from a shape as soon as
 * anything in it is transformed, since they might be of what comes out; ours are as files have them.
 */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      // a reference has the examples of what it stands for
      if (jsonSchema.$ref !== undefined) return;
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (examples !== undefined) jsonSchema.examples ??= examples as unknown[];
      const { def } = zodSchema._zod;
      if (def.type === 'default') jsonSchema.default ??= def.defaultValue as typeof jsonSchema.default;
    },
  }) as Record<string, unknown>;
}
