import { whole } from '../src/report/numbers.ts';
import { table } from '../src/report/table.ts';
import type { Comparison, MeasuredRow, Results } from './results.ts';
import { median, ratiosOf, speedOf } from './statistics.ts';

/** Results as tables on stdout. */
export function print({ machine, commit, node, date, rows, yardstick }: Results): void {
  console.log(`${machine}\nNode ${node}, commit ${commit}, ${date}\n`);
  console.log('Million patients a second: median of the repeats, slowest and fastest\n');
  const columns = [
    { heading: 'scenario', align: 'left' as const },
    { heading: 'strategy', align: 'left' as const },
    { heading: 'threads' },
    { heading: 'patients' },
    { heading: 'M/s' },
    { heading: 'slowest' },
    { heading: 'fastest' },
    { heading: 'fingerprint', align: 'left' as const },
  ];
  console.log(table(columns, rows.map(cellsOf)));
  if (yardstick) console.log(`\n${comparison(yardstick)}`);
}

function cellsOf(row: MeasuredRow): string[] {
  const { scenario, strategy, threads, patients, fingerprint } = row;
  return [scenario, strategy, `${threads}`, whole(patients), ...speeds(row), fingerprint];
}

function speeds(row: { patients: number; seconds: readonly number[] }): string[] {
  const { median: middle, slowest, fastest } = speedOf(row);
  return [middle, slowest, fastest].map(millions);
}

function millions(speed: number): string {
  return (speed / 1e6).toFixed(2);
}

function comparison(yardstick: Comparison): string {
  const { compiler, patients, seconds, distance } = yardstick;
  const ratios = ratiosOf(yardstick);
  const programs = [
    ['sojourn', seconds.sojourn, distance.sojourn],
    ['C++', seconds.cpp, distance.cpp],
  ] as const;
  const rows = programs.map(([name, taken, distant]) => [
    name,
    whole(patients),
    ...speeds({ patients, seconds: taken }),
    distant.toFixed(1),
  ]);
  const fastest = Math.min(...seconds.cpp) / Math.min(...seconds.sojourn);
  const digits = (ratio: number) => ratio.toFixed(2);
  return [
    `The benchmark on one thread, ${ratios.length} turns each; C++ by ${compiler}\n`,
    table(
      [
        { heading: 'program', align: 'left' },
        { heading: 'patients' },
        { heading: 'M/s' },
        { heading: 'slowest' },
        { heading: 'fastest' },
        { heading: 'SE from exact survival, at most' },
      ],
      rows,
    ),
    `\nsojourn / C++: ${digits(median(ratios))}, median of the turns (${digits(ratios[0]!)} to ${digits(ratios.at(-1)!)}); fastest / fastest ${digits(fastest)}`,
  ].join('\n');
}

/**
 * Results beside earlier ones.
 *
 * @returns whether the same work has another fingerprint now: other results, not only another speed
 */
export function printAgainst(now: Results, name: string, earlier: Results): boolean {
  const keyOf = ({ scenario, strategy, threads }: MeasuredRow) => `${scenario} ${strategy} ${threads === 1}`;
  let differs = false;
  const rows = now.rows.map((row) => {
    const before = earlier.rows.find((other) => keyOf(other) === keyOf(row));
    if (!before) return [row.scenario, `${row.threads}`, '-', millions(speedOf(row).median), '-', 'new'];
    const speed = [before, row].map((one) => speedOf(one).median) as [number, number];
    const same = before.fingerprint === row.fingerprint;
    const sameWork = before.patients === row.patients;
    if (sameWork && !same) differs = true;
    const result = !sameWork ? 'other work' : same ? 'same' : `DIFFERS from ${before.fingerprint}`;
    const ratio = (speed[1] / speed[0]).toFixed(2);
    return [row.scenario, `${row.threads}`, ...speed.map(millions), ratio, result];
  });
  console.log(`\nAgainst ${name}: commit ${earlier.commit}, Node ${earlier.node}, ${earlier.date}`);
  if (earlier.machine !== now.machine) console.log(`which ran on another machine: ${earlier.machine}`);
  console.log();
  const columns = [
    { heading: 'scenario', align: 'left' as const },
    { heading: 'threads' },
    { heading: 'then' },
    { heading: 'now' },
    { heading: 'now / then' },
    { heading: 'fingerprint', align: 'left' as const },
  ];
  console.log(table(columns, rows));
  if (now.yardstick && earlier.yardstick) {
    const [then, today] = [earlier.yardstick, now.yardstick].map((one) => median(ratiosOf(one)).toFixed(2));
    console.log(`\nsojourn / C++: ${then} then, ${today} now`);
  }
  return differs;
}
