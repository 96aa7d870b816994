import {
  multiplyHigh,
  PHILOX_M0,
  PHILOX_M1,
  PHILOX_ROUNDS,
  PHILOX_W0,
  PHILOX_W1,
  SPREAD,
} from '../generators.ts';
import { type Memory, memoryOver } from '../memory.ts';
import {
  type Bend,
  hazardOfPieces,
  inverseOfPieces,
  MAP_BIAS,
  MAP_LARGEST,
  MAP_LOWEST,
  MAP_SIZE,
  MAP_SMALLEST,
  TABLE_SIDE,
} from '../tables.ts';
import type { Machine, Primitives, Queue } from './primitives.ts';

/** Doubles per octave of a table: 16 pieces of 4 coefficients. */
const OCTAVE = 64;
/** Offset of the highest octave in a quantile table, minus the leading one of the piece bits; see `sample`. */
const HIGHEST = TABLE_SIDE - 2 * OCTAVE;

/** From these odds on every draw is a yes, including infinite odds, where u (1 + odds) < odds would be false. */
const CERTAIN_ODDS = 1e18;

/**
 * The primitives in plain TypeScript: the reference, and the fallback where WebAssembly is missing.
 *
 * Draws follow src/kernel/generators.ts and tables src/kernel/tables.ts. Both are inlined here, because they are most
 * of the work.
 *
 * The loops are written for what JavaScript engines compile well. Views are local variables, and index sums end in `|
 * 0`: known to be 32-bit integers, they need no overflow check, which would take a quarter of a short loop's time.
 */
export function typescriptMachine(bytes: number): Machine {
  const memory = memoryOver(new ArrayBuffer(bytes));
  return { memory, primitives: primitivesOver(memory) };
}

