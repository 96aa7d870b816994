import { dirname, isAbsolute, join } from 'node:path';
import type { TrialProvenance } from '../answers/trial/schema.ts';
import type { Problem } from '../language/problem.ts';
import { LARGEST_FILE } from '../language/yaml.ts';
import type { CheckOptions } from '../scenario/check.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { TrialDesign } from '../trial/design.ts';
import { DesignError } from '../trial/design-error.ts';
import { fractionsBySimulation } from '../trial/expected/fractions-by-simulation.ts';
import type { BoundaryRules } from '../trial/language/boundaries.ts';
import { inOrder, type ReadTrial, readTrial } from '../trial/language/read.ts';
import { type ResolveContext, resolveTrial } from '../trial/language/resolve.ts';
import type { RawTrial } from '../trial/language/schema.ts';
import type { OperatingCharacteristics } from '../trial/operating-characteristics.ts';
import { NoSizeError } from '../trial/size.ts';
import { followTrials, type Trajectories, type TrajectoryOptions } from '../trial/trajectories.ts';
import { UsageError } from './errors.ts';
import { untilInterrupted } from './interrupt.ts';
import { packageVersion } from './package.ts';
import { posteriorOf } from './posterior.ts';
import { problemsIn } from './problem-lines.ts';
import { drawable, readScenarioFile, runnable, type ScenarioFile } from './scenario-file.ts';
import type { Session } from './session.ts';
import { readText } from './text-file.ts';

/** A design file without errors of shape, with the scenario that it names. */
export interface TrialFile {
  path: string;
  /** SHA-256, in hexadecimal */
  hash: string;
  raw: RawTrial;
  locate: ReadTrial['locate'];
  scenario: { path: string; hash: string; content: Scenario } | null;
}

/**
 * @param isDrawn whether numbers of its scenario will be drawn, which takes the rows of the posterior that the scenario names
 * @throws UsageError with all problems, one a line: `file:line:column message`
 */
export function readTrialFile(path: string, { isDrawn = false } = {}): TrialFile {
  const read = readText(path, {
    name: 'design file',
    example: 'trial.yaml',
    format: 'a design is YAML in UTF-8',
    largest: LARGEST_FILE,
    wanted: ['design'],
  });
  const { file, scenario } = trialFileOf(path, read, { compileOnly: () => [] });
  return {
    ...file,
    scenario: scenario && {
      path: scenario.path,
      hash: scenario.hash,
      content: isDrawn
        ? located(path, file.locate(['scenario']), () => drawable(scenario))
        : runnableAt(file, scenario).scenario,
    },
  };
}

/**
 * Reads the text of a design, with its scenario as checked; the scenario may have errors.
 *
 * @throws UsageError if the design has errors, or its scenario is not a scenario
 */
export function trialFileOf(
  path: string,
  { text, hash }: { text: string; hash: string },
  options: CheckOptions = {},
): { file: Omit<TrialFile, 'scenario'>; scenario: ScenarioFile | null } {
  const { trial: raw, problems, locate } = readTrial(text);
  if (!raw) throw problemsIn(path, problems);
  const file = { path, hash, raw, locate };
  if (raw.scenario === undefined) return { file, scenario: null };
  const besides = join(dirname(path), raw.scenario);
  // a design that names `-` means a file of that name; only on the command line does it mean standard input
  const from = isAbsolute(raw.scenario) ? raw.scenario : besides === '-' ? './-' : besides;
  const scenario = located(path, locate(['scenario']), () => readScenarioFile(from, options));
  return { file, scenario };
}

/** The scenario of a design, if it has no errors; messages also give the place that names it. */
export function runnableAt({ path, locate }: Omit<TrialFile, 'scenario'>, scenario: ScenarioFile) {
  return located(path, locate(['scenario']), () => runnable(scenario));
}

