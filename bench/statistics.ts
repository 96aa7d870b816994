import type { Comparison } from './results.ts';

/** The middle one, or halfway between the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Patients a second of each repeat: the middle one, the slowest and the fastest. */
export function speedOf({ patients, seconds }: { patients: number; seconds: readonly number[] }) {
  return {
    median: patients / median(seconds),
    slowest: patients / Math.max(...seconds),
    fastest: patients / Math.min(...seconds),
  };
}

/** How many times as fast as C++ sojourn was in each turn, lowest first. */
export function ratiosOf({ seconds: { sojourn, cpp } }: Comparison): number[] {
  return sojourn.map((seconds, i) => cpp[i]! / seconds).sort((a, b) => a - b);
}
