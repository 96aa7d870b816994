import { memoryOver } from '../memory.ts';
import { MODULE } from './module.ts';
import type { Machine, Primitives } from './primitives.ts';

const PAGE = 65536;

/** The part of WebAssembly's interface used here: TypeScript knows it only together with all of a browser's. */
interface Api {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (pages: { initial: number; maximum: number }) => { buffer: ArrayBuffer };
  Instance: new (module: object, imports: { env: { memory: object } }) => { exports: unknown };
}

/** Missing where an engine has none. */
const api = () => (globalThis as unknown as { WebAssembly: Api }).WebAssembly;

let compiled: object | undefined;

/** The module, compiled once a thread. */
function compiledModule(): object {
  const { Module } = api();
  compiled ??= new Module(bytesOf(MODULE));
  return compiled;
}

/**
 * The primitives in WebAssembly with vectors of 128 bits, from src/kernel/primitives/assembly/: the same bits as
 * those in TypeScript, some three times as fast.
 *
 * @throws RangeError when there is no such memory to be had
 */
export function webAssemblyMachine(bytes: number): Machine {
  const pages = Math.ceil(bytes / PAGE);
  const { Instance, Memory } = api();
  const memory = new Memory({ initial: pages, maximum: pages });
  const loops = new Instance(compiledModule(), { env: { memory } }).exports as Loops;
  return {
    memory: memoryOver(memory.buffer),
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

/** Whether WebAssembly is here and knows vectors. */
export function webAssemblyWorks(): boolean {
  try {
    return compiledModule() !== undefined;
  } catch {
    return false;
  }
}

/** What the module exports: numbers only, so objects come apart. */
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

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
