import { OverrideError } from '../scenario/overrides.ts';
import type { Described } from './describe.ts';
import type { Asked, QuickAnswer } from './shown.ts';
import type { Explorer } from './simulate.ts';

/** How much the shown figure changes between the ends of a number's interval, all other numbers as they are. */
export interface Matter {
  /** of the slider */
  name: string;
  ends: readonly [number, number];
  /** the figure at each end */
  figures: readonly [number, number];
  /** the figure's time */
  at: number;
  /** whether the figure is the difference of the second strategy from the first, or survival under the only one */
  isDifference: boolean;
}

/**
 * One number after the other at both ends of its 95% interval, on the same patients; the largest change first. Numbers without
 * an interval are left out.
 */
export async function whatMatters(explorer: Explorer, described: Described, asked: Asked): Promise<Matter[]> {
  const strategies = asked.strategies.slice(0, 2);
  const found: Matter[] = [];
  for (const { name, strategy, parameter, interval } of described.groups.flatMap(({ sliders }) => sliders)) {
    if (!interval) continue;
    const others = asked.set.filter((one) => one.parameter !== parameter || one.strategy !== strategy);
    const at = async (value: number) => {
      const set = [...others, { ...(strategy !== undefined && { strategy }), parameter, value }];
      return figureOf(await explorer.quick({ ...asked, strategies, set }));
    };
    try {
      const [low, high] = [await at(interval[0]), await at(interval[1])];
      if (!low || !high) continue;
      const isDifference = strategies.length > 1;
      found.push({ name, ends: interval, figures: [low.value, high.value], at: low.at, isDifference });
    } catch (error) {
      // impossible together with the others
      if (!(error instanceof OverrideError)) throw error;
    }
  }
  const change = ({ figures: [low, high] }: Matter) => Math.abs(high - low);
  return found.sort((a, b) => change(b) - change(a));
}

/** Survival at the last landmark, or the difference of the second strategy from the first. */
function figureOf({ strategies: [first, second] }: QuickAnswer): { at: number; value: number } | undefined {
  const [own, other] = [first?.landmarks.at(-1), second?.landmarks.at(-1)];
  if (!own || own.value === null) return undefined;
  return { at: own.at, value: other?.value == null ? own.value : other.value - own.value };
}
