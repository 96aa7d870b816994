import { table } from '../../src/media/text/table.ts';
import type { Comparison, MeasuredRow, Results } from '../results.ts';
import { ratioOf, speedOf } from '../statistics.ts';
import { millions, threeDigits } from './speeds.ts';

/**
 * Prints results beside earlier ones.
 *
 * @returns whether the same work now has another fingerprint: its results changed, not only its speed
 */
export function printAgainst(now: Results, name: string, earlier: Results): boolean {
  const compared = now.rows.map((row) => compareRow(row, earlier.rows));
  console.log(`\nAgainst ${name}: commit ${earlier.commit}, Node ${earlier.node}, ${earlier.date}`);
  if (earlier.machine !== now.machine) console.log(`which ran on another machine: ${earlier.machine}`);
  const columns = [
    { heading: 'scenario', align: 'left' as const },
    { heading: 'engine', align: 'left' as const },
    { heading: 'way', align: 'left' as const },
    { heading: 'M/s then' },
    { heading: 'now' },
    { heading: 'now / then' },
    { heading: 'fingerprint', align: 'left' as const },
  ];
  const rows = compared.map(({ cells }) => cells);
  console.log(`\n${table(columns, rows)}`);
  if (now.yardsticks && earlier.yardsticks) {
    const lines = ratioLines(now.yardsticks, earlier.yardsticks);
    if (lines.length > 0) console.log(`\n${lines.join('\n')}`);
  }
  return compared.some(({ differs }) => differs);
}

function compareRow(
  row: MeasuredRow,
  earlier: readonly MeasuredRow[],
): { cells: string[]; differs: boolean } {
  const keyOf = ({ scenario, strategy, engine, way }: MeasuredRow) =>
    [scenario, strategy, engine, way].join(' ');
  const before = earlier.find((other) => keyOf(other) === keyOf(row));
  const speed = speedOf(row).median;
  const name = [row.scenario, row.engine, row.way];
  if (!before) return { cells: [...name, '-', millions(speed), '-', 'new'], differs: false };
  const then = speedOf(before).median;
  const same = before.fingerprint === row.fingerprint;
  const sameWork = before.patients === row.patients;
  const result = !sameWork ? 'other work' : same ? 'same' : `DIFFERS from ${before.fingerprint}`;
  return {
    cells: [...name, millions(then), millions(speed), threeDigits(speed / then), result],
    differs: sameWork && !same,
  };
}

/** Lines on how many times as fast as each program sojourn was and is. */
function ratioLines(now: Comparison, then: Comparison): string[] {
  const before = ratiosIn(then);
  return [...ratiosIn(now)].flatMap(([name, ratio]) => {
    const earlier = before.get(name);
    return earlier === undefined ? [] : [`${name}: ${threeDigits(earlier)} then, ${threeDigits(ratio)} now`];
  });
}

function ratiosIn({ programs }: Comparison): Map<string, number> {
  const sojourn = programs.filter(({ engine }) => engine);
  const pairs = sojourn.flatMap((engine) =>
    programs
      .filter((other) => !other.engine && other.model === engine.model)
      .map((other) => [`${engine.program} / ${other.program}`, ratioOf(engine, other)] as const),
  );
  return new Map(pairs);
}
