import { type EngineName, engineNamed, fastestEngine } from '../../../kernel/primitives/index.ts';
import { bytesFor, type Columns, columnsIn, heapColumns } from '../columns.ts';
import type { TrialLoops } from './loops.ts';
import { typescriptLoops } from './typescript/index.ts';
import { webAssemblyLoops } from './webassembly.ts';

/** Loops, and the columns in the memory that they work on. */
export interface LoopsAndRoom<Room> {
  loops: TrialLoops;
  room: Room;
}

/** The largest memory that WebAssembly can address; above it, TypeScript loops are used. */
const MOST_BYTES = 2 ** 32 - 2 ** 16;

/**
 * Allocates columns in the memory of an engine's loops.
 *
 * @param engine default the fastest that works here
 * @param layOut allocates all columns; it may be called twice, first with columns of length 0
 * @throws RangeError if the engine is unknown or does not work here, or if the memory is not available
 */
export function workshopFor<Room>(
  engine: EngineName = fastestEngine(),
  layOut: (from: Columns) => Room,
): LoopsAndRoom<Room> {
  const { name } = engineNamed(engine);
  const bytes = bytesFor(layOut);
  if (name === 'typescript' || bytes > MOST_BYTES)
    return { loops: typescriptLoops, room: layOut(heapColumns) };
  const { buffer, loops } = webAssemblyLoops(bytes);
  return { loops, room: layOut(columnsIn(buffer)) };
}
