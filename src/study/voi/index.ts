/** The value of information: what knowing some of the uncertain numbers would add to the outcome that decides. */
import { FewRowsError } from '../../math/smoothing/few-rows.ts';
import { parameterDraws } from '../../uncertainty/draw.ts';
import type { FixedNumber } from '../../uncertainty/items.ts';
import type { DrawJob, Outcome, PsaResult } from '../psa/index.ts';
import { type ValueOfKnowing, valueOfKnowing } from '../psa/perfect-information.ts';
import { shrunk } from '../psa/summary.ts';
import { type Evppi, evppiOf, withReference } from './evppi.ts';
import { checkMembers, columnsByName, type InformationGroup, informationGroups } from './groups.ts';

export type { Evppi } from './evppi.ts';
export type { InformationGroup } from './groups.ts';

export interface Information extends InformationGroup {
  /** null: too few draws for so many numbers */
  evppi: Evppi | null;
  /** what to know of the regression: too few draws, or few */
  note?: string;
}

export interface VoiResult {
  outcome: string;
  /** the strategy that is best on average */
  preferred: string;
  /** of knowing every number that is drawn; with the patients' part left in beside */
  evpi: ValueOfKnowing & { uncorrected: number };
  information: Information[];
}

/** What decides, and what would be known. */
export interface VoiQuestion {
  /** by name; more of it is better */
  outcome: string;
  /** names of numbers and sources, beside each number and each source */
  groups?: Readonly<Record<string, readonly string[]>>;
}

/**
 * What can be found wrong before any draw is made.
 *
 * @throws RangeError for an outcome that cannot decide, or a group with a number that is not drawn
 */
export function checkQuestion(
  {
    outcomes,
    drawn,
    fixed,
  }: { outcomes: readonly Outcome[]; drawn: PsaResult['drawn']; fixed: readonly FixedNumber[] },
  { outcome, groups = {} }: VoiQuestion,
): void {
  const choices = outcomes.filter(({ isBenefit }) => isBenefit !== null).map(({ name }) => name);
  if (!choices.includes(outcome)) {
    const why = outcomes.some(({ name }) => name === outcome)
      ? `: nobody says whether more of it is better; give it a weight, such as -1 * ${outcome}, or`
      : ';';
    throw new RangeError(`outcome ${outcome} cannot decide${why} choose one of: ${choices.join(', ')}`);
  }
  checkMembers({ drawn, fixed }, groups);
}

/** The differences of each strategy from the reference by one outcome, draw by draw, and what to know everything is worth. */
export interface Decision {
  /** of each strategy but the reference; with the patients' part */
  differences: Float64Array[];
  preferred: string;
  evpi: VoiResult['evpi'];
}

/**
 * @throws RangeError for one strategy, or an outcome that is not reached in some draw
 */
export function decisionBy({ table }: Pick<PsaResult, 'table'>, outcome: string): Decision {
  const { strategies, outcomes } = table;
  const k = outcomes.findIndex(({ name }) => name === outcome);
  if (strategies.length < 2)
    throw new RangeError('there is one strategy, so that information changes no choice; name another');
  const reference = table.column(0, k);
  const differences = strategies
    .slice(1)
    .map((_, s) => table.column(s + 1, k).map((value, d) => value - reference[d]!));
  if (differences.some((column) => column.some(Number.isNaN)))
    throw new RangeError(
      `${outcome} is not reached in some draws; choose another outcome, such as a restricted mean`,
    );
  const corrected = differences.map((column, s) => shrunk(column, table.pairedVariance(s + 1, k)));
  const means = withReference(differences).map(
    (column) => column.reduce((sum, value) => sum + value, 0) / column.length,
  );
  return {
    differences,
    preferred: strategies[means.indexOf(Math.max(...means))]!,
    evpi: {
      ...valueOfKnowing(withReference(corrected)),
      uncorrected: valueOfKnowing(withReference(differences)).value,
    },
  };
}

/**
 * @param result of an analysis with two strategies or more
 *
 * @param job that the result is of
 * @throws RangeError for an outcome that is not there, of which nobody knows whether more is better, or that is not reached in
 *   some draw; for one strategy; for a number that is not drawn
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineDraws, psa, voi } from 'sojourn';
 *
 * const text = readFileSync('scenarios/stage-iv-rectal.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const result = await psa({
 *   scenario: scenario!,
 *   strategies: ['study-schedule', 'total-neoadjuvant'],
 *   seed: '1',
 *   draws: 10,
 *   patients: 500,
 *   questions: { endpoints: ['OS'], at: [36], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor: inlineDraws(),
 * });
 * console.log(voi(result, { scenario: scenario!, seed: '1' }, { outcome: 'OS RMST(60)' }).preferred);
 * // total-neoadjuvant
 * ```
 */
export function voi(
  result: Pick<PsaResult, 'table' | 'drawn' | 'fixed'>,
  { scenario, seed }: Pick<DrawJob, 'scenario' | 'seed'>,
  question: VoiQuestion,
): VoiResult {
  const { table, drawn } = result;
  checkQuestion({ ...result, outcomes: table.outcomes }, question);
  const { differences, preferred, evpi } = decisionBy(result, question.outcome);
  const columns = columnsByName(drawn, parameterDraws(scenario, result, seed), table.numbers);
  const groups = informationGroups(drawn, question.groups ?? {});
  const found = new Map<InformationGroup, Information>();
  // to know more is worth no less: the few first
  for (const group of groups.toSorted((a, b) => a.numbers.length - b.numbers.length)) {
    const parts = [...found.values()].filter(({ numbers }) =>
      numbers.every((name) => group.numbers.includes(name)),
    );
    const least = Math.max(0, ...parts.map(({ evppi }) => evppi?.value ?? 0));
    const own = group.numbers.flatMap((name) => columns.get(name)!);
    found.set(group, { ...group, ...evppiOrWhyNot(own, differences, evpi.value, least) });
  }
  return {
    outcome: question.outcome,
    preferred,
    evpi,
    information: groups.map((group) => found.get(group)!),
  };
}

/** Fewer draws for each degree of freedom tell little. */
const ENOUGH = 20;

function evppiOrWhyNot(
  columns: readonly Float64Array[],
  differences: readonly Float64Array[],
  evpi: number,
  least: number,
): Pick<Information, 'evppi' | 'note'> {
  try {
    const evppi = evppiOf(columns, differences, evpi);
    const few = differences[0]!.length < ENOUGH * evppi.degrees;
    return {
      evppi: { ...evppi, value: Math.max(evppi.value, least) },
      ...(few && {
        note: `few draws for ${Math.round(evppi.degrees)} degrees of freedom: ${Math.ceil(ENOUGH * evppi.degrees)} would be better`,
      }),
    };
  } catch (error) {
    if (!(error instanceof FewRowsError)) throw error;
    return { evppi: null, note: `too few draws, at least ${error.needed} are needed` };
  }
}
