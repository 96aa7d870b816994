import { describe, expect, it } from 'vitest';
import { oneSampleLogRank } from '../../src/formulas/one-sample-log-rank.ts';
import type { TwoArms } from '../../src/formulas/two-arms.ts';
import {
  flemingHarringtonWeight,
  logRankWeight,
  weightedLogRank,
} from '../../src/formulas/weighted-log-rank.ts';

/** A strong effect that comes late, drop-out that differs, 7:3: nothing that a local approximation would forgive. */
const [PATIENTS, TREATED, TIME, REPLICATES] = [2000, 600, 30, 1000];
const trial: TwoArms = {
  control: { hazard: { starts: [0], rates: [0.05] }, dropout: { starts: [0], rates: [0.01] } },
  treatment: { hazard: { starts: [0, 6], rates: [0.05, 0.005] }, dropout: { starts: [0], rates: [0.02] } },
  share: TREATED / PATIENTS,
  accrual: [{ from: 0, to: 15, rate: PATIENTS / 15 }],
};

/** Mulberry32, by Tommy Ettinger: good enough for 6 million numbers. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

interface Sample {
  logRank: number[];
  late: number[];
  /** the treatment arm against control's law: (expected - observed) over the root of what is expected on average */
  oneSample: number[];
}

function simulate(): Sample {
  const next = numbers(20261123);
  const sample: Sample = { logRank: [], late: [], oneSample: [] };
  const times = new Float64Array(PATIENTS);
  const marks = new Uint8Array(PATIENTS);
  for (let r = 0; r < REPLICATES; r++) {
    let gap = 0;
    for (let i = 0; i < PATIENTS; i++) {
      const treated = i < TREATED;
      const unit = -Math.log(1 - next());
      const event = treated && unit > 0.3 ? 6 + (unit - 0.3) / 0.005 : unit / 0.05;
      const lost = -Math.log(1 - next()) / (treated ? 0.02 : 0.01);
      const end = Math.min(TIME - 15 * next(), lost);
      times[i] = Math.min(event, end);
      marks[i] = (event <= end ? 2 : 0) + (treated ? 1 : 0);
      if (treated) gap += 0.05 * times[i]! - (event <= end ? 1 : 0);
    }
    const order = Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a]! - times[b]!);
    let [all, treated, survival] = [PATIENTS, TREATED, 1];
    const [score, variance] = [
      [0, 0],
      [0, 0],
    ];
    for (const i of order) {
      const mark = marks[i]!;
      if (mark >= 2) {
        const p = treated / all;
        [1, 1 - survival].forEach((w, k) => {
          score[k] += w * (p - (mark & 1));
          variance[k] += w * w * p * (1 - p);
        });
        survival *= 1 - 1 / all;
      }
      all--;
      treated -= mark & 1;
    }
    sample.logRank.push(score[0]! / Math.sqrt(variance[0]!));
    sample.late.push(score[1]! / Math.sqrt(variance[1]!));
    sample.oneSample.push(gap);
  }
  return sample;
}

function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, deviation: Math.sqrt(square / (values.length - 1)) };
}

describe('the large-sample distributions are those of simulated trials', () => {
  const sample = simulate();

  /** Within 4 standard errors: deviation / sqrt(R) of a mean, deviation / sqrt(2 R) of a deviation. */
  function agrees(values: readonly number[], z: number, deviation: number): void {
    const found = moments(values);
    expect(Math.abs(found.mean - z)).toBeLessThan((4 * deviation) / Math.sqrt(REPLICATES));
    expect(Math.abs(found.deviation - deviation)).toBeLessThan((4 * deviation) / Math.sqrt(2 * REPLICATES));
  }

  it('for the log-rank test, whose Z varies less than 1', () => {
    const { z, deviation } = weightedLogRank(trial, TIME, logRankWeight);
    agrees(sample.logRank, z, deviation);
  });

  it('for late weights, which vary with the data too', () => {
    const { z, deviation } = weightedLogRank(trial, TIME, flemingHarringtonWeight(0, 1));
    agrees(sample.late, z, deviation);
  });

  it('for the one-sample log-rank test', () => {
    const accrual = [{ from: 0, to: 15, rate: TREATED / 15 }];
    const { z, deviation, reference } = oneSampleLogRank(
      { arm: trial.treatment, reference: trial.control.hazard, accrual },
      TIME,
    );
    agrees(
      sample.oneSample.map((gap) => gap / Math.sqrt(reference)),
      z,
      deviation,
    );
  });
});
