import type { Shard } from '../../parts/ranges.ts';
import { readNumber } from '../arguments.ts';
import { UsageError } from '../errors.ts';
import type { OptionTable } from '../option-table.ts';

/** Options of commands whose work can outlive the process. */
export const keepOptions = {
  keep: {
    type: 'string',
    describe: 'Folder where finished work is kept; the same command goes on from it',
  },
  'keep-every': {
    type: 'string',
    default: '5',
    describe: 'Seconds between writes into that folder',
  },
} as const satisfies OptionTable;

export const shardOption = {
  shard: {
    type: 'string',
    describe: 'Do only this share of the work, such as 3/100, into the folder of --keep; see merge',
  },
} as const satisfies OptionTable;

export interface KeepArguments {
  keep?: string;
  'keep-every': string;
  shard?: string;
}

/** @throws UsageError */
export function readEvery(text: string): number {
  const seconds = readNumber(text);
  if (seconds >= 0 && seconds < Infinity) return seconds;
  throw new UsageError(`--keep-every ${text} must be a number of seconds, such as 5`);
}

/** @throws UsageError for a share that does not exist, or without --keep */
export function readShard({ shard, keep }: Omit<KeepArguments, 'keep-every'>): Shard | undefined {
  if (shard === undefined) return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(shard.trim());
  const [index, of] = [Number(match?.[1]), Number(match?.[2])];
  if (!(index >= 1 && index <= of && of <= MOST_SHARDS))
    throw new UsageError(
      `--shard ${shard} must be a number and how many there are, from 1/${of >= 1 ? of : 100} to ${of >= 1 ? of : 100}/${of >= 1 ? of : 100}, such as 3/100`,
    );
  if (keep === undefined)
    throw new UsageError(`--shard ${shard} needs a folder for its part of the work; write --keep FOLDER`);
  return { index, of };
}

const MOST_SHARDS = 1_000_000;
