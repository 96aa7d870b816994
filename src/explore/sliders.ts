import { roundStep } from '../page/figures/scales.ts';
import type { Entry } from '../scenario/ledger.ts';
import type { DrawnNumber } from '../uncertainty/drawn.ts';
import { intervalOf, type UncertaintyLaw } from '../uncertainty/law.ts';

/** A number that can be moved. Plain data. */
export interface Slider {
  /** `parameter`, or `strategy.parameter` for one that a strategy defines */
  name: string;
  strategy?: string;
  parameter: string;
  /** the value in the file */
  value: number;
  /** ends of the track */
  lowest: number;
  highest: number;
  step: number;
  /** 95% interval of the evidence */
  interval?: readonly [number, number];
  /** the density of the evidence's distribution along the track: pairs of position and height, both from 0 to 1 */
  density?: readonly (readonly [number, number])[];
  /** what the number rests on: one word, and lines of text */
  basis: 'evidence' | 'calibrated' | 'assumption';
  about: readonly string[];
}

export function sliderOf(entry: Entry, name: string, drawn: DrawnNumber | undefined): Slider {
  const value = entry.value!;
  const [from, to] = endsOf(entry, drawn?.law);
  const step = rounded(roundStep((to - from) / 100));
  const lowest = rounded(Math.floor(Math.min(from, value) / step) * step);
  const highest = rounded(Math.ceil(Math.max(to, value) / step) * step);
  return {
    name,
    ...(entry.strategy !== undefined && { strategy: entry.strategy }),
    parameter: entry.name,
    ...{ value, lowest, highest, step },
    ...(drawn && { interval: intervalOf(drawn.law), density: densityOf(drawn.law, lowest, highest) }),
    basis: entry.source ? 'evidence' : entry.calibrated !== undefined ? 'calibrated' : 'assumption',
    about: aboutOf(entry),
  };
}

/** Where the track ends: almost all of the evidence's distribution, or what such a number usually is. */
function endsOf({ value, isRatio }: Entry, law: UncertaintyLaw | undefined): [number, number] {
  if (law) {
    const [low, high] = [law.quantile(0.001), law.quantile(0.999)];
    if (Number.isFinite(low) && Number.isFinite(high) && low < high) return [low, high];
  }
  if (isRatio) return [value! / 3, value! * 3];
  if (value! >= 0 && value! <= 1) return [0, 1];
  return value! > 0 ? [0, value! * 2] : [value! * 2, 0];
}

/** Without the digits that only come from binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

const PARTS = 40;

/** The mean density between quantiles: the share between them over their distance. */
function densityOf(law: UncertaintyLaw, lowest: number, highest: number): [number, number][] {
  const quantiles = Array.from({ length: PARTS + 1 }, (_, i) => law.quantile((i + 0.04) / (PARTS + 0.08)));
  const points = quantiles.slice(1).flatMap((to, i): [number, number][] => {
    const from = quantiles[i]!;
    return to > from ? [[((from + to) / 2 - lowest) / (highest - lowest), 1 / (to - from)]] : [];
  });
  const most = Math.max(...points.map(([, height]) => height));
  return points
    .filter(([at]) => at >= 0 && at <= 1)
    .map(([at, height]) => [Number(at.toFixed(3)), Number((height / most).toFixed(3))]);
}

function aboutOf({
  source,
  where,
  note,
  caveat,
  assumption,
  calibrated,
  counts,
  interval,
  printed,
}: Entry): string[] {
  return [
    note,
    counts && `${counts.events} of ${counts.of}`,
    printed && `Printed: ${printed}`,
    interval && `${interval.level * 100}% interval ${interval.lower} to ${interval.upper}`,
    source && [source.cite, where].filter(Boolean).join(', '),
    source?.caveat && `Caveat: ${source.caveat}`,
    assumption && `Assumption: ${assumption}`,
    calibrated && `Calibrated: ${calibrated}`,
    caveat && `Caveat: ${caveat}`,
  ].filter((line): line is string => typeof line === 'string');
}
