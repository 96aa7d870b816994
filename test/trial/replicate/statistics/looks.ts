import { expect } from 'vitest';
import type { TrialTest } from '../../../../src/trial/design.ts';
import { EVENT, type LookData, TREATED } from '../../../../src/trial/replicate/look-data.ts';
import { statisticOf } from '../../../../src/trial/replicate/statistics/index.ts';

export interface Patient {
  time: number;
  event: boolean;
  treated: boolean;
  stratum: number;
}

/** The columns of a look: longer than needed, with remains of earlier trials, as they are reused. */
export function lookOf(patients: readonly Patient[]): LookData {
  const size = patients.length;
  const sorted = [...patients].sort((a, b) => a.time - b.time);
  const spare = 3;
  const last = sorted.at(-1)?.time ?? 0;
  const data: LookData = {
    size,
    times: new Float64Array(size + spare).fill(last),
    codes: new Uint8Array(size + spare).fill(EVENT | TREATED),
    strata: new Uint8Array(size + spare),
    sizes: [0, 0],
    events: 0,
  };
  for (const [i, { time, event, treated, stratum }] of sorted.entries()) {
    data.times[i] = time;
    data.codes[i] = (treated ? TREATED : 0) | (event ? EVENT : 0);
    data.strata[i] = stratum;
    data.sizes[treated ? 1 : 0] += 1;
    data.events += event ? 1 : 0;
  }
  return data;
}

/** The result of a test for some patients. */
export function said(test: TrialTest, patients: readonly Patient[], strata = 1, boundaries?: number[]) {
  const statistic = statisticOf(test, { strata, largest: Math.max(1, patients.length) });
  const z = statistic.z(lookOf(patients), boundaries);
  return { z, estimate: statistic.estimate() };
}

/** Mulberry32: numbers in [0, 1) from a seed. */
export function drawsFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Many kinds of trials: one to many patients, with and without ties, few events or all, arms that differ or are empty.
 */
export function* trialsOf(seed: number, count: number, strata = 3): Generator<Patient[]> {
  for (let k = 0; k < count; k++) {
    const draw = drawsFrom(seed * 1000 + k);
    const size = [2, 5, 12, 40, 150][Math.floor(5 * draw())]!;
    const step = [0, 0.25, 2][Math.floor(3 * draw())]!; // times are rounded up to it
    const followed = [1, 5, 40][Math.floor(3 * draw())]!;
    const ratio = [0.3, 1, 2][Math.floor(3 * draw())]!;
    const share = [0.5, 0.5, 0.1, 0, 1][Math.floor(5 * draw())]!;
    yield Array.from({ length: size }, () => {
      const treated = draw() < share;
      const own = (-10 * Math.log(1 - draw())) / (treated ? ratio : 1);
      const end = followed * (0.2 + draw());
      const time = Math.min(own, end);
      return {
        time: step > 0 ? step * Math.ceil(time / step) : time,
        event: own <= end,
        treated,
        stratum: Math.floor(strata * draw()),
      };
    });
  }
}

/** In the format of src/survival: control is 0 and treatment 1. */
export function columnsOf(patients: readonly Patient[], stratified: boolean) {
  return {
    times: patients.map((p) => p.time),
    statuses: patients.map((p) => Number(p.event)),
    groups: patients.map((p) => Number(p.treated)),
    ...(stratified && { strata: patients.map((p) => p.stratum) }),
  };
}

export const hasBothArms = (patients: readonly Patient[]) =>
  patients.some((p) => p.treated) && patients.some((p) => !p.treated);

/**
 * Whether two numbers are equal (NaN and infinities included), or close: relative to the number, or to 1 if that is
 * larger.
 */
export function expectSame(found: number, value: number, within = 1e-12): void {
  if (!Number.isFinite(value)) expect(found).toBe(value);
  else expect(Math.abs(found - value)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(value)));
}
