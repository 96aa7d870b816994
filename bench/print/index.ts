import type { Results } from '../results.ts';
import { cohortTable, speedTables } from './rows.ts';
import { yardstickTables } from './yardsticks.ts';

/** Prints results as tables on stdout. */
export function print({ machine, commit, command, node, date, rows, yardsticks }: Results): void {
  const parts = [
    `${machine}\nNode ${node}, commit ${commit}, ${date}\n${command}`,
    ...speedTables(rows),
    ...cohortTable(rows),
    ...(yardsticks ? yardstickTables(yardsticks) : []),
  ];
  console.log(parts.join('\n\n'));
}
