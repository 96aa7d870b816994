import { bytesFor } from '../../kernel/engine.ts';
import type { Graph } from '../../kernel/graph.ts';
import { MOST_BYTES } from '../../kernel/workspace.ts';
import { variablesAsked } from '../asked.ts';
import type { Model } from '../model.ts';
import { PlacedError } from './placed-error.ts';

/** Most nodes of a structure. */
export const MOST_NODES = 20_000;

/** Most names in a message. */
const MOST_NAMES = 6;

/** The error of a model with too many nodes. It lists what multiplies them and points at the first cause. */
export function tooManyNodes(model: Model): PlacedError {
  const apart = keptApart(model);
  const { subgroups, proportions } = model;
  const combinations = apart.reduce((product, { levels }) => product * levels.length, 1);
  const names = apart.slice(0, MOST_NAMES).map(({ name }) => name);
  if (apart.length > names.length) names.push('...');
  const counted = [
    apart.length > 0 &&
      `${names.join(', ')} (${apart.length} in all, ${combinations.toLocaleString('en')} combinations of their levels)`,
    subgroups.length > 0 && `${subgroups.length} subgroups`,
    proportions.length > 0 && `${proportions.length} proportions`,
    `${model.states.length} states`,
  ].filter((part) => part !== false);
  const section = subgroups.length > 0 ? 'subgroups' : proportions.length > 0 ? 'proportions' : 'states';
  return new PlacedError(
    apart[0]?.path ?? [section],
    `more than ${MOST_NODES.toLocaleString('en')} combinations of states and what is known of a patient are kept apart, by ${counted.join(', ')}; use fewer, or ratios by numeric characteristics, which keep nobody apart`,
  );
}

/** Characteristics and marks whose levels must be distinguished. */
function keptApart(model: Model) {
  const asked = variablesAsked(model);
  return [...model.characteristics, ...model.marks].flatMap((one) =>
    'levels' in one && asked.has(one.name) ? [one] : [],
  );
}

/** @throws PlacedError if the engine cannot hold the counts, tables and queues of the model */
export function mustFit(graph: Graph): void {
  const bytes = bytesFor(graph);
  if (bytes <= MOST_BYTES) return;
  const counts = graph.tracks * graph.grid.rows * 4;
  const tables = graph.tables.length * 8;
  const gigabytes = (n: number) => `${(n / 2 ** 30).toFixed(1)} GB`;
  throw new PlacedError(
    counts > tables ? ['time', 'rows-per-unit'] : ['states'],
    `the model takes ${gigabytes(bytes)} (${gigabytes(counts)} counts, ${gigabytes(tables)} tables of laws), must be at most ${gigabytes(MOST_BYTES)}; use fewer rows-per-unit, states, subgroups or modifiers`,
  );
}
