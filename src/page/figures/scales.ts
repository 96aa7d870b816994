/** A mapping from data to pixels; both ends of the domain map to those of the range. */
export interface Scale {
  type: 'linear' | 'log';
  domain: readonly [number, number];
  range: readonly [number, number];
}

/** The pixel of a value. */
export function pixelOf({ type, domain, range }: Scale, value: number): number {
  const of = (x: number) => (type === 'log' ? Math.log(x) : x);
  const share = (of(value) - of(domain[0])) / (of(domain[1]) - of(domain[0]));
  return range[0] + share * (range[1] - range[0]);
}

/** Domain and range as text, with which tests and readers can read values off the drawing. */
export function scaleData({ type, domain, range }: Scale): string {
  const ends = [...domain, ...range.map((end) => Math.round(end * 10) / 10)].join(',');
  return type === 'log' ? `log,${ends}` : ends;
}

/** A number with a minus sign instead of a hyphen. */
export function numberShown(value: number): string {
  return String(value).replace('-', '−');
}

/** About `count` round values in steps of 1, 2 or 5 times a power of ten. */
export function roundTicks([low, high]: readonly [number, number], count: number): number[] {
  const step = roundStep((high - low) / Math.max(1, count));
  const first = Math.ceil(low / step - 1e-9);
  const ticks = [];
  // by multiplication, since repeated addition gives 0.30000000000000004
  for (let i = first; i * step <= high + step * 1e-9; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

/** The least of 1, 2 and 5 times a power of ten that is at least a number. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  const factor = [1, 2, 5, 10].find((f) => f * power >= least * (1 - 1e-9))!;
  return factor * power;
}

/**
 * Round values within the domain of a log scale: common ratios such as 0.5, 0.8, 1 and 1.25, or equal steps if the
 * domain is too narrow for them. Always at least three, since one tick shows no scale; a `count` below 4 is taken as 4.
 */
export function logTicks(domain: readonly [number, number], count: number): number[] {
  const most = Math.max(4, count);
  const sets = [[1, 1.25, 1.5, 2, 3, 4, 5, 6, 8], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]].map(
    (factors) => powersWithin(domain, factors),
  );
  const fitting = sets.find((ticks) => ticks.length >= 3 && ticks.length <= most);
  if (fitting) return fitting;
  const tooMany = sets.findLast((ticks) => ticks.length > most);
  if (tooMany) return thinned(tooMany, most);
  // the finest has at most two values: less than a factor of four, for which equal steps do as well
  for (let steps = most; steps < 4 * most; steps++) {
    const even = roundTicks(domain, steps);
    if (even.length >= 3) return thinned(even, most);
  }
  return sets[0]!;
}

/** These factors times powers of ten, in order. */
function powersWithin([low, high]: readonly [number, number], factors: readonly number[]): number[] {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const factor of factors) {
      const tick = Number((factor * 10 ** power).toPrecision(12));
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  return ticks;
}

/** Every k-th value, at most `most`, and at least three if there are five or more; including 1 if possible. */
function thinned(ticks: readonly number[], most: number): number[] {
  const each = Math.ceil(ticks.length / most);
  const from = (start: number) => ticks.filter((_, i) => i % each === start);
  const withOne = from(Math.max(0, ticks.indexOf(1)) % each);
  return withOne.length >= 3 ? withOne : from(0);
}

/** Usual steps between ticks of time. */
const steps: Record<string, readonly number[]> = {
  day: [1, 2, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650, 7300],
  week: [1, 2, 4, 13, 26, 52, 104, 260, 520, 1040],
  month: [1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600],
  year: [0.25, 0.5, 1, 2, 5, 10, 20, 50],
};

/**
 * Possible tick times from 0 to the horizon, the finest set first.
 *
 * @param unit of time; for an unknown one, round numbers are used
 */
export function timeTicks(unit: string, horizon: number): number[][] {
  const known = steps[unit] ?? [1, 2, 5, 10].map((factor) => factor * roundStep(horizon / 20));
  const usable = known.filter((step) => horizon / step <= 16 && horizon / step >= 1);
  const taken = usable.length > 0 ? usable : [horizon / 4, horizon / 2, horizon];
  return taken.map((step) =>
    Array.from({ length: Math.floor(horizon / step + 1e-9) + 1 }, (_, i) =>
      Number((i * step).toPrecision(12)),
    ),
  );
}
