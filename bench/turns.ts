import { Bench } from 'tinybench';

/** Work to be timed. */
export interface Task {
  name: string;
  /** does the work; returns its seconds, as measured where it was done */
  run: () => Promise<number> | number;
}

/**
 * Times tasks in turns: each repeat goes once through all of them, so that a slow period of the machine affects all.
 *
 * @param onRepeat called with the number of each repeat, from 1
 * @returns for each task, the seconds of its repeats, in order
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
