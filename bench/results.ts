import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** A benchmark that has been run. */
export interface Results {
  machine: string;
  commit: string;
  node: string;
  date: string;
  rows: MeasuredRow[];
  /** the C++ program and sojourn on one thread, where there was a compiler */
  yardstick?: Comparison;
}

export interface MeasuredRow {
  scenario: string;
  strategy: string;
  threads: number;
  patients: number;
  /** of each repeat, in order */
  seconds: number[];
  fingerprint: string;
}

export interface Comparison {
  compiler: string;
  patients: number;
  /** of each turn, in order */
  seconds: { sojourn: number[]; cpp: number[] };
  /** largest distance from exact survival, in standard errors */
  distance: { cpp: number; sojourn: number };
}

const FOLDER = new URL('./results/', import.meta.url);

export function here(): Pick<Results, 'machine' | 'commit' | 'node' | 'date'> {
  const memory = Math.round(totalmem() / 2 ** 30);
  return {
    machine: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} threads, ${memory} GiB, ${process.platform} ${process.arch}`,
    commit: commit(),
    node: process.version,
    date: new Date().toISOString(),
  };
}

export function save(name: string, results: Results): string {
  mkdirSync(FOLDER, { recursive: true });
  const path = pathOf(name);
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
  return path;
}

/** @throws Error when there is none of that name */
export function load(name: string): Results {
  return JSON.parse(readFileSync(pathOf(name), 'utf8')) as Results;
}

/** @throws RangeError when the name could lead out of the folder */
function pathOf(name: string): string {
  if (!/^[\w.-]+$/.test(name))
    throw new RangeError(`"${name}" is no name of a result: letters, digits, - and . only`);
  return fileURLToPath(new URL(`${name}.json`, FOLDER));
}

/** The commit, with a plus where files differ from it; `unknown` outside a repository. */
function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: fileURLToPath(FOLDER.href.replace(/results\/$/, '')),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '..').trim() !== '';
    return git('rev-parse', '--short', 'HEAD').trim() + (changed ? '+' : '');
  } catch {
    return 'unknown';
  }
}
