import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileModule } from '../../src/kernel/primitives/assembly/compile.mjs';

it('the WebAssembly in use is what its source compiles to', async () => {
  const inUse = readFileSync('src/kernel/primitives/module.ts', 'utf8');
  const made = await compileModule();
  // not toBe: eleven thousand letters say nothing to anybody
  expect(made === inUse, 'run `npm run build:wasm` and commit src/kernel/primitives/module.ts').toBe(true);
});
