import { dirname, isAbsolute, join } from 'node:path';
import type { Problem } from '../language/problem.ts';
import { LARGEST_FILE } from '../language/yaml.ts';
import type { CheckOptions } from '../scenario/check.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { TrialDesign } from '../trial/design.ts';
import { DesignError } from '../trial/design-error.ts';
import { fractionsBySimulation } from '../trial/expected/fractions-by-simulation.ts';
import { inOrder, type ReadTrial, readTrial } from '../trial/language/read.ts';
import { type ResolveContext, type Resolved, resolveTrial } from '../trial/language/resolve.ts';
import type { RawTrial } from '../trial/language/schema.ts';
import type { OperatingCharacteristics } from '../trial/operating-characteristics.ts';
import { NoSizeError } from '../trial/size.ts';
import { followTrials, type Trajectories, type TrajectoryOptions } from '../trial/trajectories.ts';
import { UsageError } from './errors.ts';
import { untilInterrupted } from './interrupt.ts';
import { problemsIn } from './problem-lines.ts';
import { readScenarioFile, runnable, type ScenarioFile } from './scenario-file.ts';
import type { Session } from './session.ts';
import { readText } from './text-file.ts';

/** A design file whose shapes are right, with the scenario that it names. */
export interface TrialFile {
  path: string;
  /** SHA-256, in hexadecimal */
  hash: string;
  raw: RawTrial;
  locate: ReadTrial['locate'];
  scenario: { path: string; hash: string; content: Scenario } | null;
}

/** @throws UsageError with all that is wrong, a line each: `file:line:column message` */
export function readTrialFile(path: string): TrialFile {
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
      content: runnableAt(file, scenario).scenario,
    },
  };
}

/**
 * Likewise, of a text that was read, with the scenario as it was checked: something may be wrong with it.
 *
 * @throws UsageError where something is wrong with the design, or its scenario is none
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
  // a file of that name, which a design means; standard input is what a command line means
  const from = isAbsolute(raw.scenario) ? raw.scenario : besides === '-' ? './-' : besides;
  const scenario = located(path, locate(['scenario']), () => readScenarioFile(from, options));
  return { file, scenario };
}

/** The scenario that a design names, if nothing keeps it from running; the place of the name is told too. */
export function runnableAt({ path, locate }: Omit<TrialFile, 'scenario'>, scenario: ScenarioFile) {
  return located(path, locate(['scenario']), () => runnable(scenario));
}

/** Something wrong with a file that this one names: the place of the name is told too. */
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
  /** with which it was resolved: what another size of the same design needs too */
  context: ResolveContext;
}

/**
 * Resolve a design, simulating what its boundaries depend on where nothing else tells it.
 *
 * @param raw in place of the file's own, such as one of another size
 * @throws UsageError with all that is wrong, a line each
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
    return { design: first.design, target: first.target, context: { ...context, arms: first.design.arms } };
  const outline = first.needsFractions!;
  const running = await session.executor(threads);
  const fractions = await untilInterrupted((signal) => fractionsBySimulation(outline, running, signal));
  const known: ResolveContext = { ...context, arms: outline.arms, fractions };
  const { design, target } = checked(file, resolveTrial(raw, known));
  return { design: design!, target, context: known };
}

/** @throws UsageError where something is wrong */
export function checked(file: Omit<TrialFile, 'scenario'>, resolved: Resolved): Resolved {
  if (resolved.problems.length === 0) return resolved;
  const place = ({ path, message }: Problem) => ({ ...file.locate(path), message });
  throw problemsIn(file.path, inOrder(resolved.problems.map(place)));
}

/** Why what strategies say of patients may not hold, each told once, as `run` and `compare` print it. */
export function caveatsOf({ scenario, raw }: TrialFile, { arms }: TrialDesign): string[] {
  if (!scenario) return [];
  const strategies = { ...scenario.content.strategies, ...raw.strategies };
  const told = arms.flatMap((arm) => {
    const caveat = arm.kind === 'strategy' ? strategies[arm.patients.strategy]?.caveat : undefined;
    return caveat === undefined ? [] : [`${arm.title}: ${caveat.trim()}`];
  });
  return [...new Set(told)];
}

/** So many trials tell the curves of a page. */
const FOLLOWED = 1000;

/** How trials of a design go through calendar time, up to its last look: what a page draws. */
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
 * Work with a design. One that cannot be simulated is the user's to mend: hardly anybody enrolled, followed beyond what
 * is known, no size that has the power.
 *
 * @throws UsageError with the place in the file; what `go` throws otherwise
 */
export async function mendable<T>(file: TrialFile, go: () => Promise<T>): Promise<T> {
  try {
    return await go();
  } catch (error) {
    throw asMendable(error, file);
  }
}

function asMendable(error: unknown, { path, locate }: TrialFile): unknown {
  if (error instanceof NoSizeError) return new UsageError(`${path}: ${error.message}`);
  if (!(error instanceof RangeError)) return error;
  if (!(error instanceof DesignError)) return new UsageError(`${path}: ${error.message}`);
  const { line, column } = locate([...error.path]);
  return new UsageError(`${path}:${line}:${column} ${error.message}`);
}
