import type { Layout } from './memory.ts';
import type { Machine, MachineOf } from './primitives/primitives.ts';

/** Bytes that the engines of a thread share, at least: enough for 70 nodes. Those never touched take no memory. */
const SHARED = 2 ** 26;
/** Places are byte offsets in signed 32-bit integers, so this is well within them. */
export const MOST_BYTES = 2 ** 30;

/** A machine, and whose tables its memory holds. */
export interface Workspace extends Machine {
  tables?: Float64Array;
}

const workspaces = new WeakMap<MachineOf, Workspace>();

/**
 * The workspace that the engines of a thread share: nothing in it but the tables outlives a run, so they take turns.
 *
 * It is shared for speed. JavaScript engines compile loops over a memory that is the only one with its address in
 * them; with a second memory the same loops must look up where theirs is, which takes them half as long again.
 */
export function workspaceFor(machineOf: MachineOf, layout: Layout): Workspace {
  const shared = workspaces.get(machineOf);
  if (shared && shared.memory.buffer.byteLength >= layout.size) return shared;
  if (layout.size > MOST_BYTES) {
    throw new RangeError(
      `the model takes ${layout.size.toLocaleString('en')} bytes, at most ${MOST_BYTES.toLocaleString('en')} can be addressed; use fewer rows-per-unit or fewer subgroups`,
    );
  }
  // up to a power of two, so that another strategy, a little larger, fits as well
  layout.size = Math.max(SHARED, powerOfTwo(layout.size));
  const workspace = machineOf(layout.size);
  workspaces.set(machineOf, workspace);
  return workspace;
}

/** The least power of two that is not below a number. */
export function powerOfTwo(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  return power;
}
