import type { Problem } from '../../language/problem.ts';
import type { Range } from './ranges.ts';
import type { RawQuantity } from './schema.ts';

export type Path = Problem['path'];

/** Collects what is wrong with a design while it is resolved. */
export interface Issues {
  problems: Problem[];
  add(path: Path, message: string): void;
  /** a number of the design, if it is as it must be */
  number(raw: RawQuantity | undefined, path: Path, range: Range): number | undefined;
  /** what `make` returns; if it throws a RangeError, adds an issue and returns undefined */
  attempt<T>(path: Path, make: () => T): T | undefined;
}

export function collectIssues(): Issues {
  const problems: Problem[] = [];
  const add = (path: Path, message: string) => {
    const isReported = problems.some(
      (problem) => problem.message === message && problem.path.join('\n') === path.join('\n'),
    );
    if (!isReported) problems.push({ path, message, severity: 'error' });
  };
  return {
    problems,
    add,
    number: (raw, path, range) => {
      if (raw === undefined) return undefined;
      const value = numberIn(raw);
      if (range.holds(value)) return value;
      const last = path[path.length - 1]!;
      const name = typeof last === 'number' ? `${String(path[path.length - 2])}[${last}]` : last;
      add(path, `${name} is ${value}, must be ${range.must(value)}`);
      return undefined;
    },
    attempt: (path, make) => {
      try {
        return make();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        add(path, error.message);
        return undefined;
      }
    },
  };
}

export function numberIn(raw: RawQuantity): number {
  return typeof raw === 'number' ? raw : raw.value;
}

/** Without what rounding adds. */
export function shown(time: number): string {
  return String(Number(time.toPrecision(6)));
}
