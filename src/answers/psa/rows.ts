import { csv, csvLine } from '../../media/csv.ts';
import type { PsaResult } from '../../study/psa/index.ts';

/** A row for each draw, strategy and outcome: the figure and its squared Monte Carlo standard error's root. */
export function* drawLines({ table }: PsaResult): Generator<string> {
  yield csvLine(['draw', 'strategy', 'outcome', 'value']);
  for (const [s, strategy] of table.strategies.entries())
    for (const [k, { name }] of table.outcomes.entries()) {
      const values = table.column(s, k);
      for (let d = 0; d < values.length; d++)
        yield csvLine([table.numbers[d]! + 1, strategy, name, values[d]]);
    }
}

/** A row for each draw, a column for each number that is drawn. */
export function* parameterLines({ table, drawn }: PsaResult): Generator<string> {
  const numbers = drawn.flatMap((one, i) =>
    one.kind === 'number' ? [{ name: one.name, column: table.parameter(i) }] : [],
  );
  yield csvLine(['draw', ...numbers.map(({ name }) => name)]);
  for (let d = 0; d < table.draws; d++)
    yield csvLine([table.numbers[d]! + 1, ...numbers.map(({ column }) => column[d])]);
}

/** Survival of every strategy and endpoint over time: mean and 95% band of the draws. */
export function bandsCsv({ table, curveTimes }: PsaResult, endpoints: readonly string[]): string {
  const rows = table.strategies.flatMap((strategy, s) =>
    endpoints.flatMap((endpoint, e) => {
      const [mean, lower, upper] = [
        table.curveMean(s, e),
        table.curveQuantile(s, e, 0.025),
        table.curveQuantile(s, e, 0.975),
      ];
      return curveTimes.map((time, t) => [strategy, endpoint, time, mean[t], lower[t], upper[t]]);
    }),
  );
  return csv(['strategy', 'endpoint', 'time', 'mean', 'lower', 'upper'], rows);
}
