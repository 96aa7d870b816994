import { generators } from '../../src/kernel/generators.ts';
import { engines } from '../../src/kernel/primitives/index.ts';
import { BLOCK, type Keys, type Source, scalarSource, sourceOf } from './source.ts';

/** Keys and first patients with all bit patterns that sign or overflow could break. */
const PLACES: readonly { keys: Keys; first: number }[] = [
  { keys: [0, 0], first: 0 },
  { keys: [-1, -1], first: 2 ** 32 - BLOCK },
  { keys: [0x12345678, -0x12345678], first: 2 ** 31 - 100 },
];

/**
 * Compares the loops that make draws in bulk with the readable twin, for each engine.
 *
 * @returns the number of draws compared, and the first difference of each loop
 */
export function compareTwins(): { compared: number; different: string[] } {
  const different: string[] = [];
  let compared = 0;
  const found = new Uint32Array(BLOCK);
  const expected = new Uint32Array(BLOCK);
  const numbers = Int32Array.from({ length: BLOCK }, (_, i) => i);
  const ways: [name: string, (source: Source, place: (typeof PLACES)[number], into: Uint32Array) => void][] =
    [
      ['draw', (source, { keys, first }, into) => source.draw(keys, first, numbers, into)],
      ['draw at a visit', (source, { keys, first }, into) => source.drawVisit(keys, first, numbers, into)],
    ];
  for (const { name, draw } of generators) {
    const twin = scalarSource(name, draw);
    for (const engine of engines) {
      const source = sourceOf(name, engine.name);
      for (const [way, drawInto] of ways) {
        for (const place of PLACES) {
          drawInto(source, place, found);
          drawInto(twin, place, expected);
          compared += BLOCK;
          const at = found.findIndex((draw, i) => draw !== expected[i]);
          if (at >= 0)
            different.push(
              `${name}, ${engine.name}, ${way}, keys ${place.keys}, patient ${place.first + at}`,
            );
        }
      }
    }
  }
  return { compared, different };
}
