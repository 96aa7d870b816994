import { expect, it } from 'vitest';
import type { Counter, Memory, NodeIndex, Stream, Track } from '../../src/kernel/graph.ts';

it('an index of one kind cannot stand where one of another is wanted', () => {
  const [track, counter, memory]: [Track, Counter, Memory] = [1, 2, 3];
  const [stream, node]: [Stream, NodeIndex] = [4, 5];
  const tracks: Track[] = [track];
  // @ts-expect-error a counter is no track
  tracks.push(counter);
  // @ts-expect-error a column of memory is no track
  tracks.push(memory);
  // @ts-expect-error nor is a stream
  tracks.push(stream);
  // @ts-expect-error nor a node
  tracks.push(node);
  // what comes out of a typed array is a plain number, and fits
  tracks.push(Int32Array.of(6)[0]!);
  expect(tracks).toEqual([1, 2, 3, 4, 5, 6]);
});
