import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exp } from '../../../src/math/elementary.ts';
import { normalSurvival } from '../../../src/math/normal.ts';
import { lintEvidence } from '../../../src/scenario/evidence/index.ts';
import { asFile } from './examples.ts';

/** Consistent figures, printed to few digits: whatever the lint said of them would be its own mistake. */
const run = { seed: 20210709, numRuns: 2000 };
const lint = (figure: object) =>
  lintEvidence(asFile({ evidence: { a: {} }, figures: [{ quantity: 'q', from: 'a', ...figure }] }));

it('never takes the rounding of a ratio, its limits and its P value for a contradiction', () => {
  const effect = fc.double({ min: -2, max: 2, noNaN: true });
  const error = fc.double({ min: 0.02, max: 1, noNaN: true });
  fc.assert(
    fc.property(effect, error, fc.integer({ min: 1, max: 4 }), fc.boolean(), (log, se, decimals, shown) => {
      const [ratio, lower, upper] = [log, log - 1.96 * se, log + 1.96 * se].map((x) =>
        exp(x).toFixed(decimals),
      );
      fc.pre(Number(lower) > 0 && Number(lower) < Number(upper));
      const p = 2 * normalSurvival(Math.abs(log) / se);
      const figure = {
        ratio: Number(ratio),
        interval: [Number(lower), Number(upper)],
        p: p < 0.001 ? '<0.001' : p.toFixed(3),
        ...(shown && { printed: `${ratio} (${lower} to ${upper})` }),
      };
      expect(lint(figure)).toEqual([]);
    }),
    run,
  );
});

it('never takes the rounding of a percentage for a contradiction', () => {
  const counts = fc
    .integer({ min: 1, max: 3000 })
    .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 3 }), ([events, of], decimals) => {
      const percent = ((100 * events) / of).toFixed(decimals);
      expect(lint({ events, of, printed: `${events} (${percent}%)` })).toEqual([]);
      expect(lint({ of, printed: `${percent}%` })).toEqual([]);
    }),
    run,
  );
});

it('finds a percentage that is off by one unit of its last digit', () => {
  const counts = fc
    .integer({ min: 100, max: 3000 })
    .chain((of) => fc.tuple(fc.integer({ min: 1, max: of - 1 }), fc.constant(of)));
  fc.assert(
    fc.property(counts, fc.boolean(), ([events, of], up) => {
      const tenths = Math.round((1000 * events) / of) + (up ? 1 : -1);
      fc.pre(tenths > 0 && Math.abs(tenths - (1000 * events) / of) > 0.5001);
      expect(lint({ events, of, printed: `${(tenths / 10).toFixed(1)}%` })).toHaveLength(1);
    }),
    run,
  );
});
