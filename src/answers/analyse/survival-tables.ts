import { countCell, type IntervalCell } from '../../media/cell.ts';
import { plain } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import { dataCell, numbers, pCell, timeCell, words } from './cells.ts';
import type { Analysed } from './schema.ts';
import { groupsOf, hasCauses, percentOf, titled } from './words.ts';

/** Patients, events and the median of each group, with its limits by each transformation. */
export function medianTable(analysis: Analysed): Table {
  const limits = ({ lower, upper }: { lower: number | null; upper: number | null }): IntervalCell => ({
    ...{ lower, upper },
    form: { as: 'from data' },
  });
  const title = `median (${percentOf(analysis)} CI by transformation: plain, log, log-log)`;
  return {
    name: 'median',
    title: titled(title, hasCauses(analysis)),
    columns: [...words('group'), ...numbers(['n', 'events', 'median', 'plain', 'log', 'log-log'])],
    rows: groupsOf(analysis).map(([name, { n, events, median }]) => ({
      key: name,
      cells: [
        name,
        countCell(n),
        countCell(events),
        dataCell(median.value, 'not reached'),
        limits(median.plain),
        limits(median.log),
        limits(median['log-log']),
      ],
    })),
  };
}

/** Survival and cumulative hazard of each group at the landmarks. */
export function survivalTable(analysis: Analysed): Table {
  const several = hasCauses(analysis);
  const groups = groupsOf(analysis);
  const title = `${several ? 'event-free' : 'survival'} (Kaplan-Meier, ${analysis.interval} ${percentOf(analysis)} CI), cumulative hazard (Nelson-Aalen)`;
  const hasEnded = groups.some(([, { survival }]) => survival.some(({ atRisk }) => atRisk === 0));
  return {
    name: 'survival',
    title: titled(title, several),
    columns: [
      ...words('group'),
      ...numbers(['time', 'at risk', 'survival', 'se', 'lower', 'upper', 'hazard']),
      ...numbers(['se'], '_hazard'),
    ],
    rows: groups.flatMap(([name, { survival, cumulativeHazard }]) =>
      survival.map(({ at, atRisk, value, se, lower, upper }, i) => ({
        key: `${name} ${at}`,
        cells: [
          name,
          timeCell(at),
          countCell(atRisk),
          ...[value, se, lower, upper].map((one) => dataCell(one)),
          dataCell(cumulativeHazard[i]!.value),
          dataCell(cumulativeHazard[i]!.se),
        ],
      })),
    ),
    ...(hasEnded && {
      notes: ['At risk 0: nobody of the group was followed so far; what was known at its last time stands.'],
    }),
  };
}

/** Cumulative incidences at the landmarks; without rows if there is one cause. */
export function incidenceTable(analysis: Analysed): Table {
  return {
    name: 'incidence',
    title: 'Cumulative incidence by cause (Aalen-Johansen)',
    columns: [...words('group', 'cause'), ...numbers(['time', 'incidence', 'se'])],
    rows: groupsOf(analysis).flatMap(([name, { incidence = {} }]) =>
      Object.entries(incidence).flatMap(([cause, points]) =>
        points.map(({ at, value, se }) => ({
          key: `${name} ${cause} ${at}`,
          cells: [name, cause, timeCell(at), dataCell(value), dataCell(se)],
        })),
      ),
    ),
  };
}

/** Restricted means of each group, and their difference and ratio for two groups. */
export function meansTable(analysis: Analysed): Table {
  const { rmst, tau, order } = analysis;
  const several = hasCauses(analysis);
  const mean = several ? 'restricted mean event-free time' : 'restricted mean survival time';
  const [first, second] = order;
  const contrasts = rmst
    ? ([
        [`${second} - ${first}`, rmst.difference],
        [`${second} / ${first}`, rmst.ratio],
      ] as const)
    : [];
  return {
    name: 'rmst',
    title: titled(`${mean} up to ${plain(tau)}, ${percentOf(analysis)} interval`, several),
    columns: [...words('group'), ...numbers(['mean', 'se', 'lower', 'upper', ...(rmst ? ['P'] : [])])],
    rows: [
      ...groupsOf(analysis).map(([name, { rmst: own }]) => ({
        key: name,
        cells: [
          name,
          ...[own.value, own.se, own.lower, own.upper].map((one) => dataCell(one)),
          ...(rmst ? [''] : []),
        ],
      })),
      ...contrasts.map(([name, { value, se, lower, upper, p }]) => ({
        key: name,
        cells: [name, ...[value, se, lower, upper].map((one) => dataCell(one)), pCell(p)],
      })),
    ],
  };
}
