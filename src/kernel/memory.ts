/**
 * The single block of memory of an engine. Columns, queues, tables and counts are places in it, given by byte offset,
 * so that TypeScript and WebAssembly primitives can use the same bytes.
 */
export interface Memory {
  buffer: ArrayBuffer;
  i32: Int32Array;
  u32: Uint32Array;
  f64: Float64Array;
}

/** The first bytes belong to the primitives: a scratch line, and data of the WebAssembly module. */
const RESERVED_BYTES = 512;

/** Reserves places before the memory exists, each aligned to 64 bytes. */
export class Layout {
  size = RESERVED_BYTES;

  /**
   * Reserves a place.
   *
   * @param bytes its size
   * @returns its byte offset
   */
  reserve(bytes: number): number {
    const place = this.size;
    // a spare line, since vector loops may run past the end of a column
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
