import type { GeneratorName } from '../../src/kernel/generators.ts';
import { Layout } from '../../src/kernel/memory.ts';
import { type EngineName, fastestEngine, machineOf } from '../../src/kernel/primitives/index.ts';

/** Draws in a block. */
export const BLOCK = 2 ** 16;

/** The two 32-bit keys of a stream. */
export type Keys = readonly [k1: number, k2: number];

/** A source of draws in bulk. All generators are tested through this interface, including broken ones. */
export interface Source {
  name: string;
  /** into[i] = the draw of patient first + patients[i] at visit 0; at most BLOCK of them */
  draw(keys: Keys, first: number, patients: Int32Array, into: Uint32Array): void;
  /** into[i] = the draw of patient first + i at visit visits[i], the first visit being 0 */
  drawVisit(keys: Keys, first: number, visits: Int32Array, into: Uint32Array): void;
}

/** A generator as users run it: the loops of an engine on its memory. */
export function sourceOf(generator: GeneratorName, engine: EngineName = fastestEngine()): Source {
  const layout = new Layout();
  const patientColumn = layout.reserve(BLOCK * 4);
  const visitColumn = layout.reserve(BLOCK * 4);
  const drawColumn = layout.reserve(BLOCK * 4);
  const { memory, primitives: p } = machineOf(engine)(2 ** 20);
  const [loop, loopVisit] = generator === 'philox' ? [p.philox, p.philoxVisit] : [p.draw, p.drawVisit];
  const column = (at: number, n: number) => memory.i32.subarray(at >> 2, (at >> 2) + n);
  const drawn = (n: number) => memory.u32.subarray(drawColumn >> 2, (drawColumn >> 2) + n);
  return {
    name: generator,
    draw([k1, k2], first, patients, into) {
      const n = into.length;
      column(patientColumn, n).set(patients.subarray(0, n));
      loop(patientColumn, n, first, k1, k2, drawColumn);
      into.set(drawn(n));
    },
    drawVisit([k1, k2], first, visits, into) {
      const n = into.length;
      p.iota(patientColumn, n);
      const counts = column(visitColumn, n);
      // the loop reads the number of visits, including the present one
      for (let i = 0; i < n; i++) counts[i] = visits[i]! + 1;
      loopVisit(patientColumn, n, first, k1, k2, visitColumn, drawColumn);
      into.set(drawn(n));
    },
  };
}

/** A generator from a function for single draws: for readable twins and broken generators. */
export function scalarSource(
  name: string,
  draw: (k1: number, k2: number, patient: number, visit: number) => number,
): Source {
  return {
    name,
    draw([k1, k2], first, patients, into) {
      for (let i = 0; i < into.length; i++) into[i] = draw(k1, k2, (first + patients[i]!) | 0, 0);
    },
    drawVisit([k1, k2], first, visits, into) {
      for (let i = 0; i < into.length; i++) into[i] = draw(k1, k2, (first + i) | 0, visits[i]!);
    },
  };
}
