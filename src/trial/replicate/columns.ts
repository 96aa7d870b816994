import { Layout } from '../../kernel/memory.ts';

/** Hands out columns of zeros, with a spare line behind each that loops may write over. */
export interface Columns {
  doubles(n: number): Float64Array;
  integers(n: number): Int32Array;
  bytes(n: number): Uint8Array;
}

/** Columns wherever there is room, without the spare line, which loops in TypeScript need not. */
export const heapColumns: Columns = {
  doubles: (n) => new Float64Array(n),
  integers: (n) => new Int32Array(n),
  bytes: (n) => new Uint8Array(n),
};

/** Columns one after the other in a buffer. */
export function columnsIn(buffer: ArrayBuffer): Columns {
  const layout = new Layout();
  return {
    doubles: (n) => new Float64Array(buffer, layout.reserve(8 * n), n),
    integers: (n) => new Int32Array(buffer, layout.reserve(4 * n), n),
    bytes: (n) => new Uint8Array(buffer, layout.reserve(n), n),
  };
}

/** The bytes of a buffer for all the columns that are asked for. */
export function bytesFor(layOut: (from: Columns) => unknown): number {
  const layout = new Layout();
  const reserved = <Column>(bytes: number, column: Column): Column => {
    layout.reserve(bytes);
    return column;
  };
  layOut({
    doubles: (n) => reserved(8 * n, new Float64Array(0)),
    integers: (n) => reserved(4 * n, new Int32Array(0)),
    bytes: (n) => reserved(n, new Uint8Array(0)),
  });
  return layout.size;
}
