import { Layout } from '../../kernel/memory.ts';

/** Allocates columns filled with zeros. Behind each is a spare cache line, which WebAssembly loops may overwrite. */
export interface Columns {
  doubles(n: number): Float64Array;
  integers(n: number): Int32Array;
  bytes(n: number): Uint8Array;
}

/** Columns on the JavaScript heap, without a spare line: loops in TypeScript do not need one. */
export const heapColumns: Columns = {
  doubles: (n) => new Float64Array(n),
  integers: (n) => new Int32Array(n),
  bytes: (n) => new Uint8Array(n),
};

/** Columns laid out one after the other in a buffer. */
export function columnsIn(buffer: ArrayBuffer): Columns {
  const layout = new Layout();
  return {
    doubles: (n) => new Float64Array(buffer, layout.reserve(8 * n), n),
    integers: (n) => new Int32Array(buffer, layout.reserve(4 * n), n),
    bytes: (n) => new Uint8Array(buffer, layout.reserve(n), n),
  };
}

/** The size in bytes of a buffer for all columns of a layout. */
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
