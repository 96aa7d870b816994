import { buildSubject } from './build.ts';
import { type Subjects, subjectsOf, type Timing } from './orders.ts';
import type { MeasuredRow, Results } from './results.ts';
import type { Row } from './rows.ts';
import { countsKeeper } from './same-counts.ts';
import { takeTurns } from './turns.ts';
import { compare } from './yardstick/compare.ts';
import { benchmark } from './yardstick/models.ts';

type Expect = ReturnType<typeof countsKeeper>;

/** Yardsticks take ten times as long to start as to run, so they have only twice as many turns. */
const YARDSTICK_TURNS = 2;

/**
 * Times every row; and the yardsticks, if the benchmark's scenario is among the rows.
 *
 * @throws Error if the same patients are not counted equally by every engine, on any number of threads and in every
 *   repeat, or if a yardstick or sojourn misses the exact values
 */
export async function measure(
  rows: readonly Row[],
  repeats: number,
): Promise<Pick<Results, 'rows' | 'yardsticks'>> {
  say('compile');
  const program = buildSubject({
    name: 'bench',
    project: new URL('./tsconfig.json', import.meta.url),
    program: 'bench/subject.ts',
  });
  const subjects = subjectsOf(program);
  try {
    const expectSame = countsKeeper();
    const firsts = await warmUp(rows, subjects, expectSame);
    const tasks = rows.map((row) => ({
      name: nameOf(row),
      run: async () => (await time(row, subjects, expectSame)).seconds,
    }));
    const seconds = await takeTurns(tasks, repeats, (repeat) => say(`repeat ${repeat} of ${repeats}`));
    const measured = rows.map((row, i): MeasuredRow => {
      const { strategy, threads, fingerprint } = firsts[i]!;
      return { ...row, strategy, threads, seconds: seconds[i]!, fingerprint };
    });
    const engines = [...new Set(rows.map(({ engine }) => engine))];
    const compared = rows.some(({ scenario }) => scenario === benchmark.scenario);
    const yardsticks = compared
      ? await compare(subjects, engines, YARDSTICK_TURNS * repeats, say)
      : undefined;
    return { rows: measured, yardsticks };
  } finally {
    subjects.end();
  }
}

/** Runs every row once, untimed: loops are compiled, threads started, and the counts of different ways compared. */
async function warmUp(rows: readonly Row[], subjects: Subjects, expectSame: Expect): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const row of rows) {
    say(`warm up ${nameOf(row)}`);
    timings.push(await time(row, subjects, expectSame));
    if (row.way === 'one') await time({ ...row, way: 'all' }, subjects, expectSame);
    if (row.way === 'cohorts') await time({ ...row, way: 'one' }, subjects, expectSame);
  }
  return timings;
}

async function time(row: Row, subjects: Subjects, expectSame: Expect): Promise<Timing> {
  const file = new URL(`../scenarios/${row.scenario}.yaml`, import.meta.url);
  const timing = await subjects.of(file, row.engine).time(row);
  expectSame(row, nameOf(row), timing.fingerprint);
  return timing;
}

function nameOf({ scenario, engine, way }: Row): string {
  const ways = { one: 'one thread', all: 'all threads', cohorts: 'small cohorts' };
  return `${scenario}, ${engine}, ${ways[way]}`;
}

/** Prints to stderr; stdout is reserved for the results. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
