import { type EngineName, engineNamed, fastestEngine } from '../../../kernel/primitives/index.ts';
import { bytesFor, type Columns, columnsIn, heapColumns } from '../columns.ts';
import type { TrialLoops } from './loops.ts';
import { typescriptLoops } from './typescript/index.ts';
import { webAssemblyLoops } from './webassembly.ts';

/** Loops, and the room of the columns that they work on. */
export interface Workshop<Room> {
  loops: TrialLoops;
  room: Room;
}

/** More than WebAssembly has addresses for is left to the other loops. */
const MOST_BYTES = 2 ** 32 - 2 ** 16;

/**
 * Makes room for columns where an engine's loops find them.
 *
 * @param engine the fastest that works here, unless given
 * @param layOut takes all the columns there are; called twice at times, first with columns of no length
 * @throws RangeError where there is no such engine or it does not work, or there is no such memory to be had
 */
export function workshopFor<Room>(
  engine: EngineName = fastestEngine(),
  layOut: (from: Columns) => Room,
): Workshop<Room> {
  const { name } = engineNamed(engine);
  const bytes = bytesFor(layOut);
  if (name === 'typescript' || bytes > MOST_BYTES)
    return { loops: typescriptLoops, room: layOut(heapColumns) };
  const { buffer, loops } = webAssemblyLoops(bytes);
  return { loops, room: layOut(columnsIn(buffer)) };
}
