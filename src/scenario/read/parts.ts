import type { z } from 'zod';
import type { Language } from '../../language/language.ts';
import type { Problem } from '../../language/problem.ts';
import { type ShapeProblem, shapeProblems, valueAt } from '../../language/shapes.ts';
import type { LeftOut } from './left-out.ts';

type Path = Problem['path'];

export interface Parsed<T> {
  /** undefined where too little is right to look any further */
  value?: T;
  /** paths in the file */
  problems: ShapeProblem[];
  /** names of entries that were left out */
  dropped: Set<string>;
  /** entries of lists that were left out, by their paths in the file */
  leftOut: LeftOut[];
  /** the path in the file of a path in `value`, where entries of lists were left out */
  inFile(path: Path): Path;
}

/**
 * Parse, leave out what has errors, and parse again, until the rest is right: so that a file with one wrong shape is
 * still read for everything else. Where something must stand, a stand-in does.
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
    // zod compiles a schema at its first use, which pays only from some dozen files on
    const result = schema.safeParse(rest, { jitless: true });
    if (result.success) return { value: result.data, problems, dropped, leftOut, inFile };
    const found = shapeProblems(result.error.issues, rest, language);
    // what is missing because it was left out has been told
    const told = found.filter(({ path, missing }) => !missing || !put.has(path.join('\n')));
    for (const problem of told) problems.push({ ...problem, path: inFile(problem.path) });
    const gone = new Map<unknown[], Gone>();
    let changed = false;
    for (const { path } of found) changed = putAside(rest, path, aside, gone) || changed;
    for (const [list, one] of gone) closeUp(list, one, aside);
    if (!changed) return { problems, dropped, leftOut, inFile };
  }
}

interface Aside {
  dropped: Set<string>;
  /** by path in the file of a list that lost entries, the index in the file of each that is left */
  kept: Map<string, number[]>;
  /** paths that were left out or stood in for */
  put: Set<string>;
  leftOut: LeftOut[];
}

/** Entries of a list that go in one round, together, so that the places of the others stay right until then. */
interface Gone {
  /** of the list, in the file */
  path: Path;
  indices: Set<number>;
}

/** Stands where the time is wrong; no time in the file lies beyond this horizon. */
const standIns: Record<string, unknown> = {
  scenario: 'untitled',
  time: { unit: 'month', origin: 'start', horizon: 7800 },
};

/** Leave out what a path leads into, or put a stand-in there. @returns whether anything changes */
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

/** How deep the entry lies that a wrong value spoils: one transition, one branch list, else one entry of a section. */
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

/** Take entries out of a list for good. */
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
