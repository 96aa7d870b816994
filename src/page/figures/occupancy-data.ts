import type { Figure } from './figure.ts';

export interface OccupancyFigure extends Pick<Figure, 'id' | 'title' | 'caption'> {
  /** of time: day, week, month or year */
  unit: string;
  /** what time counts from: `first treatment` */
  origin?: string;
  /** increasing, from 0 */
  times: readonly number[];
  /** from the bottom up; values are shares in [0, 1], one a time, which add up to 1 at each */
  states: readonly OccupiedState[];
  /** where data end and extrapolation begins */
  until?: number;
}

export interface OccupiedState {
  name: string;
  title: string;
  values: readonly number[];
  /** their Monte Carlo standard errors, where they are simulated */
  mcse?: readonly (number | null)[];
}
