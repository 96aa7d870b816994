import type { Memory } from './memory.ts';
import type { Primitives, Queue } from './primitives.ts';
import {
  type Bend,
  hazardOfPieces,
  inverseOfPieces,
  MAP_BIAS,
  MAP_LARGEST,
  MAP_SMALLEST,
  TABLE_SIDE,
} from './tables.ts';

/** The two multipliers after the first; see `draw`. */
const A = 0xed5ad4bb;
const B = 0xac4c1b51;
const C = 0x31848bab;
/** Spreads visit numbers over the second key: 2^32 over the golden ratio. */
const VISIT = 0x9e3779b9;
/** 2^-32 */
const UNIT = 2.3283064365386963e-10;

/**
 * The primitives in plain TypeScript: the reference, and what runs where WebAssembly is missing.
 *
 * The generator is a keyed integer hash of 32 bits (triple32 of Wellons, two keys and a feed-forward, without which
 * a stream would be a permutation and too even). The tables are read as src/kernel/tables.ts says; the two readers
 * of cubic tables stand here again, in line, because they are half of all the work.
 */
export function typescriptPrimitives({ i32, u32, f64, buffer }: Memory): Primitives {
  const halves = new Uint32Array(buffer, 0, 2);
  const double = new Float64Array(buffer, 0, 1);

  const primitives: Primitives = {
    iota(patients, n) {
      const p = patients >> 2;
      for (let i = 0; i < n; i++) i32[p + i] = i;
    },
    fill(column, n, value) {
      f64.fill(value, column >> 3, (column >> 3) + n);
    },
    label(column, n, value) {
      i32.fill(value, column >> 2, (column >> 2) + n);
    },

    draw(patients, n, k1, k2, draws) {
      const m = i32;
      const p = patients >> 2;
      const d = draws >> 2;
      for (let i = 0; i < n; i++) {
        let x = (m[p + i]! + k1) | 0;
        x = Math.imul(x ^ (x >>> 17), A);
        const fed = x;
        x ^= k2;
        x = Math.imul(x ^ (x >>> 11), B);
        x = Math.imul(x ^ (x >>> 15), C);
        m[d + i] = (x ^ (x >>> 14)) + fed;
      }
    },
    drawVisit(patients, n, k1, k2, visits, draws) {
      const m = i32;
      const p = patients >> 2;
      const d = draws >> 2;
      const v = visits >> 2;
      for (let i = 0; i < n; i++) {
        const patient = m[p + i]!;
        // the visit under way has been counted: the first one is number 0
        const visit = m[v + patient]! - 1;
        let x = (patient + k1) | 0;
        x = Math.imul(x ^ (x >>> 17), A);
        const fed = x;
        x ^= k2 ^ Math.imul(visit, VISIT);
        x = Math.imul(x ^ (x >>> 11), B);
        x = Math.imul(x ^ (x >>> 15), C);
        m[d + i] = (x ^ (x >>> 14)) + fed;
      }
    },
    bend(draws, n, { threshold, low, high }: Bend) {
      const m = u32;
      const d = draws >> 2;
      for (let i = 0; i < n; i++) {
        const x = m[d + i]!;
        m[d + i] =
          x < threshold ? Math.floor((x + 0.5) * low) : Math.floor((x - threshold + 0.5) * high) + 2147483648;
      }
    },
    count(draws, n, threshold) {
      const m = u32;
      const d = draws >> 2;
      let below = 0;
      for (let i = 0; i < n; i++) below += +(m[d + i]! < threshold);
      return below;
    },

    sample(table, draws, n, times) {
      const m = i32;
      const f = f64;
      const d = draws >> 2;
      const t = times >> 3;
      const base = table >> 3;
      for (let i = 0; i < n; i++) {
        const x = m[d + i]!;
        const side = x >> 31;
        const z = ((x ^ side) << 1) | 1;
        const zeros = Math.clz32(z);
        const top = z << zeros;
        const a = base + (side & TABLE_SIDE) + ((((31 - zeros) << 4) + ((top >>> 27) & 15)) << 2);
        const r = ((top << 5) >>> 0) * UNIT;
        f[t + i] = f[a]! + r * (f[a + 1]! + r * (f[a + 2]! + r * f[a + 3]!));
      }
    },
    race(table, draws, n, times, winners, label) {
      const m = i32;
      const f = f64;
      const d = draws >> 2;
      const t = times >> 3;
      const w = winners >> 2;
      const base = table >> 3;
      for (let i = 0; i < n; i++) {
        const x = m[d + i]!;
        const side = x >> 31;
        const z = ((x ^ side) << 1) | 1;
        const zeros = Math.clz32(z);
        const top = z << zeros;
        const a = base + (side & TABLE_SIDE) + ((((31 - zeros) << 4) + ((top >>> 27) & 15)) << 2);
        const r = ((top << 5) >>> 0) * UNIT;
        const time = f[a]! + r * (f[a + 1]! + r * (f[a + 2]! + r * f[a + 3]!));
        if (time < f[t + i]!) {
          f[t + i] = time;
          m[w + i] = label;
        }
      }
    },
    earlier(others, n, times, winners, label) {
      const o = others >> 3;
      const t = times >> 3;
      const w = winners >> 2;
      for (let i = 0; i < n; i++) {
        if (f64[o + i]! < f64[t + i]!) {
          f64[t + i] = f64[o + i]!;
          i32[w + i] = label;
        }
      }
    },
    never(draws, n, threshold, times) {
      const d = draws >> 2;
      const t = times >> 3;
      for (let i = 0; i < n; i++) if (u32[d + i]! < threshold) f64[t + i] = Number.POSITIVE_INFINITY;
    },

    map(table, n, values) {
      const f = f64;
      const v = values >> 3;
      const base = table >> 3;
      for (let i = 0; i < n; i++) {
        double[0] = Math.min(Math.max(f[v + i]!, MAP_SMALLEST), MAP_LARGEST);
        const high = halves[1]!;
        const low = halves[0]!;
        const a = base + (((high >>> 16) + MAP_BIAS) << 2);
        halves[1] = 0x3ff00000 | ((high & 0xffff) << 4) | (low >>> 28);
        halves[0] = low << 4;
        const r = double[0]! - 1;
        f[v + i] = f[a]! + r * (f[a + 1]! + r * (f[a + 2]! + r * f[a + 3]!));
      }
    },
    piecesHazard(pieces, n, values) {
      const v = values >> 3;
      for (let i = 0; i < n; i++) f64[v + i] = hazardOfPieces(f64, pieces >> 3, f64[v + i]!);
    },
    piecesTime(pieces, n, values) {
      const v = values >> 3;
      for (let i = 0; i < n; i++) f64[v + i] = inverseOfPieces(f64, pieces >> 3, f64[v + i]!);
    },

    add(column, n, others) {
      const f = f64;
      const c = column >> 3;
      const o = others >> 3;
      for (let i = 0; i < n; i++) f[c + i] = f[c + i]! + f[o + i]!;
    },
    subtract(column, n, others) {
      const c = column >> 3;
      const o = others >> 3;
      for (let i = 0; i < n; i++) f64[c + i] = f64[c + i]! - f64[o + i]!;
    },
    notBefore(column, n, others) {
      const c = column >> 3;
      const o = others >> 3;
      for (let i = 0; i < n; i++) if (f64[c + i]! < f64[o + i]!) f64[c + i] = f64[o + i]!;
    },

    remember(patients, n, column, memory) {
      const p = patients >> 2;
      const c = column >> 3;
      const s = memory >> 3;
      for (let i = 0; i < n; i++) f64[s + i32[p + i]!] = f64[c + i]!;
    },
    recall(patients, n, memory, column) {
      const p = patients >> 2;
      const c = column >> 3;
      const s = memory >> 3;
      for (let i = 0; i < n; i++) f64[c + i] = f64[s + i32[p + i]!]!;
    },
    scale(patients, n, memory, column) {
      const p = patients >> 2;
      const c = column >> 3;
      const s = memory >> 3;
      for (let i = 0; i < n; i++) f64[c + i] = f64[c + i]! * f64[s + i32[p + i]!]!;
    },
    visit(patients, n, visits) {
      const p = patients >> 2;
      const s = visits >> 2;
      let most = 0;
      for (let i = 0; i < n; i++) {
        const seen = ++i32[s + i32[p + i]!]!;
        if (seen > most) most = seen;
      }
      return most;
    },

    tally(times, labels, n, counts, rows, perUnit) {
      const m = u32;
      const f = f64;
      const t = times >> 3;
      const l = labels >> 2;
      const h = counts >> 2;
      const last = rows - 1;
      for (let i = 0; i < n; i++) {
        const scaled = f[t + i]! * perUnit;
        let row = rows;
        if (scaled <= last) {
          row = scaled | 0;
          row += +(row < scaled);
        }
        m[h + m[l + i]! + row]!++;
      }
    },

    advance(times, winners, patients, n, label, horizon, toPatients, toTimes) {
      const m = i32;
      const f = f64;
      const t = times >> 3;
      const w = winners >> 2;
      const p = patients >> 2;
      const q = toPatients >> 2;
      const s = toTimes >> 3;
      let moved = 0;
      for (let i = 0; i < n; i++) {
        const time = f[t + i]!;
        m[q + moved] = m[p + i]!;
        f[s + moved] = time;
        moved += +(m[w + i]! === label) & +(time <= horizon);
      }
      return moved;
    },
    expire(times, patients, n, horizon, toPatients, toTimes) {
      const t = times >> 3;
      const p = patients >> 2;
      const q = toPatients >> 2;
      const s = toTimes >> 3;
      let moved = 0;
      for (let i = 0; i < n; i++) {
        i32[q + moved] = i32[p + i]!;
        f64[s + moved] = f64[t + i]!;
        moved += +!(f64[t + i]! <= horizon);
      }
      return moved;
    },
    split(draws, threshold, from, n, yes, no) {
      const m = u32;
      const f = f64;
      const d = draws >> 2;
      const p = from.patients >> 2;
      const t = from.times >> 3;
      const yp = yes.patients >> 2;
      const yt = yes.times >> 3;
      const np = no.patients >> 2;
      const nt = no.times >> 3;
      let a = 0;
      let b = 0;
      for (let i = 0; i < n; i++) {
        const patient = m[p + i]!;
        const time = f[t + i]!;
        const is = +(m[d + i]! < threshold);
        m[yp + a] = patient;
        f[yt + a] = time;
        m[np + b] = patient;
        f[nt + b] = time;
        a += is;
        b += 1 - is;
      }
      return a;
    },
    part(left, right, from, n, yes, no) {
      const l = left >> 3;
      const r = right >> 3;
      let a = 0;
      let b = 0;
      for (let i = 0; i < n; i++) {
        if (f64[l + i]! <= f64[r + i]!) move(from, i, yes, a++);
        else move(from, i, no, b++);
      }
      return a;
    },
    splitOdds(draws, odds, from, n, yes, no) {
      const d = draws >> 2;
      const o = odds >> 3;
      let a = 0;
      let b = 0;
      for (let i = 0; i < n; i++) {
        const u = (u32[d + i]! + 0.5) * UNIT;
        if (u * (1 + f64[o + i]!) < f64[o + i]!) move(from, i, yes, a++);
        else move(from, i, no, b++);
      }
      return a;
    },
  };

  function move(from: Queue, i: number, to: Queue, at: number): void {
    i32[(to.patients >> 2) + at] = i32[(from.patients >> 2) + i]!;
    f64[(to.times >> 3) + at] = f64[(from.times >> 3) + i]!;
  }

  return primitives;
}
