import { whole } from '../../src/media/numbers.ts';
import { type Column, table } from '../../src/media/text/table.ts';
import type { Comparison, MeasuredProgram } from '../results.ts';
import { ratioOf } from '../statistics.ts';
import { models } from '../yardstick/models.ts';
import { SPEEDS, speeds, threeDigits } from './speeds.ts';

/** A table for each model: every program on one thread, and how many times as fast as it sojourn is. */
export function yardstickTables({ programs, skipped }: Comparison): string[] {
  const tables = models.flatMap(({ scenario, title }) => {
    const those = programs.filter(({ model }) => model === scenario);
    return those.length === 0 ? [] : [`${title}\n\n${tableOf(those)}`];
  });
  const reasons = skipped.map(({ program, missing }) => `${program} is skipped: ${missing}`);
  return reasons.length === 0 ? tables : [...tables, reasons.join('\n')];
}

function tableOf(programs: readonly MeasuredProgram[]): string {
  const sojourn = programs.filter(({ engine }) => engine);
  const columns: Column[] = [
    { heading: 'program', align: 'left' },
    { heading: 'patients' },
    ...SPEEDS,
    { heading: 'SE from exact' },
    ...sojourn.map(({ engine }) => ({ heading: `${engine} / it` })),
    { heading: 'tool', align: 'left' },
  ];
  const rows = programs.map((one) => [
    one.program,
    whole(one.patients),
    ...speeds(one),
    one.distance.toFixed(1),
    ...sojourn.map((engine) => (engine === one ? '' : threeDigits(ratioOf(engine, one)))),
    one.tool,
  ]);
  return table(columns, rows);
}
