/** What a number of a design may be: whether it is so, and the words that say what it must be. */
export interface Range {
  holds(value: number): boolean;
  /** of a value that does not hold */
  must(value: number): string;
}

/** A range by its test and its words. */
export function range(holds: Range['holds'], must: string): Range {
  return { holds, must: () => must };
}

/** The numbers from one to another, both included. */
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

/** A number above 0. Which sizes are taken is told only where it matters. */
function aboveZero(least: number, most: number): Range {
  const all = between(least, most);
  return { holds: all.holds, must: (value) => (value > 0 ? all.must(value) : 'above 0') };
}

/** The longest time, in whatever unit: 2,700 years of days. */
export const LONGEST = 1e6;
const SHORTEST = 1e-6;

/** A length of time, or a time after its beginning. */
export const time = aboveZero(SHORTEST, LONGEST);
/** Likewise, or none. */
export const timeOrNone = noneOr(SHORTEST, LONGEST);
/** Events a unit of time, of a law that is constant. */
export const hazard = aboveZero(1e-9, 1e6);
/** Events a unit of time, or losses: none in some steps, or at all. */
export const hazardOrNone = noneOr(1e-9, 1e6);
/** Of hazards; of a margin too. */
export const ratio = aboveZero(1e-4, 1e4);
/** Patients a unit of time. */
export const rate = aboveZero(1e-9, 1e9);
export const rateOrNone = noneOr(1e-9, 1e9);
/** Exponents of Fleming and Harrington's weights. */
export const exponent = between(0, 10);
/** A boundary on Z; `none` is for what is never crossed. */
export const boundaryZ = between(-20, 20);
/** A one-sided p value. */
export const boundaryP = range((value) => value >= 1e-80 && value < 1, 'above 0 and below 1, or none');

/** 0.000001 and 1,000,000: no exponents. */
function shown(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 12 });
}
