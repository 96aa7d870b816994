import { whole } from '../media/numbers.ts';
import { table } from '../media/text/table.ts';
import type { Card, CardRow, Place } from './card.ts';

/** The measurements, as tables for the terminal. */
export function cardTables(card: Card): string {
  const { place, rows, small, seed, repeats } = card;
  const parts = [
    `sojourn ${place.version}\n${machineLine(place)}`,
    `Million patients a second: median of ${repeats} repeats in turns, slowest and fastest; seed ${seed}\n\n${speedTable(rows)}`,
    ...limitNotes(rows),
    ...busyNote(rows),
    `${small[0]!.patients} patients of ${small[0]!.scenario} at a time, microseconds of engine time: median of ${repeats}, slowest and fastest\n\n${smallTable(small)}`,
    verdict(card),
  ];
  return parts.join('\n\n');
}

function machineLine({ processor, threads, memoryGiB, platform, runtime }: Place): string {
  return `${processor}, ${threads} ${threads === 1 ? 'thread' : 'threads'}, ${memoryGiB} GiB, ${platform}, ${runtime}`;
}

function speedTable(rows: readonly CardRow[]): string {
  return table(
    [
      { heading: 'scenario', align: 'left' },
      { heading: 'patients' },
      { heading: 'engine', align: 'left' },
      { heading: 'threads' },
      { heading: 'M/s' },
      { heading: 'slowest' },
      { heading: 'fastest' },
      { heading: 'efficiency' },
      { heading: 'fingerprint', align: 'left' },
    ],
    rows.map(({ scenario, patients, engine, threads, speed, efficiency, fingerprint, expected }) => [
      scenario,
      whole(patients),
      engine,
      `${threads}`,
      ...[speed.median, speed.least, speed.most].map(millions),
      efficiency === undefined ? '' : percentage(efficiency),
      marked(fingerprint, expected),
    ]),
  );
}

function smallTable(small: Card['small']): string {
  return table(
    [
      { heading: 'engine', align: 'left' },
      { heading: 'microseconds' },
      { heading: 'slowest' },
      { heading: 'fastest' },
      { heading: 'fingerprint', align: 'left' },
    ],
    small.map(({ engine, spread, fingerprint, expected }) => [
      engine,
      ...[spread.median, spread.most, spread.least].map(threeDigits),
      marked(fingerprint, expected),
    ]),
  );
}

function marked(fingerprint: string, expected: string): string {
  return fingerprint === expected ? fingerprint : `${fingerprint} DIFFERS`;
}

/** Notes for work that does not divide evenly among the threads: low efficiency then says little about the machine. */
function limitNotes(rows: readonly CardRow[]): string[] {
  const notes = rows
    .filter(({ efficiencyLimit = 1 }) => efficiencyLimit < 0.995)
    .map(
      ({ scenario, chunks, threads, efficiencyLimit }) =>
        `${scenario} has ${chunks} chunks: the efficiency of ${threads} threads is at most ${percentage(efficiencyLimit!)}.`,
    );
  return notes.length === 0 ? [] : [[...new Set(notes)].join('\n')];
}

/** Repeats that differ by more than this ratio were disturbed. */
const DISTURBED = 1.3;

function busyNote(rows: readonly CardRow[]): string[] {
  const ratio = Math.max(...rows.map(({ speed }) => speed.most / speed.least));
  if (ratio < DISTURBED) return [];
  return [
    `Repeats of the same work differ by a factor of up to ${ratio.toFixed(1)}: the machine was busy with something else. Run it again when it is quiet.`,
  ];
}

function verdict({ same }: Card): string {
  return same
    ? 'Every fingerprint is the expected one: the work was the same as on every machine.'
    : 'FINGERPRINTS DIFFER from those expected: this machine got other counts, so its times cannot be compared.';
}

/** A speed in millions per second, with three significant digits. */
export function millions(speed: number): string {
  return threeDigits(speed / 1e6);
}

/** Three significant digits without an exponent; whole numbers from 100 on. */
export function threeDigits(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value.toFixed(value >= 9.995 ? 1 : 2);
}

export function percentage(share: number): string {
  return `${Math.round(share * 100)}%`;
}
