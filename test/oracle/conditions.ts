import type { Bound, Condition } from '../../src/scenario/model.ts';
import { levelOf, numberOf, type Patient } from './patient.ts';

/** Whether a condition holds for the patient's history so far. */
export function holds(condition: Condition, patient: Patient): boolean {
  switch (condition.op) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'all':
      return condition.of.every((part) => holds(part, patient));
    case 'any':
      return condition.of.some((part) => holds(part, patient));
    case 'not':
      return !holds(condition.of, patient);
    case 'is': {
      const level = levelOf(patient, condition.variable);
      return level !== undefined && condition.levels.includes(String(level));
    }
    case 'between': {
      const value = numberOf(patient, condition.characteristic);
      return condition.from <= value && value < condition.below;
    }
    case 'reached': {
      const first = Math.min(...condition.states.map((state) => patient.firstEntry[state] ?? Infinity));
      return first < Infinity && first <= timeOfBound(condition.by, patient);
    }
  }
}

function timeOfBound(by: Bound | undefined, patient: Patient): number {
  if (by === undefined) return Infinity;
  return by.kind === 'time' ? by.time : patient.timers[by.timer]!;
}
