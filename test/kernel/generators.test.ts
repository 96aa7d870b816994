import { expect, it } from 'vitest';
import { multiplyHigh, philoxBlock } from '../../src/kernel/generators.ts';

const words = (hex: string) => hex.split(' ').map((word) => Number.parseInt(word, 16));

/** Known answers of Random123 for philox4x32 with 10 rounds: counter, key, block. */
const KNOWN = [
  ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
] as const;

it.each(KNOWN)('Philox of counter %s with key %s is %s', (counter, key, block) => {
  const [c0, c1, c2, c3] = words(counter) as [number, number, number, number];
  const [k0, k1] = words(key) as [number, number];
  expect(philoxBlock([c0, c1, c2, c3], [k0, k1]).map((word) => word >>> 0)).toEqual(words(block));
});

it('the upper half of a product is that of whole numbers of any size', () => {
  const numbers = [0, 1, 2, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xd2511f53, 0xcd9e8d57, 0xffffffff];
  for (const a of numbers) {
    for (const b of numbers) {
      expect(multiplyHigh(a, b) >>> 0).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
    }
  }
});
