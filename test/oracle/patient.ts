/** One simulated patient: their state, their characteristics, and their history. */
export interface Patient {
  number: number;
  state: string;
  time: number;
  /** a level, or the value of a numeric characteristic */
  characteristics: Record<string, string | number>;
  /** only marks that were recorded */
  marks: Record<string, string>;
  /** absolute times since the start; the end of follow-up among them */
  timers: Record<string, number>;
  /** by state, only those entered */
  firstEntry: Record<string, number>;
  lastEntry: Record<string, number>;
  visits: Record<string, number>;
  path: { state: string; entry: number }[];
  decisions: { state: string; to: string }[];
}

/**
 * A uniform number in (0, 1), always the same for the same arguments. For a time it is the survival probability u of
 * the draw: T = H^-1(-ln u), so a large u is an early time.
 *
 * @param visit how often the patient had been in the state before, from 0; 0 for draws that happen once
 */
export type Draw = (stream: string, patient: number, visit: number) => number;

/** The level of a characteristic or mark; undefined for a mark that was not recorded. */
export function levelOf(patient: Patient, variable: string): string | number | undefined {
  return patient.characteristics[variable] ?? patient.marks[variable];
}

/** The value of a numeric characteristic. */
export function numberOf(patient: Patient, characteristic: string): number {
  const value = patient.characteristics[characteristic];
  if (typeof value !== 'number') throw new TypeError(`${characteristic} is ${value}, must be a number`);
  return value;
}
