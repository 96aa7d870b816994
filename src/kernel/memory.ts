/**
 * The one block of memory that an engine works in. Columns, queues, tables and counts are places in it, named by
 * their byte offset, so that the primitives can be TypeScript or WebAssembly over the same bytes.
 */
export interface Memory {
  buffer: ArrayBuffer;
  i32: Int32Array;
  u32: Uint32Array;
  f64: Float64Array;
}

/** The first bytes are the primitives' own: a line for scratch, and what the WebAssembly module keeps. */
const OWN = 512;

/** Reserves places before the memory itself exists, each on a 64-byte line. */
export class Layout {
  size = OWN;

  /** @param bytes how many are needed @returns the byte offset of the place */
  reserve(bytes: number): number {
    const place = this.size;
    // a spare line, so that a vector loop may run over the end of a column
    this.size += Math.ceil((bytes + 64) / 64) * 64;
    return place;
  }
}

/** The views of a block of memory. */
export function memoryOver(buffer: ArrayBuffer): Memory {
  return {
    buffer,
    i32: new Int32Array(buffer),
    u32: new Uint32Array(buffer),
    f64: new Float64Array(buffer),
  };
}
