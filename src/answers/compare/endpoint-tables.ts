import type { Cell } from '../../media/cell.ts';
import { plain } from '../../media/numbers.ts';
import type { Column, Row, Table } from '../../media/table.ts';
import type { CompareQuestions } from '../../study/compare/index.ts';
import { differenceCell, ratioCell, supportedCell, UNCERTAINTY, uncertaintyCell } from './cells.ts';
import type { CompareEndpoint, Difference } from './schema.ts';

/** The name of a strategy, and its comparison for one endpoint and group. */
export type NamedComparison = [name: string, found: CompareEndpoint];

/** The names in the titles of tables. */
export interface About {
  endpoint: string;
  reference: string;
  unit: string;
}

const STRATEGY: Column = { key: 'strategy', heading: 'strategy', isWord: true };
const RATIO: Column = { key: 'hazard_ratio', heading: 'HR', error: 'MCSE' };

/** A brief table: differences in survival and in the last restricted mean, and the hazard ratio. */
export function briefTable(rows: readonly NamedComparison[], { endpoint, reference, unit }: About): Table {
  const [, first] = rows[0]!;
  const mean = ({ rmst }: CompareEndpoint) => rmst.slice(-1);
  return {
    name: 'brief',
    title: `${endpoint}: difference in percentage points and in ${unit}s, hazard ratio (HR)`,
    columns: [STRATEGY, ...survivalColumns(first), ...mean(first).map(meanColumn), RATIO],
    rows: [
      {
        key: reference,
        cells: [
          `${reference}, % and ${unit}s`,
          ...referenceCells(first.survival, 'percent'),
          ...referenceCells(mean(first), 'figure'),
          '',
        ],
      },
      ...rowsOf(
        rows,
        (found) => [
          ...differenceCells(found.survival, 'percent'),
          ...differenceCells(mean(found), 'figure'),
          ratioCell(found.hazardRatio),
        ],
        (found) => [
          ...uncertaintyCells(found.survival, 'percent'),
          ...uncertaintyCells(mean(found), 'figure'),
          uncertaintyCell(found.hazardRatio, 'figure', false),
        ],
      ),
    ],
  };
}

/** The differences of one endpoint: in survival, in means and medians, and the hazard ratio. */
export function differenceTables(rows: readonly NamedComparison[], about: About): Table[] {
  return [survivalTable(rows, about), timesTable(rows, about), ratioTable(rows, about)];
}

function survivalTable(rows: readonly NamedComparison[], { endpoint, reference }: About): Table {
  const [, first] = rows[0]!;
  return {
    name: 'survival',
    title: `${endpoint}: difference in percentage points`,
    columns: [STRATEGY, ...survivalColumns(first)],
    rows: [
      { key: reference, cells: [`${reference}, %`, ...referenceCells(first.survival, 'percent')] },
      ...rowsOf(
        rows,
        ({ survival }) => differenceCells(survival, 'percent'),
        ({ survival }) => uncertaintyCells(survival, 'percent'),
      ),
    ],
  };
}

function timesTable(rows: readonly NamedComparison[], { endpoint, reference, unit }: About): Table {
  const [, first] = rows[0]!;
  const times = ({ rmst, medians }: CompareEndpoint) => [...rmst, ...medians];
  return {
    name: 'times',
    title: `${endpoint}: difference in ${unit}s; VR: variance reduction by common random numbers`,
    columns: [
      STRATEGY,
      ...[
        ...first.rmst.map(meanColumn),
        { key: 'median', heading: 'median', error: 'MCSE' as const },
      ].flatMap((column): Column[] => [
        column,
        { key: `${column.key}_variance_reduction`, heading: 'VR', isJoined: true },
      ]),
    ],
    rows: [
      {
        key: reference,
        cells: [
          `${reference}, ${unit}s`,
          ...referenceCells(times(first), 'figure').flatMap((cell): Cell[] => [cell, '']),
        ],
      },
      ...rowsOf(
        rows,
        (found) =>
          times(found).flatMap((one): Cell[] => [
            differenceCell(one, 'figure'),
            { value: one.varianceRatio, form: { as: 'times' } },
          ]),
        (found) => times(found).flatMap((one): Cell[] => [uncertaintyCell(one, 'figure'), '']),
      ),
    ],
  };
}

