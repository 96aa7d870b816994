import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { pack, unpack } from '../../parts/pack.ts';
import type { Range } from '../../parts/ranges.ts';
import type { Identity } from './identity.ts';

/**
 * A part as a file: a line with the SHA-256 of all that follows; a line of JSON, the header; then the results of its ranges, each
 * compressed by itself. `head -2` shows what a part is.
 */
export interface PartHeader {
  belongs: Identity;
  /** the work it is a part of */
  work: WorkName;
  items: ItemPlace[];
}

export interface WorkName {
  /** SHA-256 of all that its results depend on */
  address: string;
  label: string;
  unit: string;
}

/** A range and the number of its compressed bytes, in the order of the file. */
export interface ItemPlace extends Range {
  bytes: number;
}

/** Higher levels take twice the time for a tenth of the space. */
const LEVEL = 3;

export function partBytes(
  of: Omit<PartHeader, 'items'>,
  items: readonly (Range & { value: unknown })[],
): Uint8Array {
  const bodies = items.map(({ value }) => deflateSync(pack(value), { level: LEVEL }));
  const places = items.map(({ first, count }, i): ItemPlace => ({ first, count, bytes: bodies[i]!.length }));
  const header: PartHeader = { ...of, items: places };
  const rest = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...bodies]);
  return Buffer.concat([Buffer.from(`${hashOf(rest)}\n`), rest]);
}

/** Characters of a SHA-256 in hexadecimal, and its line's end. */
const FIRST_LINE = 65;

/**
 * Reads the header of a part from its first bytes, without a test of the checksum.
 *
 * @returns undefined if these bytes end before it does
 * @throws Error if it is none
 */
export function headerOf(beginning: Uint8Array): PartHeader | undefined {
  const end = beginning.indexOf(10, FIRST_LINE);
  if (end < 0) return undefined;
  return JSON.parse(Buffer.from(beginning.subarray(FIRST_LINE, end)).toString('utf8')) as PartHeader;
}

/** @throws Error that says what is wrong with the bytes of a whole part */
export function testChecksum(bytes: Uint8Array): void {
  const sum = Buffer.from(bytes.subarray(0, FIRST_LINE)).toString('latin1');
  if (bytes.length <= FIRST_LINE) throw new Error(`it has ${bytes.length} bytes only`);
  if (sum !== `${hashOf(bytes.subarray(FIRST_LINE))}\n`) throw new Error('its checksum is wrong');
}

/** The results of the range at an index. */
export function itemOf(bytes: Uint8Array, { items }: PartHeader, index: number): unknown {
  const start = bytes.indexOf(10, FIRST_LINE) + 1;
  const at = items.slice(0, index).reduce((sum, item) => sum + item.bytes, start);
  return unpack(inflateSync(bytes.subarray(at, at + items[index]!.bytes)));
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
