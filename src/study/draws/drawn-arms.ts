import { KeptTimes } from '../../scenario/compile/patient-times.ts';
import { OverrideError } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { TrialArm } from '../../trial/design.ts';
import { armsGiven, detailsOf } from '../../trial/language/arms.ts';
import { wantedByHypotheses } from '../../trial/language/hypotheses.ts';
import { collectIssues } from '../../trial/language/problems.ts';
import { armsOf } from '../../trial/language/resolve.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { strategyArmsOf } from '../../trial/language/strategies.ts';
import { designDraws, uncertainNumbers } from '../../trial/language/uncertain.ts';
import { wantedOf } from '../../trial/language/wanted.ts';
import { parameterDraws } from '../../uncertainty/draw.ts';
import { uncertaintyFor } from './needed.ts';

/** The arms of a design with their uncertain numbers drawn. */
export interface DrawnArms {
  /** names of the numbers that are drawn */
  names: string[];
  /**
   * how many numbers are held fixed, and how many of them are assumptions; null for a design of plain laws, which does not count
   * them
   */
  fixed: { count: number; assumptions: number } | null;
  /** @returns the arms, and the drawn values in the order of `names`; NaN for a value that is not a single number */
  draw(draw: number): { arms: readonly TrialArm[]; values: number[] };
}

/**
 * Draws the uncertain numbers of the arms of a design, with one endpoint or several hypotheses. Plain laws and illness-death models
 * are drawn from the intervals and distributions in the design, strategies from the evidence in their scenario.
 *
 * @returns undefined if no number of the arms is uncertain
 * @throws OverrideError if a strategy of the scenario cannot be resolved
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { drawnArms, readTrial } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/phase-three.yaml', 'utf8'));
 * console.log(drawnArms(trial!, undefined, '1')!.names);
 * // [ 'arms.treatment.hazard-ratio' ]
 * ```
 */
export function drawnArms(
  raw: RawTrial,
  scenario: Scenario | undefined,
  seed: string,
): DrawnArms | undefined {
  return scenario ? ofScenario(raw, scenario, seed) : ofLaws(raw, seed);
}

const wantedBy = (raw: RawTrial) => (raw.hypotheses ? wantedByHypotheses(raw) : wantedOf(raw));

function ofLaws(raw: RawTrial, seed: string): DrawnArms | undefined {
  const { numbers } = uncertainNumbers(raw);
  if (numbers.length === 0) return undefined;
  const draws = designDraws(raw, numbers, seed);
  const wanted = wantedBy(raw);
  return {
    names: numbers.map(({ name }) => name),
    fixed: null,
    draw: (draw) => {
      const values = draws.valuesOf(draw);
      const issues = collectIssues();
      const arms = armsOf(draws.rawWith(values), undefined, issues, wanted);
      return { arms: armsOrThrow(arms, issues, draw), values };
    },
  };
}

function ofScenario(raw: RawTrial, scenario: Scenario, seed: string): DrawnArms | undefined {
  const strategies = armsGiven(raw).flatMap((name) => detailsOf(raw, name).strategy ?? []);
  const own = { ...scenario, strategies: { ...scenario.strategies, ...raw.strategies } };
  const wanted = wantedBy(raw);
  const endpoints = [...new Set(wanted.endpoints.map(({ name }) => name))];
  // who is in a subgroup may depend on any characteristic
  const questions = { endpoints, at: [], rmst: [], proportions: wanted.populations.length > 0 };
  const uncertainty = uncertaintyFor({ scenario: own, strategies, questions });
  const { drawn, fixed } = uncertainty;
  if (drawn.length === 0) return undefined;
  const draws = parameterDraws(own, uncertainty, seed);
  const kept = strategies.map(() => new KeptTimes());
  // the scenario now contains the strategies of the design
  const { strategies: _, ...rest } = raw;
  return {
    names: drawn.map(({ name }) => name),
    fixed: {
      count: fixed.length,
      assumptions: fixed.filter(({ basis }) => basis === 'assumption').length,
    },
    draw: (draw) => {
      const values = draws.valuesOf(draw);
      const issues = collectIssues();
      const arms = strategyArmsOf(rest, draws.scenarioWith(values), issues, { kept, wanted });
      return {
        arms: armsOrThrow(arms, issues, draw),
        values: values.map((value) => (typeof value === 'number' ? value : NaN)),
      };
    },
  };
}

function armsOrThrow(
  arms: readonly TrialArm[] | undefined,
  { problems }: ReturnType<typeof collectIssues>,
  draw: number,
): readonly TrialArm[] {
  if (arms && problems.length === 0) return arms;
  throw new OverrideError(`draw ${draw + 1} gives no arms: ${problems[0]!.message}`);
}
