import { whole } from '../../media/numbers.ts';
import { questionsOf } from '../../run/run.ts';
import { OverrideError } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { FEWEST_DRAWS, FEWEST_PATIENTS } from '../../study/psa/index.ts';
import type { Combination, VariantQuestions } from '../../study/variants/asked.ts';
import { combinationOf } from '../../study/variants/combination.ts';
import { readNumber, readPatients, readTimes } from '../arguments.ts';
import { chosen } from '../choices.ts';
import { UsageError } from '../errors.ts';
import type { OptionTable } from '../option-table.ts';
import { simulationOptions } from '../simulation.ts';
import { compareOptions } from './compare/options.ts';

/** What commands take that simulate a scenario again and again with other numbers. */
export const variantOptions = {
  reference: compareOptions.reference,
  strategy: {
    type: 'string',
    array: true,
    describe: 'Strategies beside the reference',
    defaultDescription: 'all others',
  },
  endpoint: {
    type: 'string',
    array: true,
    describe: 'Endpoints, without proportions',
    defaultDescription: 'all, and proportions',
  },
  at: simulationOptions.at,
  tau: compareOptions.tau,
} as const satisfies OptionTable;

/** What commands take that draw parameters. */
export const drawOptions = {
  draws: { type: 'string', default: '1000', describe: 'Parameter draws, such as 1000 or 1e4' },
  n: {
    type: 'string',
    describe: 'Patients of each draw, under each strategy',
    defaultDescription: '10000',
  },
} as const satisfies OptionTable;

export interface VariantArguments {
  reference?: string;
  strategy?: string[];
  endpoint?: string[];
  at?: string;
  tau?: string;
}

/**
 * Strategies, the reference first, and what is asked of each variant.
 *
 * @throws UsageError for what cannot be meant
 */
export function readVariants(
  scenario: Scenario,
  argv: VariantArguments,
): { strategies: [string, ...string[]]; questions: VariantQuestions } {
  const { horizon } = scenario.time;
  const names = Object.keys(scenario.strategies);
  const [reference] = argv.reference === undefined ? names : chosen('--reference', [argv.reference], names);
  const others = argv.strategy
    ? chosen('--strategy', argv.strategy, names)
    : names.filter((name) => name !== reference);
  if (others.includes(reference!))
    throw new UsageError(`--strategy ${reference} is the reference already; name another`);
  const endpoints = argv.endpoint
    ? chosen('--endpoint', argv.endpoint, Object.keys(scenario.endpoints))
    : Object.keys(scenario.endpoints);
  const asked = questionsOf(scenario, argv.at === undefined ? undefined : readTimes(argv.at, horizon));
  const rmst = argv.tau === undefined ? asked.rmst : readTimes(argv.tau, horizon, '--tau');
  if (rmst.includes(0)) throw new UsageError(`--tau ${argv.tau}: a mean up to 0 is 0; it must be later`);
  return {
    strategies: [reference!, ...others],
    questions: { endpoints, at: asked.at, rmst, proportions: argv.endpoint === undefined },
  };
}

/**
 * A figure by its name, or a weighted sum of figures.
 *
 * @throws UsageError for weights that cannot be read
 */
export function readOutcome(text: string): { outcome: string; combinations: Combination[] } {
  try {
    const combination = combinationOf(text);
    return combination
      ? { outcome: combination.name, combinations: [combination] }
      : { outcome: text, combinations: [] };
  } catch (error) {
    throw new UsageError(`--outcome ${(error as RangeError).message}`);
  }
}

/** Runs a study; errors of the library about its input become usage errors. */
export async function asUsageErrors<T>(go: () => Promise<T>): Promise<T> {
  try {
    return await go();
  } catch (error) {
    if (error instanceof RangeError || error instanceof OverrideError) throw new UsageError(error.message);
    throw error;
  }
}

/** The figures of every draw are kept. */
const MOST_DRAWS = 1e6;

/** How many draws, of how many patients. @throws UsageError for what cannot be meant */
export function readDrawing(
  { draws: text, n }: { draws: string; n?: string },
  option = '-n',
): { draws: number; patients: number } {
  const draws = readNumber(text);
  if (!(Number.isInteger(draws) && draws >= FEWEST_DRAWS && draws <= MOST_DRAWS))
    throw new UsageError(
      `--draws ${text} must be a whole number from ${FEWEST_DRAWS} to ${whole(MOST_DRAWS)}, such as 1000: every figure of each is kept`,
    );
  const patients = n === undefined ? 10_000 : readPatients(n);
  if (patients < FEWEST_PATIENTS)
    throw new UsageError(`${option} ${n}: a draw has at least ${FEWEST_PATIENTS} patients`);
  return { draws, patients };
}
