import type { Measured, Row } from './measure.ts';
import { efficiencyLimit, efficiencyOf, type Spread, speedOf, spreadOf } from './statistics.ts';

/** The machine that did the work. The caller provides it, since browsers and Node find it in different ways. */
export interface Place {
  /** version of sojourn */
  version: string;
  date: string;
  processor: string;
  /** number of hardware threads */
  threads: number;
  memoryGiB: number;
  /** operating system and architecture */
  platform: string;
  /** JavaScript engine, such as `Node v20.20.2` */
  runtime: string;
}

/** What was measured and where, with statistics; printed by `--json`. */
export interface Card {
  program: 'sojourn';
  place: Place;
  quick: boolean;
  seed: string;
  repeats: number;
  rows: CardRow[];
  small: (Measured['small'][number] & { spread: Spread })[];
  /** whether all fingerprints are as expected */
  same: boolean;
}

export interface CardRow extends Row {
  /** patients per second */
  speed: Spread;
  /** with several threads: parallel efficiency */
  efficiency?: number;
  /** the largest efficiency that the number of chunks allows */
  efficiencyLimit?: number;
}

/** Computes the statistics of a measurement. */
export function cardOf(
  measured: Measured,
  place: Place,
  { quick, seed, repeats }: Pick<Card, 'quick' | 'seed' | 'repeats'>,
): Card {
  const rows = measured.rows.map((row): CardRow => {
    const speed = speedOf(row.patients, row.seconds);
    const onOneThread = measured.rows.find(
      ({ scenario, engine, threads }) => scenario === row.scenario && engine === row.engine && threads === 1,
    );
    if (row.threads === 1 || !onOneThread) return { ...row, speed };
    return {
      ...row,
      speed,
      efficiency: efficiencyOf(onOneThread.seconds, row.seconds, row.threads),
      efficiencyLimit: efficiencyLimit(row.chunks, row.threads),
    };
  });
  const small = measured.small.map((row) => ({ ...row, spread: spreadOf(row.microseconds) }));
  const same = [...rows, ...small].every(({ fingerprint, expected }) => fingerprint === expected);
  return { program: 'sojourn', place, quick, seed, repeats, rows, small, same };
}

/** One line for each unexpected fingerprint; empty if all are as expected. */
export function differences({ rows, small }: Card): string[] {
  const where = ({ scenario, engine, threads }: CardRow) =>
    `${scenario}, ${engine}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return [
    ...rows.map((row) => ({ what: where(row), ...row })),
    ...small.map((row) => ({ what: `${row.patients} patients of ${row.scenario}, ${row.engine}`, ...row })),
  ]
    .filter(({ fingerprint, expected }) => fingerprint !== expected)
    .map(({ what, fingerprint, expected }) => `${what}: fingerprint ${fingerprint}, expected ${expected}`);
}
