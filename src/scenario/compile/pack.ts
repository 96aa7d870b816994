import type { Sampler } from '../../kernel/graph.ts';
import { MAP_LARGEST, MAP_SIZE, TABLE_SIZE } from '../../kernel/tables.ts';
import type { Distribution, Pieces } from '../distributions/distribution.ts';
import { exponential } from '../distributions/exponential.ts';
import { properPart } from '../distributions/transform.ts';
import { LARGEST_ERROR } from './accuracy.ts';
import { KeptTables } from './kept-tables.ts';
import { type Drawn, LONGEST } from './nodes.ts';
import { numberPieces } from './number-pieces.ts';
import { finePieces, packPieces } from './pieces.ts';
import { FINEST_ROW, LawError, type Need } from './refine.ts';
import { bendOf, HIGHEST, hazardMap, inverseHazardMap, quantileTable } from './tables.ts';

/** A cumulative hazard that no draw reaches. */
const CERTAIN = 500;

/** Gathers the tables and stream names of a plan. Equal keys share one table. */
export class Packer {
  readonly streams: string[] = [];
  readonly #streams = new Map<string, number>();
  readonly #parts: Float64Array[] = [];
  readonly #places = new Map<string, number | undefined>();
  readonly #kept: KeptTables;
  #size = 0;

  /** @param kept tables of earlier plans */
  constructor(kept = new KeptTables()) {
    this.#kept = kept;
    // offset 0: the engine samples unit exponentials from this table
    const unit = exponential.make({ rate: 1 });
    this.#place('unit exponential quantiles', TABLE_SIZE, (out) => quantileTable(unit, out, 0) <= 1);
  }

  /** All tables, one after the other. @param room memory for them, taken if it is large enough */
  tables(room?: Float64Array): Float64Array {
    const all =
      room && room.length >= this.#size ? room.subarray(0, this.#size) : new Float64Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  stream(name: string): number {
    const at = this.#streams.get(name) ?? this.streams.push(name) - 1;
    this.#streams.set(name, at);
    return at;
  }