function primitivesOver({ i32, u32, f64, buffer }: Memory): Primitives {
  const halves = new Uint32Array(buffer, 0, 2);
  const double = new Float64Array(buffer, 0, 1);
  // for each octave of a map, the factor that scales its numbers to 16 to 32: piece, and position within it
  const octaves = Float64Array.from({ length: MAP_SIZE / OCTAVE }, (_, i) => 2 ** (4 - MAP_LOWEST - i));

  return {
    iota(patients, n) {
      const m = i32;
      const p = patients >> 2;
      for (let i = 0; i < n; i++) m[(p + i) | 0] = i;
    },
    fill(column, n, value) {
      f64.fill(value, column >> 3, (column >> 3) + n);
    },
    label(column, n, value) {
      i32.fill(value, column >> 2, (column >> 2) + n);
    },

    draw(patients, n, first, k1, k2, draws) {
      const m = i32;
      const p = patients >> 2;
      const d = draws >> 2;
      const base = (first + k1) | 0;
      for (let i = 0; i < n; i++) {
        let x = (m[(p + i) | 0]! + base) | 0;
        x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb);
        const fed = x;
        x ^= k2;
        x = Math.imul(x ^ (x >>> 11), 0xac4c1b51);
        x = Math.imul(x ^ (x >>> 15), 0x31848bab);
        m[(d + i) | 0] = ((x ^ (x >>> 14)) + fed) | 0;
      }
    },
    drawVisit(patients, n, first, k1, k2, visits, draws) {
      const m = i32;
      const p = patients >> 2;
      const d = draws >> 2;
      const v = visits >> 2;
      const base = (first + k1) | 0;
      for (let i = 0; i < n; i++) {
        const patient = m[(p + i) | 0]!;
        const visit = (m[(v + patient) | 0]! - 1) | 0;
        let x = (patient + base) | 0;
        x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb);
        const fed = x;
        x ^= k2 ^ Math.imul(visit, SPREAD);
        x = Math.imul(x ^ (x >>> 11), 0xac4c1b51);
        x = Math.imul(x ^ (x >>> 15), 0x31848bab);
        m[(d + i) | 0] = ((x ^ (x >>> 14)) + fed) | 0;
      }
    },
    philox(patients, n, first, k1, k2, draws) {
      const m = i32;
      const p = patients >> 2;
      const d = draws >> 2;
      for (let i = 0; i < n; i++) m[(d + i) | 0] = philox((first + m[(p + i) | 0]!) | 0, 0, k1, k2);
    },
    philoxVisit(patients, n, first, k1, k2, visits, draws) {
      const m = i32;
      const p = patients >> 2;
      const d = draws >> 2;
      const v = visits >> 2;
      for (let i = 0; i < n; i++) {
        const patient = m[(p + i) | 0]!;
        m[(d + i) | 0] = philox((first + patient) | 0, (m[(v + patient) | 0]! - 1) | 0, k1, k2);
      }
    },
    bend(draws, n, { threshold, low, high }: Bend) {
      const m = u32;
      const d = draws >> 2;
      for (let i = 0; i < n; i++) {
        const at = (d + i) | 0;
        const x = m[at]!;
        m[at] =
          x < threshold ? Math.floor((x + 0.5) * low) : Math.floor((x - threshold + 0.5) * high) + 2147483648;
      }
    },
    count(draws, n, threshold) {
      const m = u32;
      const d = draws >> 2;
      let below = 0;
      for (let i = 0; i < n; i++) below = (below + +(m[(d + i) | 0]! < threshold)) | 0;
      return below;
    },

    sample(table, draws, n, times) {
      const m = i32;
      const f = f64;
      const d = draws >> 2;
      const t = times >> 3;
      const base = (table >> 3) + HIGHEST;
      const far = TABLE_SIDE | 0;
      for (let i = 0; i < n; i++) {
        const x = m[(d + i) | 0]!;
        const side = x >> 31;
        const z = ((x ^ side) << 1) | 1;
        const zeros = Math.clz32(z);
        // shift z's highest set bit, the octave, to the top; the four bits below it are the piece
        const top = z << zeros;
        const a = (base + (side & far) - (zeros << 6) + ((top >>> 27) << 2)) | 0;
        const r = ((top << 5) >>> 0) * 2.3283064365386963e-10;
        f[(t + i) | 0] = f[a]! + r * (f[(a + 1) | 0]! + r * (f[(a + 2) | 0]! + r * f[(a + 3) | 0]!));
      }
    },
    even(draws, n, min, width, times) {
      const m = u32;
      const f = f64;
      const d = draws >> 2;
      const t = times >> 3;
      for (let i = 0; i < n; i++) {
        const u = (m[(d + i) | 0]! + 0.5) * 2.3283064365386963e-10;
        f[(t + i) | 0] = min + width * (1 - u);
      }
    },
    race(table, draws, n, times, winners, label) {
      const m = i32;
      const f = f64;
      const d = draws >> 2;
      const t = times >> 3;
      const w = winners >> 2;
      const base = (table >> 3) + HIGHEST;
      const far = TABLE_SIDE | 0;
      for (let i = 0; i < n; i++) {
        const x = m[(d + i) | 0]!;
        const side = x >> 31;
        const z = ((x ^ side) << 1) | 1;
        const zeros = Math.clz32(z);
        const top = z << zeros;
        const a = (base + (side & far) - (zeros << 6) + ((top >>> 27) << 2)) | 0;
        const r = ((top << 5) >>> 0) * 2.3283064365386963e-10;
        const time = f[a]! + r * (f[(a + 1) | 0]! + r * (f[(a + 2) | 0]! + r * f[(a + 3) | 0]!));
        const at = (t + i) | 0;
        if (time < f[at]!) {
          f[at] = time;
          m[(w + i) | 0] = label;
        }
      }
    },
    earlier(others, n, times, winners, label) {
      const m = i32;
      const f = f64;
      const o = others >> 3;
      const t = times >> 3;
      const w = winners >> 2;
      for (let i = 0; i < n; i++) {
        const time = f[(o + i) | 0]!;
        const at = (t + i) | 0;
        if (time < f[at]!) {
          f[at] = time;
          m[(w + i) | 0] = label;
        }
      }
    },
    never(draws, n, threshold, times) {
      const m = u32;
      const f = f64;
      const d = draws >> 2;
      const t = times >> 3;
      for (let i = 0; i < n; i++) {
        if (m[(d + i) | 0]! < threshold) f[(t + i) | 0] = Number.POSITIVE_INFINITY;
      }
    },

    map(table, n, values) {
      const f = f64;
      const v = values >> 3;
      const base = table >> 3;
      for (let i = 0; i < n; i++) {
        const at = (v + i) | 0;
        const given = f[at]!;
        const value = given > MAP_SMALLEST ? (given < MAP_LARGEST ? given : MAP_LARGEST) : MAP_SMALLEST;
        double[0] = value;
        const piece = ((halves[1]! >>> 16) + MAP_BIAS) | 0;
        const a = (base + (piece << 2)) | 0;
        const r = value * octaves[piece >> 4]! - (16 + (piece & 15));
        f[at] = f[a]! + r * (f[(a + 1) | 0]! + r * (f[(a + 2) | 0]! + r * f[(a + 3) | 0]!));
      }
    },
    piecesHazard(pieces, n, values) {
      const f = f64;
      const v = values >> 3;
      for (let i = 0; i < n; i++) f[(v + i) | 0] = hazardOfPieces(f, pieces >> 3, f[(v + i) | 0]!);
    },
    piecesTime(pieces, n, values) {
      const f = f64;
      const v = values >> 3;
      for (let i = 0; i < n; i++) f[(v + i) | 0] = inverseOfPieces(f, pieces >> 3, f[(v + i) | 0]!);
    },

    copy(column, n, others) {
      f64.copyWithin(column >> 3, others >> 3, (others >> 3) + n);
    },
    add(column, n, others) {
      const f = f64;
      const c = column >> 3;
      const o = others >> 3;
      for (let i = 0; i < n; i++) f[(c + i) | 0] = f[(c + i) | 0]! + f[(o + i) | 0]!;
    },
    subtract(column, n, others) {
      const f = f64;
      const c = column >> 3;
      const o = others >> 3;
      for (let i = 0; i < n; i++) f[(c + i) | 0] = f[(c + i) | 0]! - f[(o + i) | 0]!;
    },
    notBefore(column, n, others) {
      const f = f64;
      const c = column >> 3;
      const o = others >> 3;
      for (let i = 0; i < n; i++) {
        const bound = f[(o + i) | 0]!;
        if (f[(c + i) | 0]! < bound) f[(c + i) | 0] = bound;
      }
    },

    remember(patients, n, column, memory) {
      const m = i32;
      const f = f64;
      const p = patients >> 2;
      const c = column >> 3;
      const s = memory >> 3;
      for (let i = 0; i < n; i++) f[(s + m[(p + i) | 0]!) | 0] = f[(c + i) | 0]!;
    },
    recall(patients, n, memory, column) {
      const m = i32;
      const f = f64;
      const p = patients >> 2;
      const c = column >> 3;
      const s = memory >> 3;
      for (let i = 0; i < n; i++) f[(c + i) | 0] = f[(s + m[(p + i) | 0]!) | 0]!;
    },
    scale(patients, n, memory, column) {
      const m = i32;
      const f = f64;
      const p = patients >> 2;
      const c = column >> 3;
      const s = memory >> 3;
      for (let i = 0; i < n; i++) f[(c + i) | 0] = f[(c + i) | 0]! * f[(s + m[(p + i) | 0]!) | 0]!;
    },
    visit(patients, n, visits) {
      const m = i32;
      const p = patients >> 2;
      const s = visits >> 2;
      let most = 0;
      for (let i = 0; i < n; i++) {
        const at = (s + m[(p + i) | 0]!) | 0;
        const seen = (m[at]! + 1) | 0;
        m[at] = seen;
        if (seen > most) most = seen;
      }
      return most;
    },

    tally(times, labels, n, counts, rows, perUnit) {
      const m = i32;
      const f = f64;
      const t = times >> 3;
      const l = labels >> 2;
      const h = counts >> 2;
      const last = rows - 1;
      for (let i = 0; i < n; i++) {
        const scaled = f[(t + i) | 0]! * perUnit;
        const row = scaled <= last ? (scaled > 0 ? Math.ceil(scaled) | 0 : 0) : rows;
        const at = (h + m[(l + i) | 0]! + row) | 0;
        m[at] = (m[at]! + 1) | 0;
      }
    },

    note(times, n, track, rows, perUnit) {
      const m = i32;
      const f = f64;
      const t = times >> 3;
      const h = track >> 2;
      const last = rows - 1;
      for (let i = 0; i < n; i++) {
        const scaled = f[(t + i) | 0]! * perUnit;
        const row = scaled <= last ? (scaled > 0 ? Math.ceil(scaled) | 0 : 0) : rows;
        const at = (h + row) | 0;
        m[at] = (m[at]! + 1) | 0;
      }
    },

    gather(column, n, others) {
      const m = i32;
      const a = column >> 2;
      const b = others >> 2;
      for (let i = 0; i < n; i++) m[(a + i) | 0] = (m[(a + i) | 0]! + m[(b + i) | 0]!) | 0;
    },

    descend(column, n, size) {
      const m = i32;
      const a = column >> 2;
      let rest = size | 0;
      for (let i = 0; i < n; i++) {
        rest = (rest - m[(a + i) | 0]!) | 0;
        m[(a + i) | 0] = rest;
      }
    },

    observe(times, follow, n, event, censored, rows, perUnit) {
      const m = i32;
      const f = f64;
      const t = times >> 3;
      const u = follow >> 3;
      const e = event >> 2;
      const c = censored >> 2;
      const last = rows - 1;
      for (let i = 0; i < n; i++) {
        const time = f[(t + i) | 0]!;
        const until = f[(u + i) | 0]!;
        const scaled = (until < time ? until : time) * perUnit;
        const row = scaled <= last ? (scaled > 0 ? Math.ceil(scaled) | 0 : 0) : rows;
        const at = ((until < time ? c : e) + row) | 0;
        m[at] = (m[at]! + 1) | 0;
      }
    },

    // write first, then keep or not: without branches, none is mispredicted
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
        const time = f[(t + i) | 0]!;
        m[(q + moved) | 0] = m[(p + i) | 0]!;
        f[(s + moved) | 0] = time;
        moved = (moved + (+(m[(w + i) | 0]! === label) & +(time <= horizon))) | 0;
      }
      return moved;
    },
    expire(times, patients, n, horizon, toPatients, toTimes) {
      const m = i32;
      const f = f64;
      const t = times >> 3;
      const p = patients >> 2;
      const q = toPatients >> 2;
      const s = toTimes >> 3;
      let moved = 0;
      for (let i = 0; i < n; i++) {
        const time = f[(t + i) | 0]!;
        m[(q + moved) | 0] = m[(p + i) | 0]!;
        f[(s + moved) | 0] = time;
        moved = (moved + +!(time <= horizon)) | 0;
      }
      return moved;
    },
    // split, part and splitOdds differ in one comparison; each is written out as a tight loop
    split(draws, threshold, from, n, yes, no) {
      const m = u32;
      const { f, p, t, yp, yt, np, nt } = placesOf(from, yes, no);
      const d = draws >> 2;
      let a = 0;
      for (let i = 0; i < n; i++) {
        const patient = m[(p + i) | 0]!;
        const time = f[(t + i) | 0]!;
        const b = (i - a) | 0;
        m[(yp + a) | 0] = patient;
        f[(yt + a) | 0] = time;
        m[(np + b) | 0] = patient;
        f[(nt + b) | 0] = time;
        a = (a + +(m[(d + i) | 0]! < threshold)) | 0;
      }
      return a;
    },
    splitPatients(draws, threshold, patients, n, yes, no) {
      const m = u32;
      const d = draws >> 2;
      const p = patients >> 2;
      const y = yes >> 2;
      const o = no >> 2;
      let a = 0;
      for (let i = 0; i < n; i++) {
        const patient = m[(p + i) | 0]!;
        m[(y + a) | 0] = patient;
        m[(o + i - a) | 0] = patient;
        a = (a + +(m[(d + i) | 0]! < threshold)) | 0;
      }
      return a;
    },
    part(left, right, from, n, yes, no) {
      const m = i32;
      const { f, p, t, yp, yt, np, nt } = placesOf(from, yes, no);
      const l = left >> 3;
      const r = right >> 3;
      let a = 0;
      for (let i = 0; i < n; i++) {
        const patient = m[(p + i) | 0]!;
        const time = f[(t + i) | 0]!;
        const b = (i - a) | 0;
        m[(yp + a) | 0] = patient;
        f[(yt + a) | 0] = time;
        m[(np + b) | 0] = patient;
        f[(nt + b) | 0] = time;
        a = (a + +(f[(l + i) | 0]! <= f[(r + i) | 0]!)) | 0;
      }
      return a;
    },
    splitOdds(draws, odds, from, n, yes, no) {
      const m = u32;
      const { f, p, t, yp, yt, np, nt } = placesOf(from, yes, no);
      const d = draws >> 2;
      const o = odds >> 3;
      let a = 0;
      for (let i = 0; i < n; i++) {
        const patient = m[(p + i) | 0]!;
        const time = f[(t + i) | 0]!;
        const b = (i - a) | 0;
        m[(yp + a) | 0] = patient;
        f[(yt + a) | 0] = time;
        m[(np + b) | 0] = patient;
        f[(nt + b) | 0] = time;
        const ratio = Math.min(f[(o + i) | 0]!, CERTAIN_ODDS);
        const u = (m[(d + i) | 0]! + 0.5) * 2.3283064365386963e-10;
        a = (a + +(u * (1 + ratio) < ratio)) | 0;
      }
      return a;
    },
  };

  /** Three queues as indices into the views. */
  function placesOf(from: Queue, yes: Queue, no: Queue) {
    return {
      f: f64,
      p: from.patients >> 2,
      t: from.times >> 3,
      yp: yes.patients >> 2,
      yt: yes.times >> 3,
      np: no.patients >> 2,
      nt: no.times >> 3,
    };
  }
}

/** The first word of a block of Philox4x32-10, without arrays. */
function philox(patient: number, visit: number, k1: number, k2: number): number {
  let c0 = patient;
  let c1 = visit;
  let c2 = 0;
  let c3 = 0;
  for (let round = 0; round < PHILOX_ROUNDS; round++) {
    const a = multiplyHigh(PHILOX_M1, c2) ^ c1 ^ k1;
    const b = multiplyHigh(PHILOX_M0, c0) ^ c3 ^ k2;
    c1 = Math.imul(PHILOX_M1, c2);
    c3 = Math.imul(PHILOX_M0, c0);
    c0 = a;
    c2 = b;
    k1 = (k1 + PHILOX_W0) | 0;
    k2 = (k2 + PHILOX_W1) | 0;
  }
  return c0;
}
