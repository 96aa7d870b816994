import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fingerprint } from '../../src/fingerprint.ts';
import { everyStrategy, patients, tallyOf } from './simulated.ts';

const file = new URL('../known/counts.json', import.meta.url);

/**
 * The fingerprint of the first 2,000 patients of every strategy of every scenario in the house, as it was committed.
 *
 * Where this fails, counts have moved. A change that means to move them says so in CHANGELOG.md under "Numbers that
 * change", and writes them anew: UPDATE_COUNTS=1 npx vitest run test/engine/known-counts
 */
it('every scenario in the house counts what it counted before', () => {
  const found = Object.fromEntries(
    everyStrategy().map(({ name, plan }) => [
      name,
      fingerprint([tallyOf(plan, 'known counts', patients(2000), { engine: 'wasm' })]),
    ]),
  );
  if (process.env.UPDATE_COUNTS) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
  expect(found).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});
