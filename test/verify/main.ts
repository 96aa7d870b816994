import { parseArgs } from 'node:util';
import { generators } from '../../src/kernel/generators.ts';
import { fastestEngine } from '../../src/kernel/primitives/index.ts';
import { whole } from '../../src/media/numbers.ts';
import { pointPool } from '../../workers/pool/points.ts';
import type { Comparison } from './agreement/compare.ts';
import { compareCase, shippedCases } from './agreement/scenarios.ts';
import { judgeAgreement } from './agreement/verdict.ts';
import { verifyCohorts } from './cohorts/verdict.ts';
import { verifyCoverage } from './coverage/verdict.ts';
import { verifyNoise } from './noise/verdict.ts';
import {
  agreementText,
  agreementVerdictText,
  checksText,
  directionsText,
  limitsText,
  verdictText,
} from './print.ts';
import { verifyCalibration } from './sbc/verdict.ts';
import { names, type Sizes, type Task, tasksOf } from './tasks.ts';
import { compareTwins } from './twins.ts';
import { judge } from './verdict.ts';

/** The second part, by name. */
const FIGURES = 'figures';

/** The third part: intervals of evidence. */
const COVERAGE = 'coverage';

/** The fourth part: the value of information with few and many patients a draw. */
const NOISE = 'noise';

/** The sixth part: calibrations of the rectal model to cohorts of a known truth. */
const COHORTS = 'cohorts';

/** The fifth part: simulation-based calibration. */
const SBC = 'sbc';

const USAGE = `npm run verify -- [--quick] [--only direction|test|avalanche|${FIGURES}|${COVERAGE}|${NOISE}|${SBC}|${COHORTS} ...] [--generator name ...]`;

/** Draws by direction, and patients by strategy. */
const FULL: Sizes & {
  patients: number;
  studies: number;
  parameterDraws: number;
  rounds: number;
  cohorts: number;
} = {
  ...{ draws: 2 ** 24, keys: 2 ** 18, patients: 2 ** 22, studies: 1000, parameterDraws: 1000, rounds: 200 },
  cohorts: 50,
};
const QUICK: typeof FULL = {
  draws: 2 ** 20,
  keys: 2 ** 16,
  patients: 2 ** 18,
  studies: 200,
  parameterDraws: 200,
  rounds: 20,
  cohorts: 5,
};

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    generator: { type: 'string', multiple: true },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(USAGE);
else await main();

async function main(): Promise<void> {
  const { quick, only, generator } = options;
  const known = names();
  refuseUnknown('--only', only, [...known.only, FIGURES, COVERAGE, NOISE, SBC, COHORTS]);
  refuseUnknown('--generator', generator, known.generators);
  const started = performance.now();
  const sizes = quick ? QUICK : FULL;
  const tasks = tasksOf({ only, generators: generator }, sizes);
  const passed = [];
  if (tasks.length > 0) passed.push(verifyDraws(tasks));
  // figures are of two generators
  if (!generator && (!only || only.includes(FIGURES))) passed.push(await verifyFigures(sizes.patients));
  if (!generator && (!only || only.includes(COVERAGE))) passed.push(verifyIntervals(sizes.studies));
  if (!generator && (!only || only.includes(NOISE))) passed.push(await verifyValues(sizes.parameterDraws));
  if (!generator && (!only || only.includes(SBC))) passed.push(await verifyPosteriors(sizes.rounds));
  // half an hour: only where it is asked for
  if (!generator && only?.includes(COHORTS)) passed.push(await verifyRectal(sizes.cohorts));
  if (passed.length === 0) throw new RangeError('there is nothing of --only in --generator');
  const verified = passed.every(Boolean);
  const seconds = (performance.now() - started) / 1000;
  console.log(`\n${verified ? 'Verified' : 'NOT verified'} in ${seconds.toFixed(0)} s.`);
  if (!verified) process.exitCode = 1;
}

function refuseUnknown(option: string, given: readonly string[] = [], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new RangeError(`${option} is ${unknown}, must be of ${known.join(', ')}`);
}

