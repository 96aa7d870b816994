import { whole } from '../src/report/numbers.ts';
import { table } from '../src/report/table.ts';
import type { Comparison, MeasuredRow, Results } from './results.ts';
import { median, speedOf } from './statistics.ts';

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
  const { compiler, ratios, distance } = yardstick;
  const [middle, slowest, fastest] = speeds(yardstick);
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  return [
    `The benchmark in C++, one thread: ${middle} million patients a second (${slowest} to ${fastest}), ${compiler}`,
    `sojourn / C++ on one thread: ${median(ratios).toFixed(2)}, median of ${ratios.length} repeats in turns (${low.toFixed(2)} to ${high.toFixed(2)})`,
    `Furthest from exact survival, in standard errors: C++ ${distance.cpp.toFixed(1)}, sojourn ${distance.sojourn.toFixed(1)}`,
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
    const [then, today] = [earlier.yardstick, now.yardstick].map(({ ratios }) => median(ratios).toFixed(2));
    console.log(`\nsojourn / C++: ${then} then, ${today} now`);
  }
  return differs;
}
