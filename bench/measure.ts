import { buildSubject } from './build.ts';
import { type Subject, startSubject, type Timing } from './orders.ts';
import type { Comparison, MeasuredRow } from './results.ts';
import { type Row, YARDSTICK } from './rows.ts';
import { takeTurns } from './turns.ts';
import { compare } from './yardstick/compare.ts';

/**
 * Time every row, and the C++ program beside sojourn where the benchmark's scenario is among the rows.
 *
 * @throws Error when a row's fingerprint changes between repeats or with the number of threads, or when C++ or
 *   sojourn miss the exact survival
 */
export async function measure(
  rows: readonly Row[],
  repeats: number,
): Promise<{ rows: MeasuredRow[]; yardstick?: Comparison }> {
  const subjects = startSubjects(rows);
  try {
    const firsts = await warmUp(rows, subjects);
    const tasks = rows.map((row, i) => ({
      name: `${row.scenario}, ${row.threads}`,
      run: async () => {
        const { seconds, fingerprint } = await subjects.get(row.scenario)!.time(row);
        expectSame(row.scenario, fingerprint, firsts[i]!.fingerprint);
        return seconds;
      },
    }));
    const seconds = await takeTurns(tasks, repeats, (repeat) => say(`repeat ${repeat} of ${repeats}`));
    const measured = rows.map(({ scenario, patients }, i): MeasuredRow => {
      const { strategy, threads, fingerprint } = firsts[i]!;
      return { scenario, strategy, threads, patients, seconds: seconds[i]!, fingerprint };
    });
    const subject = subjects.get(YARDSTICK);
    return { rows: measured, yardstick: subject && (await compare(subject, 5 * repeats, say)) };
  } finally {
    for (const subject of subjects.values()) subject.end();
  }
}

/** One for each scenario, though it has two rows. */
function startSubjects(rows: readonly Row[]): Map<string, Subject> {
  say('compile');
  const program = buildSubject();
  const scenarios = new Set(rows.map(({ scenario }) => scenario));
  return new Map([...scenarios].map((scenario) => [scenario, startSubject(program, scenario)]));
}

/** Every row once, untimed: loops are compiled, threads started, and the work of one thread is done by all. */
async function warmUp(rows: readonly Row[], subjects: ReadonlyMap<string, Subject>): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const row of rows) {
    say(`warm up ${row.scenario}, ${row.threads}`);
    const subject = subjects.get(row.scenario)!;
    const timing = await subject.time(row);
    timings.push(timing);
    if (row.threads === 'one') {
      const shared = await subject.time({ ...row, threads: 'all' });
      expectSame(`${row.scenario} on ${shared.threads} threads`, shared.fingerprint, timing.fingerprint);
    }
  }
  return timings;
}

function expectSame(what: string, fingerprint: string, first: string): void {
  if (fingerprint !== first) throw new Error(`${what}: fingerprint ${fingerprint}, first it was ${first}`);
}

/** stdout is for the results. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
