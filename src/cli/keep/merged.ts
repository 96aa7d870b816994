import { type KeptWork, takeKept, type WorkOf } from '../../parts/keep.ts';
import { cover, gapsIn, joined, overlapsOf, type Range } from '../../parts/ranges.ts';
import { UsageError } from '../errors.ts';
import type { KeptRun } from './kept-run.ts';
import { type Part, pathOf, readParts } from './part-list.ts';
import {
  itemsOf,
  MANIFEST,
  type Manifest,
  mustBelong,
  nameOf,
  RunFolder,
  readManifest,
  type Wanted,
} from './run-folder.ts';

/** The parts of several folders of one run, read only. */
export interface MergedFolders extends KeptRun {
  manifest: Manifest;
  /** for each work that is asked for, what is missing and what is there more than once */
  survey: Surveyed[];
}

export interface Surveyed {
  label: string;
  unit: string;
  /** how many patients, draws or replicates are wanted */
  wanted: number;
  gaps: Range[];
  overlaps: Range[];
}

/**
 * @param into a folder that gets all parts together
 * @throws UsageError for a folder without a run, or of another run than the first
 */
export function mergedFolders(folders: readonly string[], into?: string): MergedFolders {
  const manifests = folders.map((folder) => {
    const manifest = readManifest(folder);
    if (!manifest)
      throw new UsageError(
        `${folder} has no ${MANIFEST}: it must be a folder that a command with --keep has made`,
      );
    return manifest;
  });
  const [first] = manifests as [Manifest];
  for (const [i, { belongs }] of manifests.entries()) mustBelong(folders[i]!, belongs, first.belongs);
  const parts = folders.flatMap((folder) => readParts(folder));
  for (const part of parts) mustBelong(pathOf(part), part.belongs, first.belongs);
  const wanted = allWanted(manifests);
  // the command line that asks for most
  const manifest = manifests.reduce((most, one) => (sizeOf(one) > sizeOf(most) ? one : most));
  const opened = new Map<string, WorkOf<unknown>>();
  const open = <T>(of: WorkOf<T>): string => {
    const { address } = nameOf(of);
    opened.set(address, of as WorkOf<unknown>);
    return address;
  };
  return {
    manifest,
    survey: Object.entries(wanted).map(([address, { label, unit, ranges }]) =>
      surveyOf({ label, unit, ranges }, parts, address),
    ),
    work<T>(of: WorkOf<T>): KeptWork<T> {
      return { items: itemsOf<T>(parts, open(of)), add() {} };
    },
    want() {},
    finish() {
      if (into === undefined) return;
      const folder = new RunFolder({ folder: into, ...manifest, every: Number.POSITIVE_INFINITY });
      for (const [address, of] of opened) {
        const work = folder.work(of);
        for (const range of wanted[address]?.ranges ?? []) folder.want(of, range);
        const there = cover([EVERYTHING], work.items).taken;
        const lacking = gapsIn(EVERYTHING, there);
        takeKept(lacking, itemsOf(parts, address), (range, value) => work.add(range, value));
      }
      folder.finish();
    },
  };
}

const EVERYTHING: Range = { first: 0, count: 2 ** 53 };

function surveyOf({ label, unit, ranges }: Wanted, parts: readonly Part[], address: string): Surveyed {
  const there = parts.filter(({ work }) => work.address === address).flatMap(({ items }) => items);
  return {
    ...{ label, unit },
    wanted: countOf(ranges),
    gaps: ranges.flatMap((range) => gapsIn(range, there)),
    overlaps: overlapsOf(there),
  };
}

function allWanted(manifests: readonly Manifest[]): Record<string, Wanted> {
  const all: Record<string, Wanted> = {};
  for (const { wanted } of manifests)
    for (const [address, { ranges, ...name }] of Object.entries(wanted))
      all[address] = { ...name, ranges: joined([...(all[address]?.ranges ?? []), ...ranges]) };
  return all;
}

const countOf = (ranges: readonly Range[]) => ranges.reduce((sum, { count }) => sum + count, 0);

const sizeOf = ({ wanted }: Manifest) =>
  Object.values(wanted).reduce((sum, { ranges }) => sum + countOf(ranges), 0);
