import { expect, it } from 'vitest';
import { verdictsOf } from '../../src/estimates/targets.ts';

it('targets are counted apart that the model was fitted to; those without an interval are not judged', () => {
  const target = (inside: boolean | null, calibration: boolean) => ({ inside, calibration });
  expect(
    verdictsOf([
      target(true, true),
      target(true, true),
      target(false, true),
      target(true, false),
      target(null, false),
      target(null, true),
    ]),
  ).toEqual({
    all: { inside: 3, judged: 4 },
    fitted: { inside: 2, judged: 3 },
    others: { inside: 1, judged: 1 },
  });
});
