import seedrandom from 'seedrandom';

/**
 * Two 32-bit keys for each random stream, from the seed and the stream's name alone: the same name gives the same
 * random numbers in every strategy, on every machine.
 *
 * @param seed any text
 * @returns keys in pairs, in the order of the streams
 */
export function streamKeys(seed: string, streams: readonly string[]): Int32Array {
  const keys = new Int32Array(streams.length * 2);
  streams.forEach((stream, i) => {
    // a JSON pair, so that different pairs of seed and stream cannot give the same text
    const random = seedrandom(JSON.stringify([String(seed), stream]));
    keys[2 * i] = random.int32();
    keys[2 * i + 1] = random.int32();
  });
  return keys;
}
