import { type Law, SMOOTH } from './distribution.ts';

/** A fixed time: every patient has the event exactly `delay` after the clock starts. */
export const fixed: Law = {
  name: 'fixed',
  parameters: { delay: 'time' },
  make: ({ delay }) => ({
    cumulativeHazard: (t) => (t > 0 && t >= delay! ? Infinity : 0),
    inverseCumulativeHazard: (y) => (y > 0 ? delay! : 0),
    limit: Infinity,
    form: SMOOTH,
  }),
  formula: 'P(T = delay) = 1',
  r: 'none',
  source: 'a point mass',
};
