import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileModule, modules } from '../src/wasm/compile.mjs';

it.each(modules)('the WebAssembly of %s is what its source compiles to', async (folder) => {
  const inUse = readFileSync(`${folder}/module.ts`, 'utf8');
  const made = await compileModule(folder);
  // not toBe: eleven thousand letters say nothing to anybody
  expect(made === inUse, `run \`npm run build:wasm\` and commit ${folder}/module.ts`).toBe(true);
});
