import type { z } from 'zod';
import { languageOf } from '../language/language.ts';
import type { Place } from '../language/places.ts';
import type { Problem } from '../language/problem.ts';
import { readYaml } from '../language/yaml.ts';
import { lostStates } from './read/left-out.ts';
import { parseByParts } from './read/parts.ts';
import {
  type EvidenceFile,
  evidenceSchema,
  type Scenario,
  scenarioJsonSchema,
  scenarioSchema,
} from './schema/index.ts';

/** The content of a file, its problems of syntax and shape, and the places of its parts. */
export interface ReadResult {
  /** undefined if the file is not a scenario; entries with errors of shape are left out */
  scenario?: Scenario;
  /** a file with published figures alone, without a model */
  evidence?: EvidenceFile;
  problems: Problem[];
  /** names of entries that were left out because of their shape */
  dropped: ReadonlySet<string>;
  /** line and column (from 1) of a problem, found by its path object, or of the node at a path of the content */
  locate(path: Problem['path']): Place;
}

/**
 * Reads a scenario from YAML text: syntax and shapes. Names are looked up later, by `resolve`.
 *
 * All problems are reported at once: an entry with an error is left out, and the rest is still read.
 */
export function readScenario(text: string): ReadResult {
  const problems: Problem[] = [];
  const places = new Map<Problem['path'], Place>();
  const add = (message: string, place: Place, path: Problem['path'] = []) => {
    const problem: Problem = { path: [...path], message, severity: 'error' };
    places.set(problem.path, place);
    problems.push(problem);
  };
  const file = readYaml(text, { what: 'a scenario', start: 'scenario: its title' });
  let locate = (_path: Problem['path']): Place => ({ line: 1, column: 1 });
  const result = (found: { scenario?: Scenario; evidence?: EvidenceFile; dropped?: Set<string> } = {}) => ({
    dropped: new Set<string>(),
    ...found,
    problems,
    locate: (path: Problem['path']) => places.get(path) ?? locate(path),
  });
  for (const { message, place } of file.problems) add(message, place);
  const { content } = file;
  if (content === undefined) return result();
  try {
    const parse = <T extends z.ZodType>(schema: T) => {
      const parsed = parseByParts(schema, content, language);
      for (const { path, message, ofKey } of parsed.problems)
        add(message, file.locate(path, ofKey ? 'key' : 'value'), path);
      for (const { path, message } of lostStates(content, parsed.leftOut))
        add(message, file.locate(path), path);
      locate = (path) => file.locate(parsed.inFile(path));
      return parsed;
    };
    if (isFiguresAlone(content)) {
      const { value, dropped } = parse(evidenceSchema);
      return result({ evidence: value, dropped });
    }
    const { value, dropped } = parse(scenarioSchema);
    return result({ scenario: value, dropped });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    add('lists and mappings are nested too deeply; a scenario has a dozen levels at most', {
      line: 1,
      column: 1,
    });
    return result();
  }
}

/** A file of published figures alone has no section of a model. */
function isFiguresAlone(content: object): boolean {
  if (['states', 'time', 'start', 'endpoints'].some((key) => key in content)) return false;
  return 'figures' in content || 'identities' in content;
}

const language = languageOf(scenarioJsonSchema);
