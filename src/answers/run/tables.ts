import type { Questions } from '../../estimates/index.ts';
import { type Cell, countCell, figureCell, percentCell } from '../../media/cell.ts';
import { plain } from '../../media/numbers.ts';
import type { Column, Table } from '../../media/table.ts';
import { percentCells, percentColumns, timeCells, timeColumns } from './columns.ts';
import type { RunEndpoint, RunStrategy } from './schema.ts';

const words = (heading: string): Column => ({ key: heading, heading, isWord: true });

/** Proportions with a denominator above 0. */
export function proportionTable({ proportions }: RunStrategy): Table {
  return {
    name: 'proportions',
    title: 'Proportions',
    columns: [
      words('proportion'),
      { key: 'percent', heading: '%', error: 'MCSE' },
      { key: 'among', heading: 'among' },
    ],
    rows: Object.entries(proportions)
      .filter(([, { of }]) => of > 0)
      .map(([name, { title, value, mcse, of }]) => ({
        key: name,
        cells: [title, percentCell(value, mcse), countCell(of)],
      })),
  };
}

/** Proportions of several strategies side by side; an empty cell: the strategy does not have it. */
export function proportionsSideBySide(strategies: Readonly<Record<string, RunStrategy>>): Table {
  const entries = Object.entries(strategies);
  const titles = new Map(
    entries.flatMap(([, { proportions }]) =>
      Object.entries(proportions).flatMap(([name, { title, of }]) =>
        of > 0 ? [[name, title] as const] : [],
      ),
    ),
  );
  return {
    name: 'proportions',
    title: 'Proportions, %',
    columns: [
      words('proportion'),
      ...entries.map(([key, { title }]): Column => ({ key, heading: title, error: 'MCSE' })),
    ],
    rows: [...titles].map(([name, title]) => ({
      key: name,
      cells: [
        title,
        ...entries.map(([, { proportions }]): Cell => {
          const found = proportions[name];
          return found && found.of > 0 ? percentCell(found.value, found.mcse) : '';
        }),
      ],
    })),
  };
}

/** Survival of all patients, then of each subgroup. */
export function survivalTable(result: RunStrategy, { at }: Questions, unit: string): Table {
  return {
    name: 'survival',
    title: `Survival, time in ${unit}s`,
    columns: [
      words('endpoint'),
      words('group'),
      { key: 'patients', heading: 'patients' },
      ...percentColumns(at, 'survival'),
    ],
    rows: groupsOf(result).map(({ names, found }) => ({
      cells: [...names, countCell(found.n), ...percentCells(found.survival)],
    })),
  };
}

/** Medians and restricted means of all patients, then of each subgroup. */
export function timeTable(result: RunStrategy, unit: string): Table {
  const groups = groupsOf(result);
  return {
    name: 'times',
    title: `Median and restricted mean survival time, in ${unit}s`,
    columns: [words('endpoint'), words('group'), ...(groups[0] ? timeColumns(groups[0].found) : [])],
    rows: groups.map(({ names, found }) => ({ cells: [...names, ...timeCells(found)] })),
  };
}

/** All patients first, then each subgroup. */
function groupsOf({ endpoints, subgroups }: RunStrategy): { names: string[]; found: RunEndpoint }[] {
  const groups: [string, RunStrategy['endpoints']][] = [
    ['all', endpoints],
    ...Object.entries(subgroups).map(([group, one]): [string, typeof endpoints] => [group, one.endpoints]),
  ];
  return Object.keys(endpoints).flatMap((endpoint) =>
    groups.flatMap(([group, own]) => {
      const endpointFigures = own[endpoint];
      return endpointFigures ? [{ names: [endpoint, group], found: endpointFigures }] : [];
    }),
  );
}

export function incidenceTable({ endpoints }: RunStrategy, { at }: Questions, unit: string): Table {
  return {
    name: 'incidence',
    title: `Cumulative incidence by cause, time in ${unit}s`,
    columns: [words('endpoint'), words('cause'), ...percentColumns(at, 'incidence')],
    rows: Object.entries(endpoints).flatMap(([endpoint, { incidence = {} }]) =>
      Object.entries(incidence).map(([cause, figures]) => ({
        cells: [endpoint, cause, ...percentCells(figures)],
      })),
    ),
  };
}

/** States that some patient was in. */
export function stateTable({ occupancy, meanTimes }: RunStrategy, { at }: Questions, unit: string): Table {
  const times = at.filter((time) => occupancy.times.includes(time));
  const shareAt = (state: string, time: number): Cell => {
    const k = occupancy.times.indexOf(time);
    return percentCell(occupancy.states[state]![k]!, occupancy.mcse[state]![k]!);
  };
  return {
    name: 'states',
    title: `States: share of all patients in each, and mean time there up to the horizon (its MCSE is an upper bound), in ${unit}s`,
    columns: [
      words('state'),
      ...percentColumns(times, 'share'),
      { key: 'mean', heading: 'mean time', error: 'MCSE' },
    ],
    rows: Object.entries(meanTimes)
      .filter(([, { value }]) => value > 0)
      .map(([state, { value, mcse }]) => ({
        key: state,
        cells: [state, ...times.map((time) => shareAt(state, time)), figureCell(value, mcse)],
      })),
  };
}

export function observedTable({ endpoints }: RunStrategy, { at }: Questions, unit: string): Table {
  return {
    name: 'observed',
    title: `Under the scenario's follow-up: Kaplan-Meier estimate with Greenwood's standard error, time in ${unit}s`,
    columns: [
      words('endpoint'),
      ...at.flatMap((time): Column[] => [
        { key: `survival_${plain(time)}`, heading: `% at ${plain(time)}`, error: 'SE' },
        { key: `at_risk_${plain(time)}`, heading: 'at risk', isJoined: true },
      ]),
    ],
    rows: Object.entries(endpoints).flatMap(([endpoint, { observed }]) =>
      observed
        ? [
            {
              key: endpoint,
              cells: [
                endpoint,
                ...observed.survival.flatMap(({ value, mcse, atRisk }) => [
                  percentCell(value, mcse),
                  countCell(atRisk),
                ]),
              ],
            },
          ]
        : [],
    ),
  };
}
