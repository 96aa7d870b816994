import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Keep, KeptWork, WorkOf } from '../../parts/keep.ts';
import { pack } from '../../parts/pack.ts';
import { endOf, joined, type Range } from '../../parts/ranges.ts';
import { UsageError } from '../errors.ts';
import { withLock } from '../folder-lock.ts';
import { makeFolders } from '../folders.ts';
import { reasonOf } from '../output.ts';
import { type Disk, writeFile } from './disk.ts';
import { differences, type Identity } from './identity.ts';
import { partBytes, type WorkName } from './part-file.ts';
import { PART, type Part, partsIn, pathOf, readItem, readParts, removeRemains } from './part-list.ts';

/** What a folder is of: enough to go on without the command line that began it. */
export interface Manifest {
  belongs: Identity;
  /** parsed arguments of the command */
  argv: Readonly<Record<string, unknown>>;
  /** the work that is asked for, by address */
  wanted: Record<string, Wanted>;
}

export interface Wanted extends Omit<WorkName, 'address'> {
  ranges: Range[];
}

export const MANIFEST = 'sojourn-run.json';

/** Files are put together when there are so many. */
const MOST_FILES = 64;
/** Larger files are left as they are, so that not everything is written again and again. */
const LARGE = 2 ** 24;
/** Most numbers of a joined item: its counts fit into 32 bits. */
const MOST_TOGETHER = 2 ** 31;

interface Pending extends Range {
  value: unknown;
}

interface OpenWork {
  name: WorkName;
  join: WorkOf<unknown>['join'];
  pending: Pending[];
}

export interface RunFolderOptions {
  folder: string;
  belongs: Identity;
  argv: Manifest['argv'];
  /** seconds between parts */
  every: number;
  disk?: Disk;
}

/**
 * A folder in which results outlive the process: finished ranges as parts that are whole or absent. Several processes may use
 * one folder: at worst they do the same work twice.
 */
export class RunFolder implements Keep {
  readonly #options: RunFolderOptions;
  readonly #works = new Map<string, OpenWork>();
  readonly #parts: Part[];
  #manifest: Manifest;
  #isNoted = true;
  #written = performance.now();

  /** @throws UsageError if the folder belongs to other work or cannot be written to */
  constructor(options: RunFolderOptions) {
    this.#options = options;
    const { folder, belongs, argv } = options;
    this.#writing(() => makeFolders(partsIn(folder)));
    removeRemains(folder);
    const there = readManifest(folder);
    if (there) mustBelong(folder, there.belongs, belongs);
    this.#parts = readParts(folder);
    for (const part of this.#parts) mustBelong(pathOf(part), part.belongs, belongs);
    this.#manifest = { belongs, argv, wanted: there?.wanted ?? {} };
    if (!there) this.#saveManifest();
  }

  work<T>(of: WorkOf<T>): KeptWork<T> {
    const open = this.#open(of as WorkOf<unknown>);
    const items = itemsOf<T>(this.#parts, open.name.address);
    return { items, add: (range, value) => this.#add(open, range, value) };
  }

  /** Notes that ranges of a work are asked for, so that `merge` can tell what is missing. */
  want(of: Pick<WorkOf<unknown>, 'label' | 'unit' | 'question'>, range: Range): void {
    const { address, ...name } = nameOf(of);
    const { wanted } = this.#manifest;
    wanted[address] = { ...name, ranges: joined([...(wanted[address]?.ranges ?? []), range]) };
    this.#isNoted = false;
  }

  /** Writes what is pending, and puts small parts together if there are many. */
  finish(): void {
    this.#writing(() => {
      this.#flush();
      this.#consolidate();
    });
  }

  #open(of: WorkOf<unknown>): OpenWork {
    const name = nameOf(of);
    const open = this.#works.get(name.address) ?? { name, join: of.join, pending: [] };
    this.#works.set(name.address, open);
    return open;
  }

  #add({ pending, join }: OpenWork, range: Range, value: unknown): void {
    const before = join && pending.find((one) => isJoinable(one, range));
    if (before) {
      before.value = join(before.value, value);
      before.count += range.count;
    } else pending.push({ ...range, value: join ? join(undefined, value) : value });
    if (performance.now() - this.#written >= 1000 * this.#options.every) this.#writing(() => this.#flush());
  }

