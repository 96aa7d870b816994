import type { PointExecutor } from '../../../src/study/calibrate/index.ts';
import { chiSquareTails, pearson } from '../p-values.ts';
import { DRAWS, PARAMETERS, ranksOf } from './rounds.ts';

/** Ranks of the truth of one parameter among draws of its posterior, over many rounds. */
export interface Calibrated {
  parameter: string;
  /** rounds whose rank is in each tenth, the lowest first */
  tenths: number[];
  /** probability of tenths as uneven as these, if ranks are uniform */
  p: number;
  isRight: boolean;
}

const BINS = 10;
/** A false alarm in ten thousand. */
const FALSE_ALARM = 1e-4;

/** Pearson's chi-square of ranks that are uniform on 0 .. DRAWS if the posterior is right. */
export function judgeRanks(parameter: string, ranks: readonly number[]): Calibrated {
  const tenths = Array.from({ length: BINS }, () => 0);
  for (const rank of ranks) tenths[Math.floor((rank * BINS) / (DRAWS + 1))]!++;
  const statistic = pearson(tenths, () => 1 / BINS);
  const p = chiSquareTails(statistic, BINS - 1).upper;
  return { parameter, tenths, p, isRight: p >= FALSE_ALARM };
}

/**
 * Simulation-based calibration: values from the priors, a cohort of them, and its figures calibrated to. If the posterior is right,
 * the truth is as likely at one place among its draws as at another; a posterior that is too narrow has it at the ends.
 *
 * Source: Talts, Betancourt, Simpson, Vehtari & Gelman (2018), arXiv:1804.06788.
 */
export async function verifyCalibration(
  rounds: number,
  executor: PointExecutor,
  onRound: (round: number) => void = () => {},
): Promise<Calibrated[]> {
  const ranks: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    onRound(round);
    ranks.push(await ranksOf(round, executor));
  }
  return PARAMETERS.map((name, k) =>
    judgeRanks(
      name,
      ranks.map((own) => own[k]!),
    ),
  );
}
