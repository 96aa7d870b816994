import type { Graph } from '../../kernel/graph.ts';

/**
 * An arm as the kernel simulates it: a graph whose patients bring their own times along, and which of these columns is
 * what. Nothing is counted.
 */
export interface ArmColumns {
  graph: Graph;
  /** even on (0, 1): when the patient enters */
  entry: number;
  /** even on (0, 1): which stratum; undefined with one */
  stratum?: number;
  /** time of the endpoint's event since entry into the cohort, by stratum; infinite: none */
  event: number[];
  /** time of being lost since randomisation, by stratum; undefined: nobody is lost */
  dropout: (number | undefined)[];
  /** times since entry of what patients are randomised on, the first of which counts; infinite: never. Undefined: all at entry */
  randomised?: number[];
  /** when it is known, since entry, that the patient may be enrolled; infinite: may not. Undefined: all may */
  member?: number;
  /** event times are known up to here */
  horizon: number;
}
