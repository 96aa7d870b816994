import type { Figure } from './figure.ts';

export interface OccupancyFigure extends Pick<Figure, 'id' | 'title' | 'caption'> {
  /** unit of time: day, week, month or year */
  unit: string;
  /** the origin of time: `first treatment` */
  origin?: string;
  /** increasing, from 0 */
  times: readonly number[];
  /** from the bottom up; values are shares in [0, 1], one for each time, with sum 1 at each time */
  states: readonly OccupiedState[];
  /** time at which data end and extrapolation begins */
  until?: number;
}

export interface OccupiedState {
  name: string;
  title: string;
  values: readonly number[];
  /** Monte Carlo standard errors of the shares, if they are simulated */
  mcse?: readonly (number | null)[];
}
