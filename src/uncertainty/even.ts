import { generators } from '../kernel/generators.ts';
import { streamKeys } from '../run/keys.ts';

/** Even numbers between 0 and 1, never at the ends, of a stream with a name. */
export type EvenNumbers = (stream: string) => (draw: number, visit: number) => number;

/**
 * Random numbers of parameter draws: each depends on the seed, the stream's name, the draw and the visit, and on nothing else.
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
