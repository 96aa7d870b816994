import { inlineDraws, psa } from '../../../src/study/psa/index.ts';
import { valueOfKnowing } from '../../../src/study/psa/perfect-information.ts';
import { momentsOf } from '../../../src/study/psa/summary.ts';
import { parameterDraws } from '../../../src/uncertainty/draw.ts';
import { uncertaintyOf } from '../../../src/uncertainty/items.ts';
import { twoRatios, twoRatiosText } from '../../study/voi/two-ratios.ts';
import { scenarioOf } from '../../uncertainty/scenarios.ts';

/** The value of perfect information with some patients a draw, beside what the same draws give without any chance of patients. */
export interface Noise {
  patients: number;
  value: number;
  mcse: number;
  /** with the chance of the patients left in */
  uncorrected: number;
  /** by formula, of the same draws */
  exact: number;
  /** within two standard errors, which hold the chance of the draws too */
  isRight: boolean;
}

/** Patients of a draw: the fewest that `psa` takes, and more. */
const PATIENTS = [400, 1000, 10_000];

/**
 * Few patients a draw make information seem too valuable; with their part of the variance taken out it is what it is. The restricted
 * means of two strategies with constant hazards are known for each draw.
 */
export async function verifyNoise(draws: number): Promise<Noise[]> {
  // an effect that is known well: the chance of few patients counts
  const job = { ...twoRatios(), scenario: scenarioOf(twoRatiosText.replace('[0.6, 1.66]', '[0.88, 1.136]')) };
  const { drawn } = uncertaintyOf(job.scenario, job.strategies);
  const values = parameterDraws(job.scenario, { drawn }, job.seed);
  const meanOf = (rate: number) => (1 - Math.exp(-24 * rate)) / rate;
  const difference = Float64Array.from({ length: draws }, (_, d) => {
    const [death, effect] = values.valuesOf(d) as [number, number];
    return meanOf(death * effect) - meanOf(death);
  });
  const exact = valueOfKnowing([new Float64Array(draws), difference]).value;
  if (!(momentsOf(difference).spread > 0)) throw new Error('the draws do not differ');
  const found: Noise[] = [];
  for (const patients of PATIENTS) {
    const { best } = await psa({ ...job, patients, draws, executor: inlineDraws() });
    const { value, mcse, uncorrected } = best['OS RMST(24)']!.evpi;
    found.push({ patients, value, mcse, uncorrected, exact, isRight: Math.abs(value - exact) <= 2 * mcse });
  }
  return found;
}