/** An error in a file that the design names; the message also gives the place that names it. */
function located<T>(path: string, { line, column }: { line: number; column: number }, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${path}:${line}:${column} ${error.message}`);
    throw error;
  }
}

/** A design that is ready to be simulated. */
export interface ReadyTrial {
  design: TrialDesign;
  target?: number;
  rules: BoundaryRules;
  /** the inputs with which it was resolved, needed again for other sizes of the design */
  context: ResolveContext;
}

/**
 * Resolves a design. If its boundaries depend on how events accrue and no formula gives that, it is simulated.
 *
 * @param raw used instead of the file's own, such as one with another size
 * @throws UsageError with all problems, one a line
 */
export async function readyTrial(
  file: TrialFile,
  session: Session,
  threads: number | undefined,
  { raw = file.raw }: { raw?: RawTrial } = {},
): Promise<ReadyTrial> {
  const context: ResolveContext = file.scenario ? { scenario: file.scenario.content } : {};
  const first = checked(file, resolveTrial(raw, context));
  if (first.design)
    return {
      ...{ design: first.design, target: first.target, rules: first.rules! },
      context: { ...context, arms: first.design.arms },
    };
  const outline = first.needsFractions!;
  const running = await session.executor(threads);
  const fractions = await untilInterrupted((signal) => fractionsBySimulation(outline, running, signal));
  const known: ResolveContext = { ...context, arms: outline.arms, fractions };
  const { design, target, rules } = checked(file, resolveTrial(raw, known));
  return { design: design!, target, rules: rules!, context: known };
}

/** @throws UsageError if the design has errors */
export function checked<R extends { problems: Problem[] }>(
  file: Omit<TrialFile, 'scenario'>,
  resolved: R,
): R {
  if (resolved.problems.length === 0) return resolved;
  const place = ({ path, message }: Problem) => ({ ...file.locate(path), message });
  throw problemsIn(file.path, inOrder(resolved.problems.map(place)));
}

/** Where a design and its scenario come from, for the provenance of an answer. */
export function sourcesOf({ path, hash, raw, scenario }: TrialFile) {
  return {
    design: { file: path, sha256: hash, title: raw.trial },
    scenario: scenario && {
      file: scenario.path,
      sha256: scenario.hash,
      title: scenario.content.scenario,
    },
  };
}

/** Where an answer comes from, and how to make it again. */
export function provenanceOf(
  file: TrialFile,
  rest: Pick<TrialProvenance, 'seed' | 'engine' | 'generator' | 'threads' | 'seconds'>,
): TrialProvenance {
  return {
    program: 'sojourn',
    version: packageVersion(),
    ...sourcesOf(file),
    ...(file.scenario && posteriorOf(file.scenario.content)),
    ...rest,
  };
}

/** The caveats of the strategies in the arms, each once, as `run` and `compare` print them. */
export function caveatsOf({ scenario, raw }: TrialFile, { arms }: Pick<TrialDesign, 'arms'>): string[] {
  if (!scenario) return [];
  const strategies = { ...scenario.content.strategies, ...raw.strategies };
  const caveats = arms.flatMap((arm) => {
    const caveat = arm.kind === 'strategy' ? strategies[arm.patients.strategy]?.caveat : undefined;
    return caveat === undefined ? [] : [`${arm.title}: ${caveat.trim()}`];
  });
  return [...new Set(caveats)];
}

/** Trials that are followed for the curves of a page. */
const FOLLOWED = 1000;

/** The course of trials in calendar time up to the last look, for the figures of a page. */
export async function trajectoriesOf(
  design: TrialDesign,
  { looks }: OperatingCharacteristics,
  options: Omit<TrajectoryOptions, 'end'>,
): Promise<Trajectories> {
  const times = looks.map(({ time }) => time.value).filter(Number.isFinite);
  const replicates = Math.min(options.replicates, FOLLOWED);
  return untilInterrupted((signal) =>
    followTrials(design, { ...options, signal, replicates, end: Math.max(...times) }),
  );
}

/**
 * Runs work with a design, and turns errors that the user can correct into usage errors: almost nobody enrolled,
 * follow-up beyond known times, no size with the power.
 *
 * @throws UsageError with the place in the file; other errors of `go` unchanged
 */
export async function withUsageErrors<T>(file: TrialFile, go: () => Promise<T>): Promise<T> {
  try {
    return await go();
  } catch (error) {
    throw asUsageError(error, file);
  }
}

function asUsageError(error: unknown, { path, locate }: TrialFile): unknown {
  if (error instanceof NoSizeError) return new UsageError(`${path}: ${error.message}`);
  if (!(error instanceof RangeError)) return error;
  if (!(error instanceof DesignError)) return new UsageError(`${path}: ${error.message}`);
  const { line, column } = locate([...error.path]);
  return new UsageError(`${path}:${line}:${column} ${error.message}`);
}
