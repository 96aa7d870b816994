import type { Problem } from '../language/problem.ts';
import { LARGEST_FILE } from '../language/yaml.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { readTargets, type TargetsFile, withTargets } from '../scenario/targets-file.ts';
import { UsageError } from './errors.ts';
import { problemLines, problemsIn } from './problem-lines.ts';
import type { ScenarioFile } from './scenario-file.ts';
import { readText } from './text-file.ts';

/** A scenario with the targets of other files beside its own. */
export interface WithTargets {
  scenario: Scenario;
  /** the files, for provenance */
  sources: { file: string; sha256: string }[];
  /** an error that names each problem in the file that it comes from, those of the joining too; undefined without any */
  errorOf(problems: readonly Problem[]): UsageError | undefined;
}

/**
 * Adds the targets of files to those of a scenario.
 *
 * @throws UsageError for files that cannot be read, with all problems of the first that has any
 */
export function withTargetsOf(file: ScenarioFile, sound: Scenario, paths: readonly string[]): WithTargets {
  const sources: WithTargets['sources'] = [];
  const files = paths.map((path): TargetsFile => {
    const { text, hash } = readText(path, {
      name: 'file of targets',
      example: 'targets.yaml',
      format: 'targets are YAML in UTF-8',
      largest: LARGEST_FILE,
      wanted: ['targets'],
    });
    const { file: read, problems } = readTargets(text);
    if (!read) throw problemsIn(path, problems);
    sources.push({ file: path, sha256: hash });
    return read;
  });
  const { scenario, problems, placedIn } = withTargets(sound, files);
  const errorFrom = (placed: readonly ReturnType<typeof placedIn>[]) => {
    const lines = [undefined, ...paths.keys()].flatMap((at) => {
      const own = placed.filter((one) => one.file === at);
      if (own.length === 0) return [];
      const { path, locate } =
        at === undefined
          ? { path: file.path, locate: file.checked.locate }
          : { path: paths[at]!, locate: files[at]!.locate };
      return problemLines(
        path,
        own.map(({ path, message }) => ({ ...locate(path), message })),
      );
    });
    return new UsageError(lines.join('\n'));
  };
  return {
    ...{ scenario, sources },
    errorOf: (found) => {
      const all = [...problems, ...found.map(placedIn)];
      return all.length > 0 ? errorFrom(all) : undefined;
    },
  };
}
