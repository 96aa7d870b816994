import { generators } from '../kernel/generators.ts';
import { streamKeys } from '../run/keys.ts';

/** Uniform numbers on (0, 1), both ends excluded, of a named random stream. */
export type EvenNumbers = (stream: string) => (draw: number, visit: number) => number;

/**
 * Random numbers of parameter draws: each depends only on the seed, the stream's name, the draw and the visit.
 *
 * @param seed any text
 */
export function evenNumbers(seed: string): EvenNumbers {
  const generate = generators[0]!.draw;
  return (stream) => {
    const [first, second] = streamKeys(seed, [stream]) as unknown as [number, number];
    return (draw, visit) => ((generate(first, second, draw, visit) >>> 0) + 0.5) / 4294967296;
  };
}
