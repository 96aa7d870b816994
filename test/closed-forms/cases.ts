import type { ClosedForm } from './case.ts';
import { chances } from './chances.ts';
import { clocks } from './clocks.ts';
import { constantHazards } from './constant-hazards.ts';
import { curves } from './curves.ts';
import { markov } from './markov.ts';
import { modifiers } from './modifiers.ts';

export type { Check, ClosedForm } from './case.ts';
export { isCurve } from './case.ts';

/** All scenarios with known exact answers. Every simulator must agree with them. */
export const cases: ClosedForm[] = [
  ...constantHazards,
  ...clocks,
  ...markov,
  ...modifiers,
  ...chances,
  ...curves,
];
