import type { Layout } from './memory.ts';
import type { Machine, MachineOf } from './primitives/primitives.ts';

/** Smallest shared memory of a thread's engines, in bytes: enough for 70 nodes. Untouched pages take no memory. */
const SHARED = 2 ** 26;
/** Offsets are signed 32-bit integers, so this is a safe limit. */
export const MOST_BYTES = 2 ** 30;

/** A machine, and the tables currently in its memory. */
export interface Workspace extends Machine {
  tables?: Float64Array;
}

const workspaces = new WeakMap<MachineOf, Workspace>();

/**
 * The workspace shared by the engines of a thread. Only the tables survive a run, so engines can take turns.
 *
 * It is shared for speed. JavaScript engines compile the address of the only memory into a loop; with a second
 * memory, the same loops must look the address up, which makes them half as slow again.
 */
export function workspaceFor(machineOf: MachineOf, layout: Layout): Workspace {
  const shared = workspaces.get(machineOf);
  if (shared && shared.memory.buffer.byteLength >= layout.size) return shared;
  if (layout.size > MOST_BYTES) {
    throw new RangeError(
      `the model takes ${layout.size.toLocaleString('en')} bytes, at most ${MOST_BYTES.toLocaleString('en')} can be addressed; use fewer rows-per-unit or fewer subgroups`,
    );
  }
  // rounded up to a power of two, so that another, slightly larger strategy fits too
  layout.size = Math.max(SHARED, powerOfTwo(layout.size));
  const workspace = machineOf(layout.size);
  workspaces.set(machineOf, workspace);
  return workspace;
}

/** The smallest power of two that is at least a number. */
export function powerOfTwo(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  return power;
}
