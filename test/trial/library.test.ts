import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { closedFormOf, inlineExecutor, readTrial, resolveTrial, simulateTrial } from '../../src/index.ts';

it('a design file is read, resolved and simulated by the library alone, as docs/trials.md says', async () => {
  const text = readFileSync(new URL('../../scenarios/trials/three-looks.yaml', import.meta.url), 'utf8');
  const { trial, problems } = readTrial(text);
  expect(problems).toEqual([]);
  const { design } = resolveTrial(trial!);
  const options = { seed: '1', replicates: 2000, executor: inlineExecutor() };
  const { rejected, looks } = await simulateTrial(design!, options);
  const { closedForm } = closedFormOf(design!);
  // the expected score's is half a point of theory from the truth at most
  expect(Math.abs(rejected.value - closedForm!.power)).toBeLessThan(4 * rejected.mcse + 0.005);
  expect(looks.map(({ events }) => events.value)).toEqual([99, 201, 300]);
});
