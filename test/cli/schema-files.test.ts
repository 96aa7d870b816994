import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schemas } from '../../src/cli/commands/schema.ts';

describe('the JSON Schemas beside the scenarios', () => {
  it.each(Object.entries(schemas))('%s is the one that sojourn schema prints', async (name, schema) => {
    const file = new URL(`../../scenarios/${name}.schema.json`, import.meta.url);
    expect(existsSync(file)).toBe(true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(await schema())));
  });
});
