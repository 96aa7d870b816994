import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { largestMcse } from '../../src/estimates/index.ts';
import { CHUNK } from '../../src/run/chunks.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { PrecisionError, run } from '../../src/run/run.ts';
import { checkScenario } from '../../src/scenario/check.ts';

const text = readFileSync(new URL('../../scenarios/illness-death.yaml', import.meta.url), 'utf8');
const { scenario, plans } = checkScenario(text);
const options = {
  scenario: scenario!,
  plans: Object.values(plans),
  n: CHUNK,
  seed: '1',
  executor: inlineExecutor(),
};

describe('a precision asked for', () => {
  it('is reached by every survival figure of the endpoints wanted, in all groups and strategies', async () => {
    const targetMcse = 0.001;
    const endpoints = ['survival'];
    const { strategies, tallies } = await run({ ...options, targetMcse, endpoints });
    for (const [name, result] of Object.entries(strategies)) {
      expect(Object.keys(result.endpoints)).toEqual(endpoints);
      const groups = [result.endpoints, ...Object.values(result.subgroups).map((group) => group.endpoints)];
      const figures = groups.flatMap((group) => Object.values(group)).flatMap(({ survival }) => survival);
      expect(figures).toHaveLength(3 * 2);
      for (const { mcse } of figures) expect(mcse).toBeLessThanOrEqual(targetMcse);
      expect(largestMcse(result)).toBe(Math.max(...figures.map(({ mcse }) => mcse)));
      // the first chunk was not enough
      expect(tallies[name]!.n).toBeGreaterThan(CHUNK);
    }
  });

  it('costs no more than the patients asked for where they are enough', async () => {
    const { patients } = await run({ ...options, n: 1000, targetMcse: 0.4 });
    expect(patients).toBe(1000 * options.plans.length);
  });

  it('says what can be had where it cannot', async () => {
    const asked = run({ ...options, targetMcse: 1e-9 });
    await expect(asked).rejects.toThrow(PrecisionError);
    await expect(asked).rejects.toThrow(
      /^a Monte Carlo standard error of 1e-9 would take about .* patients, at most 4,294,967,296 can be numbered; with them it is about 0\.0000\d+$/,
    );
  });
});
