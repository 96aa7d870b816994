import { expect, it } from 'vitest';
import type { RunAnswer } from '../../src/answers/run/schema.ts';
import { ended } from './in-process.ts';

const run = (...words: string[]) =>
  ended(['run', 'scenarios/illness-death.yaml', '-n', '5000', '--threads', '1', ...words]);

it('run --set gives what compare --set gives', async () => {
  const { out } = await run('--strategy', 'prevention', '--set', 'falls-ill=0.02', '--json');
  const answer = JSON.parse(out) as RunAnswer;
  expect(answer.set).toEqual([{ parameter: 'falls-ill', value: 0.02 }]);
  const words = ['compare', 'scenarios/illness-death.yaml', '-n', '5000', '--threads', '1', '--json'];
  const compared = await ended([...words, '--strategy', 'prevention', '--set', 'falls-ill=0.02']);
  const found = JSON.stringify(JSON.parse(compared.out));
  const { value } = answer.strategies.prevention!.endpoints.survival!.survival[0]!;
  expect(found).toContain(String(value));
});

it('run without --set has no such key', async () => {
  expect(JSON.parse((await run('--json')).out)).not.toHaveProperty('set');
});

it.each([
  [
    ['fals-ill=0.02'],
    '--set fals-ill=0.02: parameter "fals-ill" is not in the scenario; did you mean "falls-ill"?',
  ],
  [['falls-ill=-1'], '--set falls-ill=-1: falls-ill is -1, as rate in states.healthy it must be > 0'],
  [['falls-ill=1', 'falls-ill=2'], 'falls-ill is given a value twice, must be given one'],
  [['falls-ill'], '--set falls-ill: must be parameter=value, or strategy.parameter=value'],
])('run --set %j is refused', async (set, message) => {
  const { err, code } = await run('--set', ...set);
  expect(err).toContain(message);
  expect(code).toBe(2);
});