  #flush(): void {
    const { folder, belongs, disk } = this.#options;
    if (!this.#isNoted) this.#saveManifest();
    for (const { name, pending } of this.#works.values()) {
      if (pending.length === 0) continue;
      writeFile(partsIn(folder), newName(), partBytes({ belongs, work: name }, pending), disk);
      pending.length = 0;
    }
    this.#written = performance.now();
  }

  /** The larger file is there before the smaller ones go: in between, ranges are there twice and count once. */
  #consolidate(): void {
    const { folder, belongs, disk } = this.#options;
    const isSmall = ({ bytes }: Part) => bytes < LARGE;
    const count = () => readParts(folder).filter(isSmall).length;
    if (count() < MOST_FILES) return;
    withLock(folder, () => {
      const small = readParts(folder).filter(isSmall);
      for (const { name, join } of this.#works.values()) {
        const own = small.filter(({ work }) => work.address === name.address);
        if (own.length < 2) continue;
        const items = joinedItems(own, join);
        writeFile(partsIn(folder), newName(), partBytes({ belongs, work: name }, items), disk);
        for (const part of own) if (!part.isLost) rmSync(pathOf(part), { force: true });
      }
    });
  }

  #saveManifest(): void {
    const { folder, disk } = this.#options;
    // another process may have noted more meanwhile
    for (const [address, { ranges, ...name }] of Object.entries(readManifest(folder)?.wanted ?? {})) {
      const own = this.#manifest.wanted[address]?.ranges ?? [];
      this.#manifest.wanted[address] = { ...name, ranges: joined([...own, ...ranges]) };
    }
    this.#isNoted = true;
    const text = `${JSON.stringify(this.#manifest, undefined, 2)}\n`;
    this.#writing(() => writeFile(folder, MANIFEST, Buffer.from(text), disk));
  }

  /** @throws Error with the reason in words */
  #writing(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new Error(
        `--keep ${this.#options.folder} could not be written: ${reasonOf(error)}. What is kept there is sound: the same command goes on from it`,
        { cause: error },
      );
    }
  }
}

/** Every kept range of a work; it is read when it is asked for. */
export function itemsOf<T>(parts: readonly Part[], address: string): KeptWork<T>['items'] {
  return parts
    .filter(({ work }) => work.address === address)
    .flatMap((part) =>
      part.items.map(({ first, count }, i) => ({
        first,
        count,
        read: () => readItem(part, i) as T | undefined,
      })),
    );
}

/** @throws UsageError if a file of this name is no manifest */
export function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}; choose another folder`);
  }
}

/** @throws UsageError that says what differs */
export function mustBelong(what: string, there: Identity, here: Identity): void {
  const found = differences(there, here);
  if (found.length === 0) return;
  throw new UsageError(`${what} belongs to other work: ${found.join('; ')}. Choose another folder`);
}

export function nameOf({
  label,
  unit,
  question,
}: Pick<WorkOf<unknown>, 'label' | 'unit' | 'question'>): WorkName {
  return { address: createHash('sha256').update(pack(question)).digest('hex'), label, unit };
}

function newName(): string {
  return `${randomBytes(12).toString('hex')}${PART}`;
}

function isJoinable(one: Range, next: Range): boolean {
  return endOf(one) === next.first && one.count + next.count <= MOST_TOGETHER;
}

/** The items of parts without those that others cover, adjacent ones joined. */
function joinedItems(parts: readonly Part[], join: WorkOf<unknown>['join']): Pending[] {
  const items = parts.flatMap((part) =>
    part.items.map(({ first, count }, i) => ({ first, count, read: () => readItem(part, i) })),
  );
  const result: Pending[] = [];
  for (const { first, count, read } of items.sort((a, b) => a.first - b.first || b.count - a.count)) {
    const last = result.at(-1);
    if (last && first + count <= endOf(last)) continue;
    const value = read();
    if (value === undefined) continue;
    if (last && join && isJoinable(last, { first, count })) {
      last.value = join(last.value, value);
      last.count += count;
    } else result.push({ first, count, value });
  }
  return result;
}
