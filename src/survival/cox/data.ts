import { type Coded, checkIndividuals, codeLabels, type Labels, orderByTime } from '../grouped.ts';

export interface CoxIndividuals {
  /** follow-up time of each patient, finite and >= 0 */
  times: ArrayLike<number>;
  /** 0 censored, 1 an event */
  statuses: ArrayLike<number>;
  /** values of each patient for each named covariate, such as age */
  covariates?: Readonly<Record<string, ArrayLike<number>>>;
  /** group of each patient: a factor, with one hazard ratio for each group but `reference` */
  groups?: Labels;
  /** the reference group; default the first in increasing order */
  reference?: string | number;
  /** stratum of each patient; each stratum has its own baseline hazard */
  strata?: Labels;
}

/** A covariate, or a factor with one column for each level except the reference. */
export interface Term {
  name: string;
  columns: number[];
}

/**
 * The patients in the order in which the partial likelihood processes them: by stratum, from the last time backwards.
 */
export interface CoxData {
  names: string[];
  terms: Term[];
  /** covariates minus their mean, divided by `scales`, so that values are near 1 in any unit */
  columns: Float64Array[];
  scales: Float64Array;
  /** 1 for an event */
  events: Uint8Array;
  /** index of the first patient of each distinct time of a stratum; the last entry is the number of patients */
  starts: Uint32Array;
  /** the time of each block of tied patients */
  times: Float64Array;
  /** 1 if the block is the first of a stratum */
  begins: Uint8Array;
  /** number of patients and of events */
  size: number;
  eventCount: number;
}

/** @throws RangeError naming the patient or the column that cannot be used */
export function coxData(data: CoxIndividuals): CoxData {
  const { times, statuses } = data;
  checkIndividuals(data, 1, { groups: data.groups, strata: data.strata });
  const strata = data.strata && codeLabels(data.strata);
  const order = orderByTime(times, strata).reverse();
  const size = order.length;
  const { names, terms, values } = termsOf(data);
  const columns: Float64Array[] = [];
  const scales = new Float64Array(values.length);
  for (const [j, value] of values.entries()) {
    const column = new Float64Array(size);
    for (let i = 0; i < size; i++) column[i] = value(order[i]!);
    scales[j] = standardise(column);
    columns.push(column);
  }
  const events = new Uint8Array(size);
  let eventCount = 0;
  for (let i = 0; i < size; i++) eventCount += events[i] = statuses[order[i]!]!;
  return { names, terms, columns, scales, events, size, eventCount, ...blocksOf(times, order, strata) };
}

function termsOf({ times, covariates = {}, groups, reference }: CoxIndividuals) {
  const names: string[] = [];
  const terms: Term[] = [];
  const values: ((person: number) => number)[] = [];
  for (const [name, column] of Object.entries(covariates)) {
    if (column.length !== times.length)
      throw new RangeError(`${column.length} values of ${name} for ${times.length} times, must be as many`);
    for (let i = 0; i < times.length; i++) {
      if (!Number.isFinite(column[i]!))
        throw new RangeError(`${name}[${i}] is ${column[i]}, must be a finite number`);
    }
    terms.push({ name, columns: [names.length] });
    names.push(name);
    values.push((person) => column[person]!);
  }
  if (groups !== undefined) {
    const { levels, codes } = codeLabels(groups);
    const base = reference === undefined ? 0 : levels.indexOf(reference);
    if (base < 0)
      throw new RangeError(`reference is ${reference}, must be one of the groups ${levels.join(', ')}`);
    const term: Term = { name: 'groups', columns: [] };
    for (const [code, level] of levels.entries()) {
      if (code === base) continue;
      term.columns.push(names.length);
      names.push(String(level));
      values.push((person) => (codes[person] === code ? 1 : 0));
    }
    if (term.columns.length > 0) terms.push(term);
  }
  if (values.length === 0)
    throw new RangeError('there is nothing to estimate: must have a covariate, or two groups');
  return { names, terms, values };
}

/** Subtracts the mean and divides by the mean absolute deviation, which is returned; 1 for a constant column. */
function standardise(column: Float64Array): number {
  let sum = 0;
  for (const x of column) sum += x;
  const mean = sum / column.length;
  let distance = 0;
  for (let i = 0; i < column.length; i++) {
    column[i]! -= mean;
    distance += Math.abs(column[i]!);
  }
  const scale = distance > 0 ? distance / column.length : 1;
  for (let i = 0; i < column.length; i++) column[i]! /= scale;
  return scale;
}

function blocksOf(times: ArrayLike<number>, order: Uint32Array, strata?: Coded) {
  const size = order.length;
  const starts = new Uint32Array(size + 1);
  const blockTimes = new Float64Array(size);
  const begins = new Uint8Array(size);
  let blocks = 0;
  for (let i = 0; i < size; i++) {
    const begin = i === 0 || strata?.codes[order[i]!] !== strata?.codes[order[i - 1]!];
    if (!begin && times[order[i]!] === times[order[i - 1]!]) continue;
    starts[blocks] = i;
    blockTimes[blocks] = times[order[i]!]!;
    begins[blocks++] = begin ? 1 : 0;
  }
  starts[blocks] = size;
  return {
    starts: starts.subarray(0, blocks + 1),
    times: blockTimes.subarray(0, blocks),
    begins: begins.subarray(0, blocks),
  };
}
