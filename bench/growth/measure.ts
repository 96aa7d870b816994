import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from '../../src/card/statistics.ts';
import type { EngineName } from '../../src/kernel/primitives/index.ts';
import type { Costs, Measured } from './point.ts';
import type { Point } from './points.ts';

/** One repeat of a point, in its own process. */
export type Repeat = Costs & { megabytes: number };

/** A point and its measurements. */
export interface MeasuredPoint extends Point {
  engine: EngineName;
  threads: number;
  moves: number;
  fingerprint: string;
  /** each in a new process, in order */
  repeats: Repeat[];
  median: Repeat;
}

/** Work that takes longer than this many seconds is not repeated. */
const LONG = 5;

/**
 * Measures a point in new processes; only once if it takes long.
 *
 * @param program path of the compiled bench/growth/subject.ts
 * @throws Error if a process fails, or two processes count differently
 */
export async function measureRepeats(program: string, point: Point, repeats: number): Promise<MeasuredPoint> {
  const all: (Measured & Repeat)[] = [];
  let seconds = 0;
  while (all.length < (seconds > LONG ? 1 : repeats)) {
    const one = await measureOnce(program, point);
    all.push(one);
    seconds = one.compile + one.start + one.simulate + one.estimate;
    if (one.fingerprint !== all[0]!.fingerprint)
      throw new Error(
        `${nameOf(point)}: fingerprint ${one.fingerprint}, first it was ${all[0]!.fingerprint}`,
      );
  }
  const { engine, threads, moves, fingerprint } = all[0]!;
  const middle = (key: keyof Repeat) => median(all.map((one) => one[key]));
  return {
    ...point,
    engine,
    threads,
    moves,
    fingerprint,
    repeats: all.map(repeatOf),
    median: {
      compile: middle('compile'),
      start: middle('start'),
      simulate: middle('simulate'),
      estimate: middle('estimate'),
      megabytes: middle('megabytes'),
    },
  };
}

function repeatOf({ compile, start, simulate, estimate, megabytes }: Repeat): Repeat {
  return { compile, start, simulate, estimate, megabytes };
}

export function nameOf({ growth, size }: Point): string {
  return `${size.toLocaleString('en')} ${growth}`;
}

function measureOnce(program: string, point: Point): Promise<Measured & Repeat> {
  const benchmark = fileURLToPath(new URL('../../scenarios/benchmark.yaml', import.meta.url));
  // stdout belongs to the parent alone; and the child must not load TypeScript as the parent does
  const child = fork(program, [JSON.stringify(point), benchmark], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    let answer: (Measured & Repeat) | undefined;
    child.once('message', (message) => {
      answer = message as Measured & Repeat;
    });
    child.once('exit', (code, signal) =>
      answer
        ? resolve(answer)
        : reject(new Error(`${nameOf(point)}: the process ended with ${signal ?? code}`)),
    );
  });
}
