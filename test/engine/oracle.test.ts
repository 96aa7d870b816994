import { describe, expect, it } from 'vitest';
import { type Cohort, simulateCohort } from '../oracle/cohort.ts';
import { cohortOf } from './cohort.ts';
import { patients, shipped, tallyOf } from './simulated.ts';

const OF_THE_ENGINE = 2 ** 20;
const OF_THE_ORACLE = 20_000;

interface Comparison {
  what: string;
  engine: number;
  oracle: number;
  /** of their difference */
  error: number;
}

// a sum of incidences may pass 1 by rounding
const binomial = (p: number, n: number): number => Math.sqrt(Math.max(0, p * (1 - p)) / n);

/** Two shares, and the standard error of their difference; no share of n is known better than to one in n. */
function shares(what: string, engine: number, n: number, oracle: number, m: number): Comparison {
  const pooled = (engine * n + oracle * m) / (n + m);
  return { what, engine, oracle, error: Math.hypot(binomial(pooled, n), binomial(pooled, m), 1 / m) };
}

/** Every figure that both have. */
function comparisons(engine: Cohort, oracle: Cohort, horizon: number): Comparison[] {
  const all: Comparison[] = [];
  for (const kind of ['survival', 'observed'] as const) {
    for (const [endpoint, groups] of Object.entries(oracle[kind])) {
      for (const [group, curve] of Object.entries(groups)) {
        const [n, m] = [engine.sizes[group]!, oracle.sizes[group]!];
        curve.forEach(({ value, standardError }, k) => {
          const other = engine[kind][endpoint]![group]![k]!;
          const error = Math.hypot(standardError, other.standardError, 1 / m);
          // after the last patient was censored there is nothing to compare
          if (n === 0 || m === 0 || Number.isNaN(error)) return;
          const what = `${kind} of ${endpoint} ${group} at ${oracle.times[k]}`;
          all.push({ what, engine: other.value, oracle: value, error });
        });
      }
    }
  }
  for (const [endpoint, causes] of Object.entries(oracle.incidence)) {
    if (Object.keys(causes).length < 2) continue;
    for (const [cause, curve] of Object.entries(causes)) {
      curve.forEach((value, k) => {
        const what = `incidence of ${endpoint} ${cause} at ${oracle.times[k]}`;
        all.push(
          shares(what, engine.incidence[endpoint]![cause]![k]!, engine.patients, value, oracle.patients),
        );
      });
    }
  }
  for (const [name, { events, of }] of Object.entries(oracle.proportions)) {
    const other = engine.proportions[name];
    if (of === 0 || !other) expect(of + (other?.of ?? 0), `${name} among`).toBe(0);
    else all.push(shares(name, other.events / other.of, other.of, events / of, of));
  }
  for (const [state, curve] of Object.entries(engine.occupancy)) {
    curve.forEach((value, k) => {
      const what = `in ${state} at ${oracle.times[k]}`;
      all.push(shares(what, value, engine.patients, oracle.occupancy[state]![k]!, oracle.patients));
    });
    const mean = engine.meanTime[state]!;
    // a time in [0, horizon] of mean m varies by no more than m (horizon - m)
    const most = mean * (horizon - mean);
    const error = Math.sqrt(most / engine.patients + most / oracle.patients) + horizon / oracle.patients;
    all.push({ what: `mean time in ${state}`, engine: mean, oracle: oracle.meanTime[state]!, error });
  }
  return all;
}

let compared = 0;

describe('the engine agrees with the oracle on independent draws, within four standard errors of both', () => {
  it.each(shipped().map((pair) => [pair.name, pair] as const))('%s', (name, { plan, model }) => {
    const times = [0.1, 0.3, 0.6, 1].map((share) => share * model.horizon);
    const engine = cohortOf(
      plan,
      tallyOf(plan, 'engine', patients(OF_THE_ENGINE), { engine: 'wasm' }),
      times,
    );
    const oracle = simulateCohort(model, OF_THE_ORACLE, times, { seed: `independent draws, ${name}` });
    const all = comparisons(engine, oracle, model.horizon);
    const far = all.map((one) => ({ ...one, by: Math.abs(one.engine - one.oracle) / one.error }));
    compared += all.length;
    expect(far.filter(({ by }) => !(by <= 4))).toEqual([]);
  });

  it('in more than 1100 comparisons, of which chance alone puts one in 16,000 that far apart', () => {
    expect(compared).toBeGreaterThan(1100);
  });
});
