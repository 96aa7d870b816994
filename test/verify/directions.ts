import { streamKeys } from '../../src/run/keys.ts';
import { along, type Column, cohorts, patientMajor, type Sequence } from './sequences.ts';
import { BLOCK, type Keys } from './source.ts';

/** An order of draws in which they must look uniform and independent. */
export interface Direction {
  name: string;
  about: string;
  sequence: Sequence;
}

const SEED = '1';
const STREAM = 'disease-free>relapsed';

/** Pairs of keys, as columns at their first visit. */
function columnsOf(keys: Int32Array): Column[] {
  return Array.from({ length: keys.length / 2 }, (_, i) => ({ keys: pairAt(keys, i), visit: 0 }));
}

function pairAt(keys: Int32Array, i: number): Keys {
  return [keys[2 * i]!, keys[2 * i + 1]!];
}

/** Stream names as in scenarios: from every state to every state. */
function streamNames(states: number): string[] {
  const numbers = Array.from({ length: states }, (_, i) => i + 1);
  return numbers.flatMap((from) => numbers.map((to) => `state-${from}>state-${to}`));
}

const shortNames = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => `s${first + i + 1}`);

/** Seeds 1, 2, ... of one stream. */
const seedColumns = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    keys: pairAt(streamKeys(String(first + i + 1), [STREAM]), 0),
    visit: 0,
  }));

const visitColumns = (keys: Keys, first: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ keys, visit: first + i }));

/** Patients of many small cohorts. */
const COHORT = 256;

/**
 * All directions. Building them computes some hundred keys.
 *
 * triple32 adds its first key to the patient's number, so streams whose keys differ only in the first key have the same
 * sequence from different starts. So the bits in which `key-1` differs lie above the patients' numbers. Keys come from
 * a 64-bit hash: the chance that two of a thousand streams have the same second key, and first keys within a million
 * patients of each other, is 1 in 18 million.
 */
export function directions(): Direction[] {
  const keys = pairAt(streamKeys(SEED, [STREAM]), 0);
  // neighbours differ in one bit; the last and the first in all bits
  const oneBitApart = (count: number, change: (low: number) => Keys) =>
    Array.from({ length: count }, (_, bit) => ({ keys: change(2 ** bit - 1), visit: 0 }));
  return [
    {
      name: 'patients',
      about: 'one stream, patients 0, 1, 2, ...',
      sequence: along(keys),
    },
    {
      name: 'every-64th',
      about: 'one stream, patients 0, 64, 128, ...',
      sequence: along(keys, 64),
    },
    {
      name: 'streams',
      about: 'patient by patient, 256 streams named state-1>state-1, state-1>state-2, ...',
      sequence: patientMajor(columnsOf(streamKeys(SEED, streamNames(16)))),
    },
    {
      name: 'short-names',
      about: 'patient by patient, 256 streams named s1, s2, ...',
      sequence: patientMajor(columnsOf(streamKeys(SEED, shortNames(0, 256)))),
    },
    {
      name: 'stream-cohorts',
      about: `stream by stream, s1, s2, ..., ${COHORT} patients each`,
      sequence: cohorts((first, count) => columnsOf(streamKeys(SEED, shortNames(first, count))), COHORT),
    },
    {
      name: 'seeds',
      about: 'patient by patient, one stream under the seeds 1 to 256',
      sequence: patientMajor(seedColumns(0, 256)),
    },
    {
      name: 'seed-cohorts',
      about: `replicate by replicate, the seeds 1, 2, ..., ${COHORT} patients each`,
      sequence: cohorts(seedColumns, COHORT),
    },
    {
      name: 'key-1',
      about: 'patient by patient, 8 first keys, each one of the bits 24 to 30 from the one before',
      sequence: patientMajor(oneBitApart(8, (low) => [keys[0] ^ (low << 24), keys[1]])),
    },
    {
      name: 'key-2',
      about: 'patient by patient, 32 second keys, each one of the bits 0 to 30 from the one before',
      sequence: patientMajor(oneBitApart(32, (low) => [keys[0], keys[1] ^ low])),
    },
    {
      name: 'visits',
      about: 'patient by patient, visits 0 to 255 of one stream',
      sequence: patientMajor(visitColumns(keys, 0, 256)),
    },
    {
      name: 'visit-cohorts',
      about: `visit by visit, 0, 1, 2, ..., ${COHORT} patients each`,
      sequence: cohorts((first, count) => visitColumns(keys, first, count), COHORT),
    },
    {
      name: 'histories',
      about: 'patient by patient, visits 0 to 15 of each of 16 streams',
      sequence: patientMajor(
        columnsOf(streamKeys(SEED, streamNames(4))).flatMap((column) => visitColumns(column.keys, 0, 16)),
      ),
    },
  ];
}

/** The keys themselves, first and second alternately: the hashes of the seed and the stream's name. */
export function keyDirections(): Direction[] {
  const keysFrom = (make: (first: number, count: number) => Int32Array): Sequence =>
    function* () {
      const count = BLOCK / 2;
      for (let first = 0; ; first += count) yield new Uint32Array(make(first, count).buffer);
    };
  return [
    {
      name: 'names',
      about: 'both keys of the streams s1, s2, ...',
      sequence: keysFrom((first, count) => streamKeys(SEED, shortNames(first, count))),
    },
    {
      name: 'seed-keys',
      about: 'both keys of one stream under the seeds 1, 2, ...',
      sequence: keysFrom((first, count) =>
        Int32Array.from(seedColumns(first, count).flatMap((column) => column.keys)),
      ),
    },
  ];
}
