import { coxEstimate } from '../../formulas/cox-wald.ts';
import { oneSampleLogRank } from '../../formulas/one-sample-log-rank.ts';
import { survivalAt } from '../../formulas/piecewise-hazard.ts';
import { milestoneDifference, rmstDifference } from '../../formulas/survival-difference.ts';
import type { TwoArms } from '../../formulas/two-arms.ts';
import {
  flemingHarringtonWeight,
  type LogRankWeight,
  logRankWeight,
  modestWeight,
  weightedLogRank,
} from '../../formulas/weighted-log-rank.ts';
import { ln } from '../../math/elementary.ts';
import { sum } from '../../math/sum.ts';
import type { TrialTest } from '../design.ts';
import { eventsBy, type Outline, singleArmOf, strataOf } from './cells.ts';
import { proportionAt } from './exact-proportion.ts';

/** The expected result of a test at a calendar time. */
export interface ExpectedStatistic {
  /** expected Z, above 0 in favour of treatment */
  z: number;
  /** its standard deviation under the alternative */
  deviation: number;
  /** the information, which grows from look to look: see `Information` */
  information: number;
}

/**
 * The large-sample distribution of a design's test at calendar time t.
 *
 * @returns null if there is no closed form: strategies of a scenario, MaxCombo, exact tests
 * @throws RangeError if the test is not possible at that time
 */
export function statisticAt(design: Outline, t: number): ExpectedStatistic | null {
  const { test } = design;
  if (test.kind === 'proportion') return proportionAt(design, t);
  const events = eventsBy(design, t);
  if (events === null) return null;
  if (test.kind === 'one-sample-log-rank') {
    const only = singleArmOf(design);
    if (!only) return null;
    const { z, deviation } = oneSampleLogRank({ ...only, reference: test.hazard }, t);
    return { z, deviation, information: events };
  }
  const strata = strataOf(design);
  if (!strata) return null;
  switch (test.kind) {
    case 'rmst':
    case 'milestone': {
      const [only, more] = strata;
      if (!only || more) return null;
      const { difference, variance } =
        test.kind === 'rmst' ? rmstDifference(only, t, test.tau) : milestoneDifference(only, t, test.at);
      const margin = test.kind === 'milestone' ? test.margin : 0;
      return { z: (difference + margin) / Math.sqrt(variance), deviation: 1, information: 1 / variance };
    }
    case 'cox':
      return { ...waldAt(strata, t, test.margin), information: events };
    case 'log-rank':
      return { ...scoreAt(strata, t, test), information: events };
    case 'fleming-harrington':
    case 'modestly-weighted': {
      return scoreAt(strata, t, test);
    }
    default:
      return null;
  }
}

/** A stratified score test: the scores and variances of strata add up. */
function scoreAt(strata: readonly TwoArms[], t: number, test: TrialTest) {
  const scores = strata.map((trial) => weightedLogRank(trial, t, weightOf(test, trial)));
  const variance = sum(scores.map((stratum) => stratum.variance));
  const score = sum(scores.map((stratum) => stratum.score));
  const spread = sum(scores.map((stratum) => stratum.variance * stratum.deviation * stratum.deviation));
  const information = sum(scores.map((stratum) => stratum.information));
  return { z: score / Math.sqrt(variance), deviation: Math.sqrt(spread / variance), information };
}

/** A stratified Wald test: log hazard ratios of strata, weighted by information. */
function waldAt(strata: readonly TwoArms[], t: number, margin: number) {
  const estimates = strata.map((trial) => {
    const { hazardRatio, standardError, deviation } = coxEstimate(trial, t);
    const information = 1 / (standardError * standardError);
    return { effect: ln(margin / hazardRatio), information, ratio: deviation / standardError };
  });
  const information = sum(estimates.map((stratum) => stratum.information));
  const score = sum(estimates.map((stratum) => stratum.information * stratum.effect));
  const spread = sum(estimates.map((stratum) => stratum.information * stratum.ratio * stratum.ratio));
  return { z: score / Math.sqrt(information), deviation: Math.sqrt(spread / information) };
}

function weightOf(test: TrialTest, { control, treatment, share }: TwoArms): LogRankWeight {
  if (test.kind === 'fleming-harrington') return flemingHarringtonWeight(test.rho, test.gamma);
  if (test.kind !== 'modestly-weighted') return logRankWeight;
  if ('cap' in test) return modestWeight(1 / test.cap);
  const { until } = test;
  const pooled =
    (1 - share) * survivalAt(control.hazard, until) + share * survivalAt(treatment.hazard, until);
  return modestWeight(pooled);
}
