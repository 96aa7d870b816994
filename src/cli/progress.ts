import { Presets, SingleBar } from 'cli-progress';
import { rate, whole } from '../report/numbers.ts';

/** A progress bar on stderr while stderr is a terminal; silent otherwise. */
export interface Progress {
  update(done: number, planned: number): void;
  stop(): void;
}

/** @param what is counted */
export function startProgress(planned: number, what = 'patients'): Progress {
  if (!process.stderr.isTTY) return { update() {}, stop() {} };
  const started = performance.now();
  const bar = new SingleBar(
    {
      stream: process.stderr,
      // what a narrow terminal cuts off stands last
      format: `{bar} {percentage}%  {speed} ${what}/s  {left} left  {done} of {planned}`,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 20,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  bar.start(planned, 0, describe(0, planned));

  function describe(done: number, of: number) {
    const seconds = (performance.now() - started) / 1000;
    const left = done === 0 ? '-' : duration((seconds * (of - done)) / done);
    return { done: whole(done), planned: whole(of), speed: done === 0 ? '-' : rate(done / seconds), left };
  }

  return {
    update(done, of) {
      bar.setTotal(of);
      bar.update(done, describe(done, of));
    },
    stop: () => bar.stop(),
  };
}

/** 45 s, 3 min 20 s, 2 h 5 min */
function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}
