/** Designs that raise their events have the power, the error and the events that rpact simulates: test/known/adaptive.R. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { readTrial } from '../../../src/trial/language/read.ts';
import { resolveTrial } from '../../../src/trial/language/resolve.ts';
import { simulateTrial } from '../../../src/trial/simulate.ts';

const known = JSON.parse(readFileSync('test/known/adaptive.json', 'utf8')) as {
  name: string;
  ratio: number;
  trials: number;
  rejected: number;
  events: number;
}[];

it.each(known)('by $name at a hazard ratio of $ratio', async ({ name, ratio, trials, rejected, events }) => {
  const { trial } = readTrial(`
trial: Raised
unit: month
arms: { control: { median: 10 }, treatment: { hazard-ratio: ${ratio} } }
patients: 675
accrual: { rate: 20, entry: equally spaced }
test: log-rank
analyses: [{ events: 150 }, { events: 300 }]
efficacy: { spending: ${name === 'fisher' ? '[0.0102, 0.025]' : 'obrien-fleming'} }
method: ${name}
rules: [{ at: 1, then: { events: { conditional-power: 0.9, at-most: 450 } } }]
`);
  const { design } = resolveTrial(trial!);
  const replicates = 4000;
  const found = await simulateTrial(design!, { seed: 'rpact', replicates, executor: inlineExecutor() });
  const share = Math.sqrt(rejected * (1 - rejected) * (1 / replicates + 1 / trials));
  expect(Math.abs(found.rejected.value - rejected)).toBeLessThan(4 * share);
  const error = found.expected.events.mcse * Math.sqrt(1 + replicates / trials);
  expect(Math.abs(found.expected.events.value - events)).toBeLessThan(4 * error);
});
