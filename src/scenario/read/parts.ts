import type { z } from 'zod';
import type { Language } from '../../language/language.ts';
import type { Problem } from '../../language/problem.ts';
import { type ShapeProblem, shapeProblems, valueAt } from '../../language/shapes.ts';
import type { LeftOut } from './left-out.ts';

type Path = Problem['path'];

export interface Parsed<T> {
  /** undefined if too many parts are wrong for any further check */
  value?: T;
  /** their paths are paths in the file */
  problems: ShapeProblem[];
  /** names of entries that were left out */
  dropped: Set<string>;
  /** list entries that were left out, with their paths in the file */
  leftOut: LeftOut[];
  /** converts a path in `value` to a path in the file; they differ after a list entry that was left out */
  inFile(path: Path): Path;
}

/**
 * Parses, leaves out the entries with errors, and parses again until no error is left. So a file with one wrong entry
 * is still checked in all other parts. A required section that is wrong is replaced by a stand-in.
 */
export function parseByParts<T extends z.ZodType>(
  schema: T,
  content: object,
  language: Language,
): Parsed<z.infer<T>> {
  const problems: ShapeProblem[] = [];
  const rest = structuredClone(content) as Record<string, unknown>;
  const aside: Aside = { dropped: new Set(), kept: new Map(), put: new Set(), leftOut: [] };
  const { dropped, leftOut, put } = aside;
  const inFile = (path: Path) => pathInFile(path, aside);
  for (;;) {
    // zod's compiled parsers pay only after some dozen files
    const result = schema.safeParse(rest, { jitless: true });
    if (result.success) return { value: result.data, problems, dropped, leftOut, inFile };
    const issues = shapeProblems(result.error.issues, rest, language);
    // something missing because it was left out has been reported already
    const reported = issues.filter(({ path, missing }) => !missing || !put.has(path.join('\n')));
    for (const problem of reported) problems.push({ ...problem, path: inFile(problem.path) });
    const gone = new Map<unknown[], Gone>();
    let changed = false;
    for (const { path } of issues) changed = putAside(rest, path, aside, gone) || changed;
    for (const [list, entries] of gone) closeUp(list, entries, aside);
    if (!changed) return { problems, dropped, leftOut, inFile };
  }
}

interface Aside {
  dropped: Set<string>;
  /** for each list that lost entries, by path in the file: the original index of each entry that is left */
  kept: Map<string, number[]>;
  /** paths that were left out or replaced by a stand-in */
  put: Set<string>;
  leftOut: LeftOut[];
}

/** List entries that one round leaves out; they are removed together, so that indices stay valid during the round. */
interface Gone {
  /** path of the list in the file */
  path: Path;
  indices: Set<number>;
}

/** Stand-ins for required sections. No time in a file is later than this horizon. */
const standIns: Record<string, unknown> = {
  scenario: 'untitled',
  time: { unit: 'month', origin: 'start', horizon: 7800 },
};

/** Leaves out the entry that contains a path, or replaces it by a stand-in. @returns whether the content changed */
function putAside(
  content: Record<string, unknown>,
  path: Path,
  aside: Aside,
  gone: Map<unknown[], Gone>,
): boolean {
  const top = String(path[0]);
  const standIn =
    top === 'start'
      ? firstState(content)
      : valueAt(standIns, top === 'time' && path[1] !== undefined ? path.slice(0, 2) : [top]);
  if (standIn !== undefined) {
    const at = path.slice(0, top === 'time' && path.length > 1 ? 2 : 1);
    const name = at.join('\n');
    if (aside.put.has(name)) return false;
    aside.put.add(name);
    const holder = valueAt(content, at.slice(0, -1)) as Record<string, unknown>;
    holder[String(at[at.length - 1])] = structuredClone(standIn);
    return true;
  }
  return leaveOut(content, path.slice(0, levelsOf(path)), aside, gone);
}

function firstState({ states }: Record<string, unknown>): string | undefined {
  return typeof states === 'object' && states !== null ? Object.keys(states)[0] : undefined;
}

/**
 * The number of path elements that name the entry to leave out: one transition, one list of branches, or else one entry
 * of a section.
 */
function levelsOf(path: Path): number {
  const base = path[0] === 'strategies' ? 2 : 0;
  const section = path[base];
  const inner = path[base + 2];
  if (section === 'states' && inner === 'transitions') return Math.min(path.length, base + 4);
  if (section === 'states' && inner !== undefined) return base + 3;
  if (section === 'follow-up') return base + 1;
  return Math.min(path.length, base + 2);
}

function leaveOut(
  content: Record<string, unknown>,
  path: Path,
  aside: Aside,
  gone: Map<unknown[], Gone>,
): boolean {
  const holder = path.length === 0 ? undefined : valueAt(content, path.slice(0, -1));
  const key = path[path.length - 1]!;
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return false;
  if (Array.isArray(holder)) {
    const going = gone.get(holder) ?? { path: pathInFile(path.slice(0, -1), aside), indices: new Set() };
    gone.set(holder, going);
    going.indices.add(Number(key));
  } else {
    delete (holder as Record<string, unknown>)[String(key)];
    aside.dropped.add(String(key));
    aside.put.add(path.join('\n'));
  }
  return true;
}

/** Removes the entries of a round from a list. */
function closeUp(list: unknown[], { path, indices }: Gone, { kept, leftOut }: Aside): void {
  const name = path.join('\n');
  const before = kept.get(name) ?? list.map((_, i) => i);
  for (const index of indices) leftOut.push({ path: [...path, before[index]!], value: list[index] });
  kept.set(
    name,
    before.filter((_, i) => !indices.has(i)),
  );
  const rest = list.filter((_, i) => !indices.has(i));
  list.length = 0;
  for (const entry of rest) list.push(entry);
}

function pathInFile(path: Path, { kept }: Aside): Path {
  const result: Path = [];
  for (const key of path) {
    const indices = typeof key === 'number' ? kept.get(result.join('\n')) : undefined;
    result.push(indices?.[key as number] ?? key);
  }
  return result;
}
