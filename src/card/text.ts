import type { Card, CardRow } from './card.ts';
import type { Spread } from './statistics.ts';
import { millions, percentage, threeDigits } from './tables.ts';

const WIDTH = 80;

/**
 * A short text to paste into a message: the machine, the figures, and the fingerprints that prove that the work was
 * the same. At most 12 lines of 80 characters for two engines.
 */
export function cardText({ place, quick, rows, small, same, repeats, seed }: Card): string {
  const { version, date, processor, threads, memoryGiB, platform, runtime } = place;
  const most = Math.max(...rows.map((row) => row.threads));
  const onOne = rows.filter((row) => row.threads === 1);
  const head = ['scenario', 'engine', '1 thread', ...(most > 1 ? [`${most} threads`, 'efficiency'] : [])];
  const lines = [
    `sojourn ${version} on ${date}${quick ? ', a quick card' : ''}`,
    processor,
    `${threads} ${threads === 1 ? 'thread' : 'threads'}, ${memoryGiB} GiB, ${platform}, ${runtime}`,
    `million patients a second, median of ${repeats} (slowest-fastest), seed ${seed}`,
    columns(head),
    ...onOne.map((row) => columns(cellsOf(row, rows))),
    `${small[0]!.patients} patients: ${small.map(({ engine, spread }) => `${engine} ${threeDigits(spread.median)}`).join(', ')} microseconds`,
    ...printLines(rows),
    same
      ? 'fingerprints as expected: the same work as on every machine'
      : 'FINGERPRINTS DIFFER from those expected: NOT the same work, times cannot be compared',
  ];
  return lines.map(cut).join('\n');
}

function cellsOf(row: CardRow, rows: readonly CardRow[]): string[] {
  const { scenario, engine, speed } = row;
  const all = rows.find((row) => row.scenario === scenario && row.engine === engine && row.threads > 1);
  if (!all) return [scenario, engine, range(speed)];
  const limit = all.efficiencyLimit! < 0.995 ? ` of ${percentage(all.efficiencyLimit!)}` : '';
  return [scenario, engine, range(speed), range(all.speed), `${percentage(all.efficiency!)}${limit}`];
}

function range({ median, least, most }: Spread): string {
  return `${millions(median)} (${millions(least)}-${millions(most)})`;
}

/** Column widths: as wide as `stage-iv-rectal`, `typescript` and `12.3 (12.2-12.4)`. */
const widths = [15, 10, 17, 17, 11];

function columns(cells: readonly string[]): string {
  return cells
    .map((cell, i) => cell.padEnd(widths[i]!))
    .join('  ')
    .trimEnd();
}

/** The fingerprints, two on a line. */
function printLines(rows: readonly CardRow[]): string[] {
  const distinct = new Set(rows.map(({ scenario, fingerprint }) => `${scenario} ${fingerprint}`));
  const all = [...distinct];
  return Array.from({ length: Math.ceil(all.length / 2) }, (_, i) => all.slice(2 * i, 2 * i + 2).join(', '));
}

/** Cuts a line to 80 characters: some processors have very long names. */
function cut(line: string): string {
  const letters = [...line];
  return letters.length <= WIDTH ? line : `${letters.slice(0, WIDTH - 3).join('')}...`;
}
