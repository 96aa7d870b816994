import { plain, standardError, wholeUp } from '../../media/numbers.ts';
import { MCSE, table } from '../../media/text/table.ts';
import { exactPercent, meanCell, shareCell, words } from '../trial/cells.ts';
import type { Characteristics, Formula, SimulatedFigure } from '../trial/schema.ts';
import type { PowerAnswer } from './schema.ts';

/** Power, error, and what trials take. */
export function summaryTable({
  design,
  alternative,
  null: none,
  nullFutilityObeyed: obeyed,
  closedForm,
}: PowerAnswer): string {
  const { unit, sides } = design;
  const cells = (found: SimulatedFigure, truth: Characteristics['truth'], isShare: boolean) => [
    isShare ? shareCell(found, truth) : meanCell(found),
    standardError(found.mcse, isShare ? 100 : 1),
  ];
  const nothing = ['-', '-'];
  const row = (
    name: string,
    of: (found: Characteristics) => SimulatedFigure | null,
    closed: string,
    isShare = false,
  ) => {
    const pair = (found: Characteristics | null) => {
      const one = found && of(found);
      return one && one.value !== null ? cells(one, found.truth, isShare) : nothing;
    };
    return [name, ...pair(alternative), closed, ...pair(none), ...pair(obeyed)];
  };
  const closed = (value: number | undefined, decimals: number) =>
    value === undefined ? '-' : value.toFixed(decimals);
  const chanceOf = (kind: 'efficacy' | 'opposite') =>
    closedForm ? exactPercent(closedForm.atAnyLook[kind]) : '-';
  const power = closedForm === null ? '-' : exactPercent(closedForm.power);
  const rows = [
    ...(sides === 2
      ? [
          row('claims of either, %', ({ rejected }) => rejected, power, true),
          row('claims of benefit, %', ({ benefit }) => benefit, chanceOf('efficacy'), true),
          row('claims of the opposite, %', ({ opposite }) => opposite, chanceOf('opposite'), true),
        ]
      : [row('claims of benefit, %', ({ rejected }) => rejected, power, true)]),
    ...([alternative, none, obeyed].some((one) => one && one.withoutStatistic.value! > 0)
      ? [row('no statistic, no claim, %', ({ withoutStatistic }) => withoutStatistic, '-', true)]
      : []),
    row('events when it stops', ({ expected }) => expected.events, closed(closedForm?.expected.events, 1)),
    row(
      'patients entered by then',
      ({ expected }) => expected.patients,
      closed(closedForm?.expected.patients, 1),
    ),
    row(`duration, ${unit}s`, ({ expected }) => expected.time, closed(closedForm?.expected.time, 2)),
    ...(alternative.screened ? [row('patients screened', ({ screened }) => screened, '-')] : []),
  ];
  const heads = ['alternative', 'MCSE', 'closed form', 'no effect', 'MCSE', 'futility obeyed', 'MCSE'];
  // columns of nothing are left out
  const [hasNull, hasObeyed] = [none !== null, obeyed !== null];
  const isThere = [true, true, closedForm !== null, hasNull, hasNull, hasObeyed, hasObeyed];
  const kept = (cells: readonly string[]) => cells.filter((_, i) => isThere[i]);
  return table(
    [words(''), ...kept(heads).map((heading) => ({ heading }))],
    rows.map(([name, ...cells]) => [name!, ...kept(cells)]),
  );
}

/** The distribution of the estimate. */
export function estimateTable({ estimate }: Characteristics): string {
  const { kind, mean, quantiles } = estimate;
  if (mean.value === null) return '';
  const favours = kind === 'hazard ratio' ? ', treatment over control, below 1 favours treatment' : '';
  return `Estimated ${kind}${favours}, when the trial stops: mean and quantiles\n\n${table(
    [{ heading: 'mean' }, MCSE, ...quantiles.map(({ p }) => ({ heading: `${plain(100 * p)}%` }))],
    [[meanCell(mean), standardError(mean.mcse), ...quantiles.map(meanCell)]],
  )}`;
}

/** What formulas say. */
export function formulaTable(formulas: readonly Formula[], { target }: { target: number | null }): string {
  if (formulas.length === 0) return '';
  const sizes =
    target === null ? [] : [{ heading: `events for ${plain(100 * target)}%` }, { heading: 'patients' }];
  return table(
    [words('formula'), { heading: 'power, %' }, ...sizes],
    formulas.map(({ name, power, events, patients }) => [
      name,
      exactPercent(power),
      ...(target === null
        ? []
        : [events === null ? 'none' : wholeUp(events), patients === null ? 'none' : wholeUp(patients)]),
    ]),
  );
}