function verifyDraws(tasks: readonly Task[]): boolean {
  const { compared, different } = compareTwins();
  console.log(
    different.length === 0
      ? `The loops of every engine give the draws of their readable twins, ${whole(compared)} of them.`
      : `Draws that are not those of the readable twins:\n${different.join('\n')}`,
  );
  console.log(`What follows is of the engine ${fastestEngine()}.\n\n${directionsText(tasks)}`);
  const checks = tasks.flatMap((task, i) => {
    progress(`${task.generator}, ${task.direction} (${i + 1} of ${tasks.length})`);
    return task.run();
  });
  progress('');
  const verdict = judge(checks);
  console.log(`${checksText(checks)}\n\n${limitsText(checks)}${verdictText(verdict)}`);
  return verdict.passed && different.length === 0;
}

function verifyIntervals(studies: number): boolean {
  const found = verifyCoverage(studies, progress);
  progress('');
  console.log(
    `\nOf ${whole(studies)} synthetic studies of known parameters, 95% intervals of their evidence hold the truth in:`,
  );
  for (const { name, held, isRight } of found)
    console.log(`  ${((100 * held) / studies).toFixed(1)}%  ${name}${isRight ? '' : '  NOT 95%'}`);
  return found.every(({ isRight }) => isRight);
}

async function verifyValues(draws: number): Promise<boolean> {
  const found = await verifyNoise(draws);
  const shown = (value: number) => value.toFixed(4);
  console.log(
    `\nExpected value of perfect information over ${whole(draws)} draws, in months; by formula ${shown(found[0]!.exact)}:`,
  );
  for (const { patients, value, mcse, uncorrected, isRight } of found)
    console.log(
      `  ${whole(patients)} patients a draw: ${shown(value)} (MCSE ${shown(mcse)}; ${shown(uncorrected)} with their chance left in)${isRight ? '' : '  NOT the same'}`,
    );
  return found.every(({ isRight }) => isRight);
}

async function verifyPosteriors(rounds: number): Promise<boolean> {
  const executor = pointPool();
  const found = await verifyCalibration(rounds, executor, (round) =>
    progress(`calibration ${round + 1} of ${rounds}`),
  ).finally(() => executor.close());
  progress('');
  console.log(
    `\nOf ${whole(rounds)} cohorts simulated with values from the priors and calibrated to, rounds with the truth in each tenth of the posterior:`,
  );
  for (const { parameter, tenths, p, isRight } of found)
    console.log(
      `  ${parameter}: ${tenths.join(' ')}  chi-square p = ${p.toPrecision(2)}${isRight ? '' : '  NOT even'}`,
    );
  return found.every(({ isRight }) => isRight);
}

async function verifyFigures(patients: number): Promise<boolean> {
  const [usual, ...others] = generators;
  const cases = shippedCases();
  const passed = [];
  for (const other of others) {
    const comparisons: Comparison[] = [];
    for (const [i, one] of cases.entries()) {
      progress(`${one.scenarioName}, ${one.plan.strategy} (${i + 1} of ${cases.length})`);
      comparisons.push(await compareCase(one, [usual!.name, other.name], patients));
    }
    progress('');
    const verdict = judgeAgreement(comparisons);
    console.log(`\nEvery figure by ${usual!.name} and by ${other.name}, ${whole(patients)} patients each`);
    console.log('z = difference / sqrt(mcse1^2 + mcse2^2) ~ normal(0, 1)\n');
    console.log(`${agreementText(comparisons)}\n\n${agreementVerdictText(verdict)}`);
    passed.push(verdict.passed);
  }
  return passed.every(Boolean);
}

async function verifyRectal(cohorts: number): Promise<boolean> {
  const executor = pointPool();
  try {
    const found = await verifyCohorts(cohorts, executor, (round) =>
      progress(`calibrations of the rectal model, ${round + 1} of ${cohorts}`),
    );
    progress('');
    console.log(
      `\nOf ${cohorts} cohorts of the rectal model, 95% intervals that are calibrated to their figures hold the truth in:`,
    );
    for (const { outcome, held, isRight } of found)
      console.log(`  ${held}  ${outcome}${isRight ? '' : '  NOT 95%'}`);
    return found.every(({ isRight }) => isRight);
  } finally {
    await executor.close();
  }
}

/** One line that is overwritten, on a terminal only. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
