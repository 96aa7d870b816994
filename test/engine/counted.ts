import type { Plan } from '../../src/plan.ts';
import type { Model } from '../../src/scenario/model.ts';
import { FOLLOW_UP } from '../../src/scenario/model.ts';
import { sumCounters, sumTracks, type Tally } from '../../src/tally.ts';
import { describe } from '../oracle/cohort.ts';
import type { PatientRecord } from '../oracle/simulate.ts';

/** All counts of a tally by name, independent of tracks and counters. */
export interface Counted {
  /** patients by subgroups: `true,false,...` in the scenario's order */
  cells: Record<string, number>;
  /** `name hits` and `name among` */
  proportions: Record<string, number>;
  /** times by grid row; the last row is for times after the horizon */
  times: Record<string, Float64Array>;
}

/** The counts of a tally by name. */
export function countedByEngine({ graph, readout }: Plan, tally: Tally): Counted {
  const counted: Counted = { cells: {}, proportions: {}, times: {} };
  for (const { member, counter } of readout.cells) counted.cells[member.join()] = tally.counters[counter]!;
  for (const { name, hits, among } of readout.proportions) {
    counted.proportions[`${name} hits`] = sumCounters(tally, hits);
    counted.proportions[`${name} among`] = sumCounters(tally, among);
  }
  for (const { name, causes, cells } of readout.endpoints) {
    cells.forEach(({ events, censored, observed }, c) => {
      const where = `${name} [${readout.cells[c]!.member}]`;
      causes.forEach((cause, k) => {
        counted.times[`${where} ${cause}`] = sumTracks(tally, events[k]!);
      });
      counted.times[`${where} censored`] = sumTracks(tally, censored);
      if (observed) {
        counted.times[`${where} seen`] = sumTracks(tally, observed.events);
        counted.times[`${where} lost`] = sumTracks(tally, observed.censored);
      }
    });
  }
  for (const { name, atZero, entries, exits } of readout.states) {
    const into = sumTracks(tally, entries);
    into[0]! += sumCounters(tally, atZero);
    counted.times[`into ${name}`] = into;
    counted.times[`out of ${name}`] = sumTracks(tally, exits);
  }
  // some tracks do not count times after the horizon
  for (const rows of Object.values(counted.times)) rows[graph.grid.rows] = 0;
  return counted;
}

/** The same counts from the oracle's patients. */
export function countedByOracle(model: Model, records: PatientRecord[]): Counted {
  const rows = model.horizon * model.rowsPerUnit + 1;
  const counted: Counted = { cells: {}, proportions: {}, times: {} };
  const count = (where: string, time: number) => {
    counted.times[where] ??= new Float64Array(rows + 1);
    const row = Math.ceil(time * model.rowsPerUnit);
    if (row < rows) counted.times[where]![row]!++;
  };
  for (const record of records) {
    const cell = model.subgroups.map(({ name }) => record.subgroups[name]).join();
    counted.cells[cell] = (counted.cells[cell] ?? 0) + 1;
    const end = model.timers.some(({ name }) => name === FOLLOW_UP) ? record.followUp! : undefined;
    for (const { name } of model.endpoints) {
      const { time, cause } = record.endpoints[name]!;
      const where = `${name} [${cell}]`;
      if (time < Infinity) count(`${where} ${cause ?? 'censored'}`, time);
      if (end !== undefined) {
        const seen = cause !== undefined && time <= end;
        count(`${where} ${seen ? 'seen' : 'lost'}`, Math.min(time, end));
      }
    }
    const decisions = new Set(model.states.flatMap((s) => (s.branches.length > 0 ? [s.name] : [])));
    record.path.forEach(({ state, entry }, i) => {
      if (decisions.has(state)) return;
      count(`into ${state}`, entry);
      const next = record.path[i + 1];
      if (next) count(`out of ${state}`, next.entry);
    });
  }
  for (const [name, { events, of }] of Object.entries(describe(model, records, []).proportions)) {
    counted.proportions[`${name} hits`] = events;
    counted.proportions[`${name} among`] = of;
  }
  return counted;
}

/** The differences between two sets of counts. */
export interface Difference {
  /** cells and proportions that differ, in words */
  counts: string[];
  /** by track: the largest number of times on different sides of one row edge, and the sum over all edges */
  edges: { where: string; most: number; total: number; times: number }[];
}

export function differenceOf(engine: Counted, oracle: Counted): Difference {
  const counts: string[] = [];
  for (const kind of ['cells', 'proportions'] as const) {
    for (const key of union(engine[kind], oracle[kind])) {
      const [a, b] = [engine[kind][key] ?? 0, oracle[kind][key] ?? 0];
      if (a !== b) counts.push(`${kind} ${key}: engine ${a}, oracle ${b}`);
    }
  }
  const edges = union(engine.times, oracle.times).map((where) => {
    const [a, b] = [engine.times[where], oracle.times[where]];
    let [most, total, times, over] = [0, 0, 0, 0];
    for (let row = 0; row < (a ?? b)!.length; row++) {
      over += (a?.[row] ?? 0) - (b?.[row] ?? 0);
      times += Math.max(a?.[row] ?? 0, b?.[row] ?? 0);
      most = Math.max(most, Math.abs(over));
      total += Math.abs(over);
    }
    return { where, most, total, times };
  });
  return { counts, edges };
}

/**
 * Accepted differences between engine and oracle: how many of some times may lie on different sides of row edges. The
 * engine's tables are accurate to 2e-8 in probability, so at each edge at most that share is moved. For the sum over
 * all edges: the mean plus four standard deviations of a Poisson number, plus one.
 */
export function mostMoved(times: number, rows: number): number {
  const mean = 2e-8 * times * rows;
  return 1 + mean + 4 * Math.sqrt(mean);
}

function union(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}
