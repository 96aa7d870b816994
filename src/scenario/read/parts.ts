import type { z } from 'zod';
import type { Problem } from '../problem.ts';
import type { LeftOut } from './left-out.ts';
import { type ShapeProblem, shapeProblems, valueAt } from './shapes.ts';

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
  keysAt: (path: Path) => readonly string[],
): Parsed<z.infer<T>> {
  const problems: ShapeProblem[] = [];
  const dropped = new Set<string>();
  const rest = structuredClone(content) as Record<string, unknown>;
  const left = new Map<string, number[]>();
  const put = new Set<string>();
  const leftOut: LeftOut[] = [];
  const inFile = (path: Path) => pathInFile(path, left);
  for (;;) {
    // zod compiles a schema at its first use, which pays only from some dozen files on
    const result = schema.safeParse(rest, { jitless: true });
    if (result.success) return { value: result.data, problems, dropped, leftOut, inFile };
    const found = shapeProblems(result.error.issues, rest, (path) => keysAt(path));
    // what is missing because it was left out has been told
    const told = found.filter(({ path, missing }) => !missing || !put.has(path.join('\n')));
    problems.push(...told.map((problem) => ({ ...problem, path: inFile(problem.path) })));
    let changed = false;
    // the last entry of a list first, so that the places of the others stay right
    for (const { path } of found.toReversed())
      changed = putAside(rest, path, { dropped, left, put, leftOut }) || changed;
    if (!changed) return { problems, dropped, leftOut, inFile };
  }
}

interface Aside {
  dropped: Set<string>;
  /** by path of a list in the file, the indices of its entries that were left out */
  left: Map<string, number[]>;
  /** paths that were left out or stood in for */
  put: Set<string>;
  leftOut: LeftOut[];
}

/** Stands where the time is wrong; no time in the file lies beyond this horizon. */
const standIns: Record<string, unknown> = {
  scenario: 'untitled',
  time: { unit: 'month', origin: 'start', horizon: 7800 },
};

/** Leave out what a path leads into, or put a stand-in there. @returns whether anything has changed */
function putAside(content: Record<string, unknown>, path: Path, aside: Aside): boolean {
  const top = String(path[0]);
  const standIn =
    top === 'start'
      ? firstState(content)
      : path[1] === undefined || top === 'scenario'
        ? standIns[top]
        : valueAt(standIns, path.slice(0, 2));
  if (standIn !== undefined) {
    const at = path.slice(0, top === 'time' && path.length > 1 ? 2 : 1);
    const name = at.join('\n');
    if (aside.put.has(name)) return false;
    aside.put.add(name);
    const holder = valueAt(content, at.slice(0, -1)) as Record<string, unknown>;
    holder[String(at[at.length - 1])] = structuredClone(standIn);
    return true;
  }
  return leaveOut(content, path.slice(0, levelsOf(path)), aside);
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
  { dropped, left, put, leftOut }: Aside,
): boolean {
  const holderPath = path.slice(0, -1);
  const holder = path.length === 0 ? undefined : valueAt(content, holderPath);
  const key = path[path.length - 1]!;
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return false;
  if (Array.isArray(holder)) {
    const inFile = pathInFile(path, left);
    const name = inFile.slice(0, -1).join('\n');
    left.set(name, [...(left.get(name) ?? []), Number(inFile[inFile.length - 1])]);
    leftOut.push({ path: inFile, value: holder[Number(key)] });
    holder.splice(Number(key), 1);
  } else {
    delete (holder as Record<string, unknown>)[String(key)];
    dropped.add(String(key));
    put.add(path.join('\n'));
  }
  return true;
}

function pathInFile(path: Path, left: ReadonlyMap<string, readonly number[]>): Path {
  const result: Path = [];
  for (const key of path) {
    let index = key;
    if (typeof index === 'number') {
      for (const gone of [...(left.get(result.join('\n')) ?? [])].sort((a, b) => a - b))
        if (gone <= index) index++;
    }
    result.push(index);
  }
  return result;
}
