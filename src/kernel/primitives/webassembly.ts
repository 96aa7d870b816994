import { wasmModule } from '../../wasm/load.ts';
import { memoryOver } from '../memory.ts';
import { MODULE } from './module.ts';
import type { Machine, Primitives } from './primitives.ts';

const wasm = wasmModule<Loops>(MODULE);

/**
 * The primitives in WebAssembly with 128-bit vectors, compiled from src/kernel/primitives/assembly/: the same bits as
 * in TypeScript, about three times as fast.
 *
 * @throws RangeError if the memory is not available
 */
export function webAssemblyMachine(bytes: number): Machine {
  const { buffer, exports: loops } = wasm.over(bytes);
  return {
    memory: memoryOver(buffer),
    primitives: {
      ...loops,
      bend: (draws, n, { threshold, low, high }) => loops.bend(draws, n, threshold, low, high),
      split: (draws, threshold, from, n, yes, no) =>
        loops.split(
          draws,
          threshold,
          from.patients,
          from.times,
          n,
          yes.patients,
          yes.times,
          no.patients,
          no.times,
        ),
      part: (left, right, from, n, yes, no) =>
        loops.part(left, right, from.patients, from.times, n, yes.patients, yes.times, no.patients, no.times),
      splitOdds: (draws, odds, from, n, yes, no) =>
        loops.splitOdds(
          draws,
          odds,
          from.patients,
          from.times,
          n,
          yes.patients,
          yes.times,
          no.patients,
          no.times,
        ),
    },
  };
}

/** Whether WebAssembly with vectors is available. */
export const webAssemblyWorks = wasm.works;

/** The module's exports; they take numbers only, so objects are passed in parts. */
interface Loops extends Omit<Primitives, 'bend' | 'split' | 'part' | 'splitOdds'> {
  bend(draws: number, n: number, threshold: number, low: number, high: number): void;
  split: Partition;
  part: Partition;
  splitOdds: Partition;
}

type Partition = (
  by: number,
  against: number,
  patients: number,
  times: number,
  n: number,
  yesPatients: number,
  yesTimes: number,
  noPatients: number,
  noTimes: number,
) => number;
