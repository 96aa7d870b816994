import { languageOf } from '../language/language.ts';
import type { Place } from '../language/places.ts';
import type { Problem } from '../language/problem.ts';
import { readYaml } from '../language/yaml.ts';
import { claimsOf } from './evidence/claims.ts';
import { evidenceKnown } from './evidence/rules/evidence-known.ts';
import { parseByParts } from './read/parts.ts';
import {
  type RawTarget,
  type RawTargets,
  type Scenario,
  targetsJsonSchema,
  targetsSchema,
} from './schema/index.ts';

/** A problem with its place in the text; lines and columns count from 1. */
export interface PlacedProblem extends Place {
  message: string;
}

/** A file of targets, read. */
export interface TargetsFile {
  content: RawTargets;
  /** line and column of a path of the content */
  locate(path: Problem['path']): Place;
}

/** Reads a file of targets from YAML text. @returns the file, or all of its problems */
export function readTargets(text: string): { file?: TargetsFile; problems: PlacedProblem[] } {
  const yaml = readYaml(text, {
    what: 'a file of targets',
    start: 'targets: and a list of published figures',
  });
  const problems = yaml.problems.map(({ message, place }): PlacedProblem => ({ ...place, message }));
  if (yaml.content === undefined) return { problems };
  const parsed = parseByParts(targetsSchema, yaml.content, language);
  // a list is empty where all of its entries are wrong
  for (const { path, message, ofKey } of parsed.problems)
    if (path.length !== 1 || path[0] !== 'targets' || parsed.leftOut.length === 0)
      problems.push({ ...yaml.locate(path, ofKey ? 'key' : 'value'), message });
  if (problems.length > 0 || !parsed.value) return { problems };
  return { file: { content: parsed.value, locate: (path) => yaml.locate(path) }, problems };
}

/** A problem of the whole, in the file that it comes from. */
export interface PlacedIn {
  /** index of the file; undefined for the scenario itself */
  file: number | undefined;
  /** path of the content of that file */
  path: Problem['path'];
  message: string;
}

/**
 * The scenario with the targets, the evidence and the cohorts of files beside its own. A target belongs to the cohort of its
 * strategy in its own file; where that file has none, to the one before it.
 *
 * @returns the scenario; names that two files give to different things, and sources that no file has; and where a problem of the
 *   whole comes from
 */
export function withTargets(scenario: Scenario, files: readonly Pick<TargetsFile, 'content'>[]) {
  const evidence = { ...scenario.evidence };
  const cohorts = { ...scenario.calibrate?.cohorts };
  const inCohort = (own: Cohorts) => (target: RawTarget) => ({
    ...target,
    ...cohortFor(scenario, target, [own, cohorts]),
  });
  const targets: RawTarget[] =
    files.length === 0 ? scenario.targets : scenario.targets.map(inCohort(cohorts));
  const starts: number[] = [];
  const problems: PlacedIn[] = [];
  files.forEach(({ content }, file) => {
    starts.push(targets.length);
    targets.push(...content.targets.map(inCohort(content.cohorts)));
    const add = <T>(into: Record<string, T>, key: 'evidence' | 'cohorts') => {
      for (const [name, entry] of Object.entries(content[key] as Record<string, T>)) {
        if (Object.hasOwn(into, name) && JSON.stringify(into[name]) !== JSON.stringify(entry))
          problems.push({ file, path: [key, name], message: taken(key, name) });
        into[name] = entry;
      }
    };
    add(evidence, 'evidence');
    add(cohorts, 'cohorts');
    const unknown = evidenceKnown.check({
      file: { evidence },
      claims: claimsOf({ targets: content.targets }),
    });
    for (const { path, message } of unknown) problems.push({ file, path, message });
  });
  const joined: Scenario = {
    ...scenario,
    ...{ targets, evidence },
    ...(scenario.calibrate && { calibrate: { ...scenario.calibrate, cohorts } }),
  };
  const placedIn = ({ path, message }: Problem): PlacedIn => {
    const [section, second, ...rest] = path;
    if (section === 'targets') {
      const file = starts.findLastIndex((start) => Number(second) >= start);
      if (file >= 0) return { file, path: ['targets', Number(second) - starts[file]!, ...rest], message };
    }
    if (section === 'calibrate' && second === 'cohorts') {
      const name = String(rest[0]);
      const file = files.findLastIndex(({ content }) => Object.hasOwn(content.cohorts, name));
      if (file >= 0) return { file, path: ['cohorts', ...rest], message };
    }
    return { file: undefined, path, message };
  };
  return { scenario: joined, problems, placedIn };
}

type Cohorts = NonNullable<Scenario['calibrate']>['cohorts'];

/** The only cohort of a target's strategy, in the first of these that have one; nothing if the target names one or none is. */
function cohortFor(scenario: Scenario, target: RawTarget, among: readonly Cohorts[]): { cohort?: string } {
  if (target.cohort !== undefined) return {};
  const [first] = Object.keys(scenario.strategies);
  const wanted = target.strategy ?? first!;
  for (const cohorts of among) {
    const names = Object.entries(cohorts)
      .filter(([, { arms, strategy }]) =>
        arms ? Object.hasOwn(arms, wanted) : (strategy ?? first) === wanted,
      )
      .map(([name]) => name);
    if (names.length === 1) return { cohort: names[0]! };
    if (names.length > 1) return {};
  }
  return {};
}

const taken = (key: string, name: string) =>
  `another file has a different "${name}" in ${key}; choose another name`;

const language = languageOf(targetsJsonSchema);
