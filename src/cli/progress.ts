import { Presets, SingleBar } from 'cli-progress';
import { rate, whole } from '../media/numbers.ts';
import { writeErr } from './terminal.ts';

/** Milliseconds between progress lines of a long run. */
const PAUSE = 10_000;

/** The progress of a run, on stderr: a bar on a terminal, else a line every ten seconds. */
export interface Progress {
  update(done: number, planned: number): void;
  stop(): void;
}

/** @param what the unit that is counted */
export function startProgress(planned: number, what = 'patients'): Progress {
  const pace = startPace();
  return process.stderr.isTTY ? bar(planned, what, pace) : lines(planned, what, pace);
}

type Pace = (done: number, of: number) => { done: string; planned: string; speed: string; left: string };

function startPace(): Pace {
  const started = performance.now();
  return (done, of) => {
    const seconds = (performance.now() - started) / 1000;
    const left = done === 0 ? '-' : duration((seconds * (of - done)) / done);
    return { done: whole(done), planned: whole(of), speed: done === 0 ? '-' : rate(done / seconds), left };
  };
}

function bar(planned: number, what: string, pace: Pace): Progress {
  const shown = new SingleBar(
    {
      stream: process.stderr,
      // the most important part first: a narrow terminal cuts off the end
      format: `{bar} {percentage}%  {speed} ${what}/s  {left} left  {done} of {planned}`,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 20,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  shown.start(planned, 0, pace(0, planned));
  return {
    update(done, of) {
      shown.setTotal(of);
      shown.update(done, pace(done, of));
    },
    stop: () => shown.stop(),
  };
}

function lines(planned: number, what: string, pace: Pace): Progress {
  let state: [done: number, of: number] = [0, planned];
  let last = performance.now();
  const say = () => {
    if (performance.now() - last < PAUSE) return;
    last = performance.now();
    const { done, planned: of, speed, left } = pace(...state);
    writeErr(
      state[0] === 0
        ? `0 of ${of} ${what}\n`
        : `${done} of ${of} ${what} (${Math.floor((100 * state[0]) / state[1])}%), ${speed} a second, ${left} left\n`,
    );
  };
  // while no update comes, a timer prints lines; while the work blocks timers, updates print them
  const timer = setInterval(say, PAUSE / 10).unref();
  return {
    update(done, of) {
      state = [done, of];
      say();
    },
    stop: () => clearInterval(timer),
  };
}

/** 45 s, 3 min 20 s, 2 h 5 min */
function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}
