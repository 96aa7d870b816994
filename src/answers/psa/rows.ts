import { exp } from '../../math/elementary.ts';
import { csv, csvLine } from '../../media/csv.ts';
import type { PsaResult } from '../../study/psa/index.ts';

/** A row for each draw, strategy and outcome with the figure; a hazard ratio is relative to the reference. */
export function* drawLines({ table }: PsaResult): Generator<string> {
  yield csvLine(['draw', 'strategy', 'outcome', 'value']);
  for (const [s, strategy] of table.strategies.entries())
    for (const [k, { name, unit }] of table.outcomes.entries()) {
      if (unit === 'ratio' && s === 0) continue;
      const values = table.column(s, k);
      for (let d = 0; d < values.length; d++)
        yield csvLine([
          table.numbers[d]! + 1,
          strategy,
          name,
          unit === 'ratio' ? exp(values[d]!) : values[d],
        ]);
    }
}

/** A row for each draw, a column for each drawn number. */
export function* parameterLines({ table, drawn }: PsaResult): Generator<string> {
  const numbers = drawn.flatMap((one, i) =>
    one.kind === 'number' ? [{ name: one.name, column: table.parameter(i) }] : [],
  );
  yield csvLine(['draw', ...numbers.map(({ name }) => name)]);
  for (let d = 0; d < table.draws; d++)
    yield csvLine([table.numbers[d]! + 1, ...numbers.map(({ column }) => column[d])]);
}

/** Survival of every strategy and endpoint over time: mean over the draws and 95% band of the parameters. */
export function bandsCsv({ table, curveTimes }: PsaResult, endpoints: readonly string[]): string {
  const rows = table.strategies.flatMap((strategy, s) =>
    endpoints.flatMap((endpoint, e) => {
      const [mean, lower, upper] = [
        table.curves.mean(s, e),
        table.curves.quantile(s, e, 0.025),
        table.curves.quantile(s, e, 0.975),
      ];
      return curveTimes.map((time, t) => [strategy, endpoint, time, mean[t], lower[t], upper[t]]);
    }),
  );
  return csv(['strategy', 'endpoint', 'time', 'mean', 'lower', 'upper'], rows);
}
