/**
 * Plain data with typed arrays as bytes, and back to the same bits: arrays of whole numbers as packed counts, others as they
 * are in memory. What a part of a run and a message between machines consists of.
 */
import { packedCounts, unpackCounts } from './varints.ts';

const arrays = { Uint8Array, Uint32Array, Int32Array, Float64Array } as const;
type ArrayName = keyof typeof arrays;
type Columns = InstanceType<(typeof arrays)[ArrayName]>;

/** An array in the JSON text: its type, length, bytes, and whether it is packed. */
type Place = [type: ArrayName, length: number, bytes: number, isPacked: boolean];

/** The key that stands for what JSON cannot hold. */
const OWN = '\u0000';

/**
 * The same data give the same bytes; the order of keys counts. Functions are left out, as in JSON.
 *
 * @throws TypeError for typed arrays other than Uint8Array, Uint32Array, Int32Array and Float64Array
 */
export function pack(value: unknown): Uint8Array {
  const bodies: Uint8Array[] = [];
  const places: Place[] = [];
  const text = JSON.stringify(value, (_, held: unknown) => {
    if (typeof held === 'number' && (!Number.isFinite(held) || Object.is(held, -0)))
      return { [OWN]: Object.is(held, -0) ? '-0' : String(held) };
    if (!ArrayBuffer.isView(held)) return held;
    const type = held.constructor.name as ArrayName;
    if (!Object.hasOwn(arrays, type)) throw new TypeError(`${type} cannot be packed`);
    const column = held as Columns;
    const isPacked = type !== 'Uint8Array' && isOfCounts(column);
    const body = isPacked
      ? packedCounts(column)
      : new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    bodies.push(body);
    places.push([type, column.length, body.length, isPacked]);
    return { [OWN]: places.length - 1 };
  });
  const head = new TextEncoder().encode(`${JSON.stringify(places)}\n${text ?? 'null'}\n`);
  const all = new Uint8Array(bodies.reduce((sum, { length }) => sum + length, head.length));
  all.set(head);
  let at = head.length;
  for (const body of bodies) {
    all.set(body, at);
    at += body.length;
  }
  return all;
}

/** @throws SyntaxError, RangeError if these are not the bytes of `pack` */
export function unpack(bytes: Uint8Array): unknown {
  const first = bytes.indexOf(10);
  const second = bytes.indexOf(10, first + 1);
  const decode = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  const places = JSON.parse(decode(0, first)) as Place[];
  let at = second + 1;
  const columns = places.map(([type, length, size, isPacked]): Columns => {
    const body = bytes.subarray(at, at + size);
    at += size;
    const column = new arrays[type](length);
    if (isPacked) unpackCounts(body, column as Uint32Array | Float64Array);
    else {
      const memory = new Uint8Array(column.buffer);
      if (body.length !== memory.length)
        throw new RangeError(`${body.length} bytes, expected ${memory.length}`);
      memory.set(body);
    }
    return column;
  });
  return JSON.parse(decode(first + 1, second), (_, held: unknown) => {
    if (typeof held !== 'object' || held === null || !Object.hasOwn(held, OWN)) return held;
    const own = (held as Record<string, number | string>)[OWN]!;
    return typeof own === 'number' ? columns[own] : Number(own);
  });
}

/** Whether all values are whole numbers that need no sign: a part of a tally, not of a measurement. */
function isOfCounts(column: Columns): boolean {
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER && Math.floor(value) === value)) return false;
    if (value === 0 && Object.is(value, -0)) return false;
  }
  return true;
}
