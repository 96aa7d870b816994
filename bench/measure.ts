import { Bench } from 'tinybench';
import { MONTHS, type Subject, startSubject, type Timing } from './orders.ts';
import type { Comparison, MeasuredRow } from './results.ts';
import { type Row, YARDSTICK } from './rows.ts';
import { checkSurvival, type Found } from './yardstick/check.ts';
import { compileYardstick } from './yardstick/illness-death.ts';

/**
 * Time every row `repeats` times.
 *
 * Each repeat goes once through all rows, so that a machine that is slow for a while is slow for all of them. The C++
 * program has its turn right after the row it is compared with.
 *
 * @throws Error when a row's fingerprint changes between repeats, or when C++ or sojourn miss the exact survival
 */
export async function measure(
  rows: readonly Row[],
  repeats: number,
): Promise<{ rows: MeasuredRow[]; yardstick?: Comparison }> {
  const subjects = new Map(rows.map(({ scenario }) => [scenario, startSubject(scenario)]));
  const compared = rows.find(({ scenario, threads }) => scenario === YARDSTICK && threads === 'one');
  const yardstick = compared && compileYardstick();
  if (compared && !yardstick) say(`no g++: bench/yardstick/illness-death.cpp is skipped\n`);
  try {
    const firsts = await warmUp(rows, subjects);
    const measured = rows.map((row, i): MeasuredRow => {
      const { strategy, threads, fingerprint } = firsts[i]!;
      return { scenario: row.scenario, strategy, threads, patients: row.patients, seconds: [], fingerprint };
    });
    const cpp: number[] = [];
    let distance: Comparison['distance'] | undefined;
    if (compared && yardstick) {
      const timing = firsts[rows.indexOf(compared)]!;
      distance = {
        cpp: checkSurvival('C++', yardstick.run(compared.patients, MONTHS).found),
        sojourn: checkSurvival('sojourn', foundBy(timing)),
      };
    }

    for (let repeat = 0; repeat < repeats; repeat++) {
      say(`repeat ${repeat + 1} of ${repeats}\n`);
      // one iteration each, and so the rows take turns; the time is what the processes measured themselves
      const bench = new Bench({ iterations: 1, time: 0, warmup: false });
      rows.forEach((row, i) => {
        const task = async () => {
          const { seconds, fingerprint } = await subjects.get(row.scenario)!.time(row);
          if (fingerprint !== measured[i]!.fingerprint) {
            throw new Error(`${row.scenario}: fingerprint ${fingerprint} after ${measured[i]!.fingerprint}`);
          }
          return { overriddenDuration: seconds * 1000 };
        };
        bench.add(nameOf(row), task, { async: true });
        if (row === compared && yardstick) {
          const cpp = async () => ({ overriddenDuration: yardstick.run(row.patients, []).seconds * 1000 });
          bench.add(CPP, cpp, { async: true });
        }
      });
      await bench.run();
      rows.forEach((row, i) => void measured[i]!.seconds.push(secondsOf(bench, nameOf(row))));
      if (compared && yardstick) cpp.push(secondsOf(bench, CPP));
    }
    if (!compared || !yardstick || !distance) return { rows: measured };
    const own = measured[rows.indexOf(compared)]!.seconds;
    const ratios = own.map((seconds, i) => cpp[i]! / seconds);
    const { compiler } = yardstick;
    return {
      rows: measured,
      yardstick: { compiler, patients: compared.patients, seconds: cpp, ratios, distance },
    };
  } finally {
    for (const subject of subjects.values()) subject.end();
    yardstick?.remove();
  }
}

const CPP = 'C++';

function nameOf({ scenario, threads }: Row): string {
  return `${scenario}, ${threads}`;
}

/** @throws Error whatever stopped the task */
function secondsOf(bench: Bench, name: string): number {
  const result = bench.getTask(name)!.result;
  if (result.state === 'errored') throw result.error;
  if (result.state !== 'completed') throw new Error(`${name} was ${result.state}`);
  return result.latency.mean / 1000;
}

/** Every row once, untimed: loops are compiled, threads started, and the work of one thread done by all. */
async function warmUp(rows: readonly Row[], subjects: ReadonlyMap<string, Subject>): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const row of rows) {
    say(`warm up ${row.scenario}, ${row.threads}\n`);
    const subject = subjects.get(row.scenario)!;
    const timing = await subject.time(row);
    timings.push(timing);
    if (row.threads === 'one') {
      const shared = await subject.time({ ...row, threads: 'all' });
      if (shared.fingerprint !== timing.fingerprint) {
        throw new Error(
          `${row.scenario}: ${shared.threads} threads counted ${shared.fingerprint}, one ${timing.fingerprint}`,
        );
      }
    }
  }
  return timings;
}

/** The yardstick's two paths are the two subgroups of the scenario. */
function foundBy({ events }: Timing): Found[] {
  return events.map(({ endpoint, member: [completed], patients, by }) => ({
    endpoint: endpoint as Found['endpoint'],
    path: completed ? 0 : 1,
    patients,
    months: MONTHS,
    events: by,
  }));
}

/** stdout is for the results. */
function say(text: string): void {
  process.stderr.write(text);
}
