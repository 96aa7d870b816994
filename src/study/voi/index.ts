/** The value of information: the expected gain in the deciding outcome from knowing some of the uncertain numbers. */
import { FewRowsError } from '../../math/smoothing/few-rows.ts';
import type { FixedNumber } from '../../uncertainty/items.ts';
import type { DrawJob, Outcome, PsaResult } from '../psa/index.ts';
import { decisionBy, type Evpi } from './decision.ts';
import { type Evppi, evppiOf } from './evppi.ts';
import { checkMembers, columnsByName, type InformationGroup, informationGroups } from './groups.ts';

export type { Evppi } from './evppi.ts';
export type { InformationGroup } from './groups.ts';

export interface Information extends InformationGroup {
  /** null: too few draws for so many numbers */
  evppi: Evppi | null;
  /** a warning about the regression: too few draws, or few */
  note?: string;
}

export interface VoiResult {
  outcome: string;
  /** the strategy that is best on average */
  preferred: string;
  evpi: Evpi;
  information: Information[];
}

/** The deciding outcome, and the numbers that would be known. */
export interface VoiQuestion {
  /** by name; more of it is better */
  outcome: string;
  /** groups of names of numbers and sources, in addition to each number and each source */
  groups?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Checks what can be checked before the first draw.
 *
 * @throws RangeError for an outcome that cannot decide, or a group with an undrawn number
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

/**
 * @param result of an analysis with two strategies or more
 *
 * @param job the job of the result
 * @throws RangeError for an outcome that is unknown, for which it is not known whether more is better, or that is not reached in
 *   some draw; for one strategy; for a number that is not drawn
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineDraws, psa, voi } from 'sojourn';
 *
 * const text = readFileSync('scenarios/adjuvant.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const job = {
 *   scenario: scenario!,
 *   strategies: ['observation', 'adjuvant'],
 *   seed: '1',
 *   patients: 500,
 *   questions: { endpoints: ['OS'], at: [36], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 * };
 * const result = await psa({ ...job, draws: 10, executor: inlineDraws() });
 * console.log(voi(result, job, { outcome: 'OS RMST(60)' }).preferred);
 * // adjuvant
 * ```
 */
export function voi(
  result: Pick<PsaResult, 'table' | 'drawn' | 'fixed'>,
  job: Pick<DrawJob, 'scenario' | 'seed' | 'strategies' | 'questions'>,
  question: VoiQuestion,
): VoiResult {
  const { table, drawn } = result;
  checkQuestion({ ...result, outcomes: table.outcomes }, question);
  const { differences, preferred, evpi } = decisionBy(result, question.outcome);
  const columns = columnsByName(job, table.numbers);
  const groups = informationGroups(drawn, question.groups ?? {});
  const found = new Map<InformationGroup, Information>();
  // knowing more is never worth less, so smaller groups come first
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

/** Fewer draws for each degree of freedom give unreliable estimates. */
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
