import { Bench } from 'tinybench';

/** Something to be timed. */
export interface Task {
  name: string;
  /** does the work; seconds of it, as measured where it was done */
  run: () => Promise<number> | number;
}

/**
 * Time tasks in turns: each repeat goes once through all of them, so that a machine that is slow for a while is slow
 * for all.
 *
 * @param onRepeat told the number of each repeat, from 1
 * @returns for each task the seconds of its repeats, in order
 * @throws whatever a task throws
 */
export async function takeTurns(
  tasks: readonly Task[],
  repeats: number,
  onRepeat: (repeat: number) => void = () => {},
): Promise<number[][]> {
  const seconds: number[][] = tasks.map(() => []);
  for (let repeat = 1; repeat <= repeats; repeat++) {
    onRepeat(repeat);
    const bench = new Bench({ iterations: 1, time: 0, warmup: false });
    for (const { name, run } of tasks) {
      bench.add(name, async () => ({ overriddenDuration: (await run()) * 1000 }), { async: true });
    }
    await bench.run();
    bench.tasks.forEach(({ name, result }, i) => {
      if (result.state === 'errored') throw result.error;
      if (result.state !== 'completed') throw new Error(`${name} was ${result.state}`);
      seconds[i]!.push(result.latency.mean / 1000);
    });
  }
  return seconds;
}
