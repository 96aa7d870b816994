import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { here } from '../results.ts';
import type { MeasuredPoint } from './measure.ts';
import type { GrowthName } from './points.ts';

/** The saved measurements of a growth. */
export interface GrowthResults extends ReturnType<typeof here> {
  /** the command that measured it */
  command: string;
  growth: GrowthName;
  rows: readonly MeasuredPoint[];
}

/** @throws RangeError if the name could lead out of the folder */
export function checkName(name: string): void {
  if (!/^\w[\w.-]*$/.test(name))
    throw new RangeError(`--save "${name}" is no name: letters, digits, - and . only`);
}

/** @returns path of bench/results/growth-GROWTH-NAME.json */
export function saveGrowth(name: string, results: GrowthResults): string {
  checkName(name);
  const folder = new URL('../results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const path = fileURLToPath(new URL(`growth-${results.growth}-${name}.json`, folder));
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
  return path;
}
