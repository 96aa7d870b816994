import { expect, it } from 'vitest';
import { compareFigures, deviation } from './agreement/compare.ts';
import { compareCase, shippedCases } from './agreement/scenarios.ts';
import { judgeAgreement } from './agreement/verdict.ts';

const figure = (value: number | null, mcse: number | null) => ({ name: 'figure', value, mcse });

it('a difference is measured by both standard errors', () => {
  expect(deviation(figure(0.7, 0.03), figure(0.6, 0.04))).toBeCloseTo(2, 12);
});

it('exact figures must be equal', () => {
  expect(deviation(figure(1, 0), figure(1, 0))).toBe(0);
  expect(deviation(figure(1, 0), figure(0.999, 0))).toBe(Number.POSITIVE_INFINITY);
});

it('what one of the two does not have is not compared', () => {
  expect(deviation(figure(null, null), figure(59.9, 0.1))).toBeUndefined();
  expect(deviation(figure(Number.NaN, Number.NaN), figure(0.5, 0.1))).toBeUndefined();
});

it('the largest deviation of all figures is judged by their number', () => {
  const some = [figure(0, 1), figure(3, 1), figure(null, null)];
  const near = compareFigures('here', 'reference', some, [figure(0, 1), figure(-3, 1), figure(1, 1)]);
  expect(near).toMatchObject({ figures: 2, beyond: 1, worst: { z: 6 / Math.SQRT2 } });
  // both tails of two figures: a quarter of 1e-4
  expect(judgeAgreement([near]).bound).toBeCloseTo(4.0556, 4);
  expect(judgeAgreement([near]).passed).toBe(false);
  const far = compareFigures('there', 'reference', some, [figure(0, 1), figure(-2, 1), figure(1, 1)]);
  expect(judgeAgreement([far]).passed).toBe(true);
});

it('both generators agree on a scenario', async () => {
  const usual = shippedCases().find(({ plan }) => plan.strategy === 'usual-care')!;
  const agreed = await compareCase(usual, ['triple32', 'philox'], 2 ** 16);
  expect(judgeAgreement([agreed]).passed).toBe(true);
  expect(agreed.figures).toBeGreaterThan(50);
});
