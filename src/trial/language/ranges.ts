/** The values that a number of a design may take, and the words for them in error messages. */
export interface Range {
  holds(value: number): boolean;
  /** what the number must be, given a value that is out of range */
  must(value: number): string;
}

/** A range from a predicate and its description. */
export function range(holds: Range['holds'], must: string): Range {
  return { holds, must: () => must };
}

/** The numbers from `least` to `most`, both included. */
export function between(least: number, most: number): Range {
  return range((value) => value >= least && value <= most, `from ${shown(least)} to ${shown(most)}`);
}

/** 0, or a number from `least` to `most`. */
function noneOr(least: number, most: number): Range {
  return {
    holds: (value) => value === 0 || (value >= least && value <= most),
    must: (value) => (value < 0 ? 'at least 0' : `0, or from ${shown(least)} to ${shown(most)}`),
  };
}

/** A number above 0. The error mentions the limits only for values above 0. */
function aboveZero(least: number, most: number): Range {
  const all = between(least, most);
  return { holds: all.holds, must: (value) => (value > 0 ? all.must(value) : 'above 0') };
}

/** A count of some of the patients. */
export function countUpTo(patients: number): Range {
  return range(
    (value) => Number.isInteger(value) && value >= 1 && value <= patients,
    `a whole number from 1 to ${patients}, the number of patients`,
  );
}

/** The longest time, in any unit: 1e6 days are 2,700 years. */
export const LONGEST = 1e6;
const SHORTEST = 1e-6;

/** A duration, or a time after its origin. */
export const time = aboveZero(SHORTEST, LONGEST);
/** A duration, or 0. */
export const timeOrNone = noneOr(SHORTEST, LONGEST);
/** A constant hazard: events per unit of time. */
export const hazard = aboveZero(1e-9, 1e6);
/** A hazard of events or losses; 0 in some steps, or throughout. */
export const hazardOrNone = noneOr(1e-9, 1e6);
/** A ratio of hazards or times, or a margin. */
export const ratio = aboveZero(1e-4, 1e4);
/** Patients per unit of time. */
export const rate = aboveZero(1e-9, 1e9);
export const rateOrNone = noneOr(1e-9, 1e9);
/** An exponent of Fleming-Harrington weights. */
export const exponent = between(0, 10);
/** A boundary on z; a boundary that is never crossed is written `none`. */
export const boundaryZ = between(-20, 20);
/** A one-sided p value. */
export const boundaryP = range((value) => value >= 1e-80 && value < 1, 'above 0 and below 1, or none');

/** Writes numbers without an exponent: 0.000001 and 1,000,000. */
function shown(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 12 });
}
