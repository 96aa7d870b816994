import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { EngineName } from '../src/kernel/primitives/index.ts';
import type { Row } from './rows.ts';

/** The results of a benchmark. */
export interface Results {
  machine: string;
  commit: string;
  /** the command as typed */
  command: string;
  node: string;
  date: string;
  rows: MeasuredRow[];
  /** only if the benchmark's scenario is among the rows */
  yardsticks?: Comparison;
}

export interface MeasuredRow extends Row {
  strategy: string;
  threads: number;
  /** one for each repeat, in order */
  seconds: number[];
  fingerprint: string;
}

/** Programs that simulated the same model on one thread, in turns. */
export interface Comparison {
  programs: MeasuredProgram[];
  /** programs whose tool is missing, and what is missing */
  skipped: { program: string; missing: string }[];
}

export interface MeasuredProgram {
  /** the scenario of the model */
  model: string;
  program: string;
  /** for sojourn, its engine */
  engine?: EngineName;
  /** the tool that ran or compiled it, with its version */
  tool: string;
  patients: number;
  /** one for each turn, in order */
  seconds: number[];
  /** largest distance of its figures from the exact values, in standard errors */
  distance: number;
}

const FOLDER = new URL('./results/', import.meta.url);

/** The machine, the commit and the date, for all kinds of results. */
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

/** @throws RangeError if there is no such file, or it is of another kind */
export function load(name: string): Results {
  if (!existsSync(pathOf(name)))
    throw new RangeError(`bench/results/ has no ${name}.json; --save writes one`);
  const results = JSON.parse(readFileSync(pathOf(name), 'utf8')) as Partial<Results>;
  if (!results.rows?.every(({ engine, way }) => engine && way))
    throw new RangeError(`bench/results/${name}.json has no rows by engine: it was saved by another program`);
  return results as Results;
}

/** @throws RangeError if the name could lead out of the folder */
function pathOf(name: string): string {
  if (!/^[\w.-]+$/.test(name))
    throw new RangeError(`"${name}" is no name of a result: letters, digits, - and . only`);
  return fileURLToPath(new URL(`${name}.json`, FOLDER));
}

/** The commit, with a plus sign if files differ from it; `unknown` outside a repository. */
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