function ratioTable(rows: readonly NamedComparison[], { endpoint }: About): Table {
  const [, first] = rows[0]!;
  return {
    name: 'ratios',
    title: `${endpoint}: hazard ratio (HR), over all times and by period`,
    columns: [
      STRATEGY,
      RATIO,
      ...first.hazardRatio.periods.map(({ from, to }) => ({
        key: `hazard_ratio_${plain(from)}_${plain(to)}`,
        heading: `${plain(from)}-${plain(to)}`,
      })),
      { key: 'p_proportional', heading: 'P, proportional hazards' },
    ],
    rows: rowsOf(
      rows,
      ({ hazardRatio }) => [
        ratioCell(hazardRatio),
        ...hazardRatio.periods.map(ratioCell),
        { value: hazardRatio.proportionality?.p ?? null, form: { as: 'p-value' } },
      ],
      ({ hazardRatio }) => [
        uncertaintyCell(hazardRatio, 'figure', false),
        ...hazardRatio.periods.map((one) => uncertaintyCell(one, 'figure', false)),
        '',
      ],
    ),
  };
}

/** The other endpoints, a row for each strategy. */
export function otherTable(
  endpoints: readonly string[],
  rowsOf: (endpoint: string) => NamedComparison[],
  { at, rmst }: CompareQuestions,
  unit: string,
): Table {
  return {
    name: 'others',
    title: `Other endpoints: difference in percentage points and in ${unit}s, hazard ratio (HR)`,
    columns: [
      { key: 'endpoint', heading: 'endpoint', isWord: true },
      STRATEGY,
      ...at.map((time) => survivalColumn({ at: time })),
      ...rmst.slice(-1).map((tau) => meanColumn({ tau })),
      RATIO,
    ],
    rows: endpoints.flatMap((endpoint) =>
      rowsOf(endpoint).flatMap(([name, { survival, rmst: means, hazardRatio }]): Row[] => [
        {
          cells: [
            endpoint,
            name,
            ...differenceCells(survival, 'percent'),
            ...differenceCells(means.slice(-1), 'figure'),
            ratioCell(hazardRatio),
          ],
        },
        ...(hazardRatio.uncertainty
          ? [
              {
                isDetail: true,
                cells: [
                  UNCERTAINTY,
                  '',
                  ...uncertaintyCells(survival, 'percent'),
                  ...uncertaintyCells(means.slice(-1), 'figure'),
                  uncertaintyCell(hazardRatio, 'figure', false),
                ],
              },
            ]
          : []),
      ]),
    ),
  };
}

/** A row for each strategy, and where parameters were drawn one below it with the uncertainty intervals. */
function rowsOf(
  rows: readonly NamedComparison[],
  cellsOf: (found: CompareEndpoint) => Cell[],
  intervalsOf: (found: CompareEndpoint) => Cell[],
): Row[] {
  return rows.flatMap(([name, found]): Row[] => [
    { key: name, cells: [name, ...cellsOf(found)] },
    ...(found.hazardRatio.uncertainty
      ? [{ key: `${name} uncertainty`, isDetail: true, cells: [UNCERTAINTY, ...intervalsOf(found)] }]
      : []),
  ]);
}

function survivalColumns({ survival }: CompareEndpoint): Column[] {
  return survival.map(survivalColumn);
}

function survivalColumn({ at }: { at: number }): Column {
  return { key: `survival_${plain(at)}`, heading: `at ${plain(at)}`, error: 'MCSE' };
}

function meanColumn({ tau }: { tau: number }): Column {
  return { key: `rmst_${plain(tau)}`, heading: `RMST(${plain(tau)})`, error: 'MCSE' };
}

function referenceCells(differences: readonly Difference[], as: 'percent' | 'figure'): Cell[] {
  return differences.map(({ reference }) => supportedCell(reference, { as }));
}

function differenceCells(differences: readonly Difference[], as: 'percent' | 'figure'): Cell[] {
  return differences.map((difference) => differenceCell(difference, as));
}

function uncertaintyCells(differences: readonly Difference[], as: 'percent' | 'figure'): Cell[] {
  return differences.map((one) => uncertaintyCell(one, as));
}
