import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { expectSame, type Patient, said } from './looks.ts';

interface KnownTrial {
  name: string;
  times: number[];
  statuses: number[];
  treated: number[];
  strata: number[];
  modest: Record<'plain' | 'stratified', { until: number; z: number }[]>;
  logRank: Record<'plain' | 'stratified', number>;
  cox: { margin: number } & Record<'plain' | 'stratified', { ratio: number; z: number }>;
  oneSample: { starts: number[] | number; rates: number[] | number; z: number; ratio: number }[];
}

const { trials } = JSON.parse(
  readFileSync(new URL('../../../known/trial-statistics.json', import.meta.url), 'utf8'),
) as { trials: KnownTrial[] };

const patientsOf = ({ times, statuses, treated, strata }: KnownTrial): Patient[] =>
  times.map((time, i) => ({
    time,
    event: statuses[i] === 1,
    treated: treated[i] === 1,
    stratum: strata[i]!,
  }));

describe("the statistics of a look in R's data sets", () => {
  for (const trial of trials) {
    const patients = patientsOf(trial);
    for (const [kind, strata] of [
      ['plain', 1],
      ['stratified', 1 + Math.max(...trial.strata)],
    ] as const) {
      it(`are those of the modestly weighted log-rank test in ${trial.name}, ${kind}`, () => {
        for (const { until, z } of trial.modest[kind])
          expectSame(said({ kind: 'modestly-weighted', until }, patients, strata).z, z);
      });

      it(`are those of survdiff and of coxph in ${trial.name}, ${kind}`, () => {
        expectSame(said({ kind: 'log-rank' }, patients, strata).z, trial.logRank[kind]);
        const { z, estimate } = said({ kind: 'cox', margin: trial.cox.margin }, patients, strata);
        expectSame(estimate, trial.cox[kind].ratio, 1e-9);
        expectSame(z, trial.cox[kind].z, 1e-9);
      });
    }

    it(`are those of the one-sample log-rank test in ${trial.name}`, () => {
      for (const { starts, rates, z, ratio } of trial.oneSample) {
        const hazard = { starts: [starts].flat(), rates: [rates].flat() };
        const found = said({ kind: 'one-sample-log-rank', hazard }, patients);
        expectSame(found.z, z);
        expectSame(found.estimate, ratio);
      }
    });
  }
});
