import { cellsOf, gridTimes } from '../../estimates/life-tables.ts';
import type { Counts } from '../../kernel/engine.ts';
import type { Chunk, EndpointReadout, Plan } from '../../plan.ts';
import type { Executor } from '../../run/executor.ts';
import { jobOf, type SimulateOptions } from '../../run/simulate.ts';
import type { LifeTable } from '../../survival/index.ts';
import { addRange } from '../../tally.ts';
import { piecesOf } from './batches.ts';

/** A curve that is computed for every strategy. */
export interface AskedCurve {
  endpoint: string;
  /** all patients unless given */
  subgroup?: string;
}

/** The counts of one batch under one strategy. */
export interface BatchCounts {
  /** in the order of `asked` */
  tables: LifeTable[];
  counters: Float64Array;
}

export interface CollectOptions extends Pick<SimulateOptions, 'seed' | 'engine' | 'generator' | 'signal'> {
  executor: Executor;
  asked: readonly AskedCurve[];
  /** called with the outcomes of every piece, in any order */
  onOutcomes?: (piece: Chunk, outcomes: Float64Array[]) => void;
  /** called with the number of patients that are newly done */
  onProgress?: (patients: number) => void;
}

/** Simulates batches of patients under one strategy and keeps what comparisons need of each. */
export async function collect(
  plan: Plan,
  batches: readonly Chunk[],
  { executor, asked, onOutcomes, onProgress, ...options }: CollectOptions,
): Promise<BatchCounts[]> {
  const curves = asked.map((one) => curveTracks(plan, one));
  const times = gridTimes(plan);
  const collected = batches.map(
    (): BatchCounts => ({
      tables: curves.map(({ causes }) => emptyTable(times, causes)),
      counters: new Float64Array(plan.graph.counters),
    }),
  );
  const pieces = batches.flatMap((batch) => piecesOf(batch));
  const done: Chunk[] = [];
  await executor.run(
    jobOf(plan, options),
    pieces,
    (piece, counts) => {
      if (!addRange(done, piece)) return;
      // an executor may cut a piece, but never joins two
      const at = batches.findIndex(({ first, count }) => first <= piece.first && piece.first < first + count);
      const { tables, counters } = collected[at]!;
      counts.counters.forEach((value, i) => {
        counters[i]! += value;
      });
      for (const [k, curve] of curves.entries()) addCurve(tables[k]!, curve, counts, plan.graph.grid.rows);
      if (counts.outcomes) onOutcomes?.(piece, counts.outcomes);
      onProgress?.(piece.count);
    },
    options.signal,
  );
  return collected;
}

/** The tracks and counters from which a curve is computed. */
export interface CurveTracks {
  causes: string[];
  /** by cause */
  events: number[][];
  censored: number[];
  /** counters of the patients at risk at the start */
  patients: number[];
}

export function curveTracks(plan: Plan, { endpoint: name, subgroup }: AskedCurve): CurveTracks {
  const endpoint = endpointOf(plan, name);
  const index = plan.readout.subgroups.findIndex((one) => one.name === subgroup);
  const cells = cellsOf(plan, subgroup === undefined ? undefined : index);
  return {
    causes: endpoint.causes,
    events: endpoint.causes.map((_, cause) => cells.flatMap((cell) => endpoint.cells[cell]!.events[cause]!)),
    censored: cells.flatMap((cell) => endpoint.cells[cell]!.censored),
    patients: cells.map((cell) => plan.readout.cells[cell]!.counter),
  };
}

export function endpointOf({ readout }: Plan, name: string): EndpointReadout {
  return readout.endpoints.find((one) => one.name === name)!;
}

export function emptyTable(times: Float64Array, causes: string[]): LifeTable {
  const column = () => new Float64Array(times.length);
  return { times, causes, events: causes.map(column), censored: column(), size: 0 };
}

export function addCurve(table: LifeTable, curve: CurveTracks, counts: Counts, rows: number): void {
  for (const [cause, tracks] of curve.events.entries())
    addTracks(table.events[cause]!, tracks, counts.tracks, rows);
  addTracks(table.censored, curve.censored, counts.tracks, rows);
  for (const counter of curve.patients) table.size += counts.counters[counter]!;
}

/** A track has one row more than the curve, for times after the horizon. */
function addTracks(into: Float64Array, which: readonly number[], tracks: Uint32Array, rows: number): void {
  for (const track of which) {
    const from = track * (rows + 1);
    for (let row = 0; row < rows; row++) into[row]! += tracks[from + row]!;
  }
}