  /**
   * The sampler of a duration, from one draw.
   *
   * @param key identifies the distribution: equal keys mean equal distributions
   * @param horizon times after it are not exact; they only stay after it
   * @throws LawError for a law that cannot be drawn
   */
  sampler(key: string, d: Distribution, stream: string, horizon = Number.POSITIVE_INFINITY): Sampler {
    if (isConstant(d)) return { kind: 'constant', value: d.inverseCumulativeHazard(1) };
    const { form } = d;
    if (form.kind === 'pieces')
      return { kind: 'pieces', stream: this.stream(stream), pieces: this.pieces(key, () => form) };
    if (d.limit < Number.POSITIVE_INFINITY) {
      const { cure, proper } = properPart(d);
      const threshold = thresholdOf(cure);
      if (threshold === ALL_DRAWS) return { kind: 'constant', value: Number.POSITIVE_INFINITY };
      const sampler = this.sampler(`${key} proper`, proper, stream, horizon);
      if (threshold === 0) return sampler;
      return { ...sampler, cure: { stream: this.stream(`${stream}/cure`), threshold } };
    }
    if (form.kind === 'jumps') {
      const pieces = this.pieces(key, () => finePieces(d, Number.POSITIVE_INFINITY));
      return { kind: 'pieces', stream: this.stream(stream), pieces };
    }
    if (form.kind === 'even') return { ...form, stream: this.stream(stream) };
    return (
      this.#table(key, d, stream, horizon) ?? {
        kind: 'pieces',
        stream: this.stream(stream),
        pieces: this.pieces(`${key} fine`, () => finePieces(d, horizon)),
      }
    );
  }

  /**
   * The sampler of a number, from one draw. The number may rise or fall with the draw.
   *
   * @param key as in `sampler`
   * @throws LawError for numbers that cannot be drawn
   */
  number(key: string, d: Drawn, stream: string): Sampler {
    if (isConstant(d)) return { kind: 'constant', value: d.inverseCumulativeHazard(1) };
    return (
      this.#table(key, d, stream) ?? {
        kind: 'pieces',
        stream: this.stream(stream),
        pieces: this.pieces(`${key} number`, () => numberPieces(d)),
      }
    );
  }

  /**
   * The cumulative hazard H in both directions: as maps if they are accurate enough, else as pieces.
   *
   * @param horizon the latest time on the law's own clock that matters
   * @throws LawError for a law that cannot be drawn, or for ratios larger than a column can hold
   */
  shape(
    key: string,
    d: Distribution,
    horizon: number,
    need: Need,
  ): { kind: 'map'; hazard: number; time: number } | { kind: 'pieces'; pieces: number } {
    if (need.largestRatio >= LONGEST && d.inverseCumulativeHazard(1 / LONGEST) > FINEST_ROW)
      throw new LawError(`hazard ratios of ${LONGEST} and more move its first events`);
    const { form } = d;
    if (form.kind === 'pieces') return { kind: 'pieces', pieces: this.pieces(key, () => form) };
    const use = `${horizon} ${need.latest} ${need.largestRatio}`;
    const end = d.inverseCumulativeHazard(CERTAIN);
    const smooth = d.limit === Number.POSITIVE_INFINITY && form.kind !== 'kink' && form.kind !== 'jumps';
    const inRange = horizon <= MAP_LARGEST && d.cumulativeHazard(horizon) <= HIGHEST;
    if (smooth && inRange && end !== d.inverseCumulativeHazard(CERTAIN * 1.2)) {
      const hazard = this.#place(`${key} hazard`, MAP_SIZE, (out) => hazardMap(d, out, 0) <= LARGEST_ERROR);
      const time = this.#place(
        `${key} time ${use}`,
        MAP_SIZE,
        (out) => inverseHazardMap(d, out, 0, horizon, need) <= 1,
      );
      if (hazard !== undefined && time !== undefined) return { kind: 'map', hazard, time };
    }
    return { kind: 'pieces', pieces: this.pieces(`${key} fine ${use}`, () => finePieces(d, horizon, need)) };
  }

  pieces(key: string, pieces: () => Pieces): number {
    const known = this.#places.get(`${key} pieces`);
    return (
      known ?? this.#add(`${key} pieces`, this.#kept.table(`${key} pieces`, () => packPieces(pieces()))!)
    );
  }

  /** A sampler by quantile table; undefined if the table is not accurate enough. */
  #table(key: string, d: Drawn, stream: string, horizon = Number.POSITIVE_INFINITY): Sampler | undefined {
    const table = this.#place(
      `${key} quantiles`,
      TABLE_SIZE,
      (out) => quantileTable(d, out, 0, horizon) <= 1,
    );
    if (table === undefined) return undefined;
    const bend = d.form.kind === 'kink' ? bendOf(d.form.at) : undefined;
    return { kind: 'table', stream: this.stream(stream), table, bend };
  }

  /** @param fill writes the table and returns whether it is accurate enough; if not, there is no table and no offset */
  #place(key: string, size: number, fill: (out: Float64Array) => boolean): number | undefined {
    if (this.#places.has(key)) return this.#places.get(key);
    const part = this.#kept.table(key, () => {
      const table = this.#kept.room(size);
      return fill(table) ? table : undefined;
    });
    if (part) return this.#add(key, part);
    this.#places.set(key, undefined);
    return undefined;
  }

  #add(key: string, part: Float64Array): number {
    const at = this.#size;
    this.#parts.push(part);
    this.#size += part.length;
    this.#places.set(key, at);
    return at;
  }
}

/** Whether a law always gives the same time. */
export function isConstant(d: Drawn): boolean {
  const soonest = d.inverseCumulativeHazard(1e-12);
  return soonest < Number.POSITIVE_INFINITY && soonest === d.inverseCumulativeHazard(CERTAIN);
}

/** The number of different 32-bit draws. */
const ALL_DRAWS = 4294967296;

/** The threshold below which a share p of all draws lies. */
export function thresholdOf(p: number): number {
  return Math.min(ALL_DRAWS, Math.max(0, Math.round(p * ALL_DRAWS)));
}
