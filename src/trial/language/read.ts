import { languageOf } from '../../language/language.ts';
import type { Place } from '../../language/places.ts';
import type { Problem } from '../../language/problem.ts';
import { shapeProblems } from '../../language/shapes.ts';
import { readYaml } from '../../language/yaml.ts';
import { designJsonSchema, type RawTrial, trialSchemaFor } from './schema.ts';

/** A problem in a design file, and its place in the text; lines and columns count from 1. */
export interface LocatedProblem {
  line: number;
  column: number;
  message: string;
}

export interface ReadTrial {
  /** undefined if the file has a syntax error or a wrong shape */
  trial?: RawTrial;
  problems: LocatedProblem[];
  /** line and column of the node at a path */
  locate(path: Problem['path']): Place;
}

/**
 * Reads a design from YAML text: checks syntax and shapes, and reports all problems at once. `resolveTrial` resolves
 * names.
 *
 * @example
 * ```ts
 * import { readTrial } from 'sojourn';
 *
 * const { problems } = readTrial('trial: Mine\narms: { control: { median: 12 } }\n');
 * for (const { line, column, message } of problems.slice(0, 1)) console.log(`${line}:${column} ${message}`);
 * // 1:1 unit is missing, must be day, week, month or year
 * ```
 */
export function readTrial(text: string): ReadTrial {
  const file = readYaml(text, { what: 'a design', start: 'trial: its title' });
  const problems: LocatedProblem[] = file.problems.map(({ message, place }) => ({ ...place, message }));
  const locate = (path: Problem['path']) => file.locate(path);
  if (file.content === undefined) return { problems, locate };
  // a compiled zod schema pays only from some dozen files on
  const parsed = trialSchemaFor(file.content).safeParse(file.content, { jitless: true });
  if (parsed.success)
    return problems.length > 0 ? { problems, locate } : { trial: parsed.data, problems, locate };
  for (const { path, message, ofKey } of shapeProblems(parsed.error.issues, file.content, language))
    problems.push({ ...file.locate(path, ofKey ? 'key' : 'value'), message });
  return { problems: inOrder(problems), locate };
}

/** Sorts problems by place and removes duplicates. */
export function inOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const once = new Map(
    problems.map((problem) => [`${problem.line}:${problem.column} ${problem.message}`, problem]),
  );
  return [...once.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

const language = languageOf(designJsonSchema);
