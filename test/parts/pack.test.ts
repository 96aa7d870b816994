import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../src/parts/pack.ts';

const count = fc.oneof(fc.constant(0), fc.nat(300), fc.maxSafeNat());
const column = fc.oneof(
  fc.array(count).map((values) => Float64Array.from(values)),
  fc.array(fc.double()).map((values) => Float64Array.from(values)),
  fc.array(fc.oneof(fc.constant(0), fc.nat())).map((values) => Uint32Array.from(values)),
  fc.array(fc.integer()).map((values) => Int32Array.from(values)),
  fc.uint8Array(),
);

describe('plain data as bytes', () => {
  it('come back to the same bits, with their typed arrays', () => {
    fc.assert(
      fc.property(fc.array(column), fc.double(), fc.string(), (columns, number, text) => {
        const value = { columns, number, text, nested: [{ none: null, number }] };
        const back = unpack(pack(value)) as typeof value;
        expect(back).toEqual(value);
        expect(Object.is(back.number, number)).toBe(true);
        for (const [i, one] of columns.entries()) {
          const bits = ({ buffer, byteOffset, byteLength }: typeof one) =>
            Buffer.from(buffer, byteOffset, byteLength);
          expect(bits(back.columns[i]!).equals(bits(one))).toBe(true);
        }
      }),
    );
  });

  it('pack counts: most of a tally are 0, and the others small', () => {
    const counts = new Uint32Array(100_000);
    for (let i = 0; i < 1000; i++) counts[i * 100] = i % 100;
    expect(pack(counts).length).toBeLessThan(5000);
  });

  it('of the same data are the same, wherever their memory lies', () => {
    const memory = Float64Array.of(9, 0.5, 0.25, 9);
    expect(pack({ a: memory.subarray(1, 3) })).toEqual(pack({ a: Float64Array.of(0.5, 0.25) }));
  });

  it('refuse arrays that they do not know', () => {
    expect(() => pack(new Float32Array(1))).toThrow('Float32Array cannot be packed');
  });
});
