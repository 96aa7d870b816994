import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../src/run/inline.ts';
import { readTrial } from '../../src/trial/language/read.ts';
import { resolveTrial } from '../../src/trial/language/resolve.ts';
import { simulateTrial } from '../../src/trial/simulate.ts';
import { CONSIDER, GO, NO_GO, verdictOf } from '../../src/trial/verdict.ts';

const EVENTS = 100;

function designWith(decision: string, ratio = 0.65) {
  const { trial, problems } = readTrial(`trial: Decided
unit: month
arms: { control: { median: 9 }, treatment: { hazard-ratio: ${ratio} } }
patients: 130
accrual: { duration: 12 }
test: log-rank
analyses: [{ events: ${EVENTS} }]
decision: ${decision}
`);
  expect(problems).toEqual([]);
  return resolveTrial(trial!);
}

const seen = (estimate: number, rest = {}) => ({
  ...{ estimate, z: 1, events: EVENTS, patients: 130, isClaimed: false, ...rest },
});

describe('a rule of decision', () => {
  it('asks the truth as the posterior has it: the estimate at which P(ratio < .9) is .8 by R', () => {
    const { design } = designWith(
      '{ go: { truth: { below: 0.9 }, probability: 0.8 }, no-go: { significant: no } }',
    );
    const verdict = verdictOf(design!, design!.decision!);
    // R: exp(log(.9) - qnorm(.8) * 2 / sqrt(100))
    const limit = 0.7605717983233481;
    expect(verdict(seen(limit * 0.9999, { isClaimed: true }))).toBe(GO);
    expect(verdict(seen(limit * 1.0001, { isClaimed: true }))).toBe(CONSIDER);
    expect(verdict(seen(limit * 1.0001))).toBe(NO_GO);
    // both hold
    expect(verdict(seen(limit * 0.9999))).toBe(CONSIDER);
    expect(verdict(seen(NaN))).toBe(CONSIDER);
  });

  it('counts a prior of the ratio as so many more data', () => {
    const { design } = designWith(
      '{ go: { truth: { below: 0.9 }, probability: 0.8 }, no-go: { significant: no }, prior: { value: 1, sd: 0.3 } }',
    );
    const verdict = verdictOf(design!, design!.decision!);
    // R: v <- 1 / (25 + 1 / .09); exp((log(.9) - qnorm(.8) * sqrt(v)) / (25 * v))
    const limit = 0.7015325506751402;
    expect(verdict(seen(limit * 0.9999, { isClaimed: true }))).toBe(GO);
    expect(verdict(seen(limit * 1.0001, { isClaimed: true }))).toBe(CONSIDER);
  });

  it('gives a share a beta distribution, and a difference the standard error of its z', () => {
    const allocation = [1, 1];
    const truth = { kind: 'truth', side: 'above', least: 0.9 } as const;
    const noGo = [{ kind: 'significant', is: false }] as const;
    const share = (limit: number) =>
      verdictOf(
        { test: { kind: 'binomial', at: 6, share: 0.3 }, allocation: [1] },
        { go: [{ ...truth, limit }], noGo },
      );
    // R: qbeta(.1, 13, 19) for 12 of 30
    const least = 0.29694904099184255;
    const own = { ...seen(12 / 30), patients: 30, isClaimed: true };
    expect(share(least - 1e-6)(own)).toBe(GO);
    expect(share(least + 1e-6)(own)).toBe(CONSIDER);
    const difference = (limit: number) =>
      verdictOf(
        { test: { kind: 'milestone', at: 6, margin: 0.1 }, allocation },
        { go: [{ ...truth, limit }], noGo },
      );
    // .05 with a standard error of .15 / 2.5 = .06; R: .05 - qnorm(.9) * .06
    const low = -0.02689309393267604;
    const shown = { ...seen(0.05, { z: 2.5 }), isClaimed: true };
    expect(difference(low - 1e-9)(shown)).toBe(GO);
    expect(difference(low + 1e-9)(shown)).toBe(CONSIDER);
  });

  it('goes as often as the normal law of the log ratio says', async () => {
    const { design } = designWith(
      '{ go: { estimate: { below: 0.72 } }, no-go: { estimate: { above: 0.9 } } }',
      1,
    );
    const { decision } = await simulateTrial(design!, {
      ...{ seed: '1', replicates: 4000, executor: inlineExecutor() },
    });
    // R: pnorm(log(c(.72, .9)) / .2)
    expect(Math.abs(decision!.go.value - 0.0502411)).toBeLessThan(4 * decision!.go.mcse + 0.004);
    expect(Math.abs(decision!.noGo.value - (1 - 0.2991653))).toBeLessThan(4 * decision!.noGo.mcse + 0.004);
    expect(decision!.go.value + decision!.consider.value + decision!.noGo.value).toBeCloseTo(1, 12);
  });

  it.each([
    ['{ go: {}, no-go: { significant: no } }', ['decision', 'go'], 'a condition is empty'],
    [
      '{ go: { significant: yes }, no-go: [{ estimate: { below: 1, above: 2 } }] }',
      ['decision', 'no-go', 0, 'estimate'],
      'below and above, must have one of them',
    ],
    [
      '{ go: { truth: { below: 0.9 } }, no-go: { significant: no } }',
      ['decision', 'go'],
      'must stand together',
    ],
    [
      '{ go: { truth: { below: 0.9 }, probability: 2 }, no-go: { significant: no } }',
      ['decision', 'go', 'probability'],
      'above 0 and below 1',
    ],
    [
      '{ go: { significant: yes }, no-go: { significant: no }, prior: { value: 1, sd: 0 } }',
      ['decision', 'prior', 'sd'],
      'above 0',
    ],
  ])('refuses %s', (decision, path, message) => {
    const { problems } = designWith(decision);
    expect(problems.map((one) => one.path)).toEqual([path]);
    expect(problems[0]!.message).toContain(message);
  });
});
