import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { LARGEST_FILE } from '../language/yaml.ts';
import type { Plan } from '../plan.ts';
import { type Checked, type CheckOptions, checkScenario } from '../scenario/check.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { withPosterior } from '../uncertainty/posterior-file.ts';
import { uncertaintyProblems } from '../uncertainty/problems.ts';
import { UsageError } from './errors.ts';
import { whatItIs } from './file-kind.ts';
import { packageFolder } from './package.ts';
import { problemsIn } from './problem-lines.ts';
import { writeErr } from './terminal.ts';
import { readText } from './text-file.ts';

export interface ScenarioFile {
  path: string;
  /** SHA-256 of the file, in hexadecimal */
  hash: string;
  checked: Checked;
}

/**
 * Reads and checks a scenario file.
 *
 * @param options which strategies to compile: all unless given
 * @throws UsageError if there is no such file, or if it is not text or of another kind
 */
export function readScenarioFile(path: string, options: CheckOptions = {}): ScenarioFile {
  const read = readText(path, {
    name: 'scenario file',
    example: 'name.yaml',
    format: 'a scenario is YAML in UTF-8',
    largest: LARGEST_FILE,
    hint: shippedHint,
    wanted: ['scenario', 'evidence'],
  });
  return scenarioFileOf(path, read, options);
}

/** Checks the text of a scenario file. */
export function scenarioFileOf(
  path: string,
  { text, hash }: { text: string; hash: string },
  options: CheckOptions = {},
): ScenarioFile {
  return { path, hash, checked: checkScenario(text, options) };
}

/** Suggests a scenario of the package to a user in another folder. */
export function shippedHint(path: string): string {
  const shipped = join(packageFolder(), 'scenarios', basename(path).replace(/(\.ya?ml)?$/, '.yaml'));
  return existsSync(shipped) ? `; did you mean ${shipped}?` : '';
}

/** The scenario, if it has no errors. Findings of the evidence lint are printed but do not stop it. */
export function runnable({ path, checked }: ScenarioFile): {
  scenario: Scenario;
  plans: Record<string, Plan>;
} {
  if (checked.isEvidence) throw new UsageError(`${path} ${whatItIs('evidence', path)}`);
  if (checked.errors.length > 0 || !checked.scenario) throw problemsIn(path, checked.errors);
  const doubts = checked.evidence.length;
  if (doubts > 0)
    writeErr(
      `${path}: ${doubts} ${doubts === 1 ? 'doubt' : 'doubts'} about its evidence; \`sojourn check ${path}\` names them\n`,
    );
  return { scenario: checked.scenario, plans: checked.plans };
}

/**
 * The scenario, if its uncertain numbers can be drawn, with the rows of its posterior file (whose path is relative to
 * the scenario).
 *
 * @throws UsageError with all problems and their places
 */
export function drawable(file: ScenarioFile): Scenario {
  return readyToDraw(file, runnable(file).scenario);
}

/** Likewise, of a scenario that was found to run. */
export function readyToDraw(file: ScenarioFile, sound: Scenario): Scenario {
  const scenario = withRows(file.path, sound);
  const problems = uncertaintyProblems(scenario);
  if (problems.length === 0) return scenario;
  throw problemsIn(
    file.path,
    problems.map((problem) => ({ ...problem, ...file.checked.locate(problem.path) })),
  );
}

/** Most bytes of a posterior file: more than a million rows of some parameters need. */
const LARGEST_POSTERIOR = 2 ** 28;

function withRows(path: string, scenario: Scenario): Scenario {
  const { posterior } = scenario;
  if (!posterior) return scenario;
  const isBeside = path !== '-' && !isAbsolute(posterior.file);
  const at = isBeside ? join(dirname(path), posterior.file) : posterior.file;
  const { text, hash } = readText(at, {
    name: 'posterior file',
    example: 'posterior.csv',
    format: 'a posterior is CSV in UTF-8',
    largest: LARGEST_POSTERIOR,
    wanted: ['table', 'patients', 'curve', 'numbers at risk'],
    hint: () => `; posterior.file of ${path} names it, from the folder of that file`,
  });
  const read = withPosterior(scenario, text);
  if (!read.scenario) throw problemsIn(at, read.problems, read.more);
  const posteriorRows = { ...read.scenario.posteriorRows!, source: { file: at, sha256: hash } };
  return { ...read.scenario, posteriorRows };
}
