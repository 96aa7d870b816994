import { groupedOrder, increasingOrder } from '../math/order.ts';

/** A label for each patient: treatment group or stratum. */
export type Labels = ArrayLike<string | number>;

/** Patients in groups that are to be compared. */
export interface GroupedIndividuals {
  /** follow-up time of each patient, finite and >= 0 */
  times: ArrayLike<number>;
  /** 0 censored, 1 event; with several causes k is an event of cause k */
  statuses: ArrayLike<number>;
  /** group of each patient */
  groups: Labels;
  /** stratum of each patient, for comparisons within strata; default a single stratum */
  strata?: Labels;
}

/** Labels as codes: levels[codes[i]] is the label of patient i. */
export interface Coded {
  levels: (string | number)[];
  codes: Uint32Array;
}

/** Codes labels. Levels are increasing, numbers before words; words by character code, independent of the locale. */
export function codeLabels(labels: Labels): Coded {
  const codeOf = new Map<string | number, number>();
  const codes = new Uint32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    let code = codeOf.get(label);
    if (code === undefined) codeOf.set(label, (code = codeOf.size));
    codes[i] = code;
  }
  const levels = [...codeOf.keys()].sort(compareLabels);
  const rank = new Uint32Array(codeOf.size);
  for (const [place, level] of levels.entries()) rank[codeOf.get(level)!] = place;
  for (let i = 0; i < codes.length; i++) codes[i] = rank[codes[i]!]!;
  return { levels, codes };
}

function compareLabels(a: string | number, b: string | number): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Checks columns of patients.
 *
 * @param causes the highest status
 * @param columns further columns by name, which must be as long as the times
 * @throws RangeError naming the column and the patient
 */
export function checkIndividuals(
  { times, statuses }: Pick<GroupedIndividuals, 'times' | 'statuses'>,
  causes: number,
  columns: Readonly<Record<string, ArrayLike<unknown> | undefined>>,
): void {
  const size = times.length;
  for (const [name, column] of Object.entries({ statuses, ...columns })) {
    if (column !== undefined && column.length !== size)
      throw new RangeError(`${column.length} ${name} for ${size} times, must be as many`);
  }
  for (let i = 0; i < size; i++) {
    if (!(times[i]! >= 0 && times[i]! < Infinity))
      throw new RangeError(`times[${i}] is ${times[i]}, must be finite and >= 0`);
    const status = statuses[i]!;
    if (!(status >= 0 && status <= causes && Number.isInteger(status))) {
      const right = causes === 1 ? '0 or 1' : `a whole number from 0 to ${causes}`;
      throw new RangeError(`statuses[${i}] is ${status}, must be ${right}`);
    }
  }
}

/** The order of patients by stratum and, within it, by increasing time; ties keep their original order. */
export function orderByTime(times: ArrayLike<number>, strata?: Coded): Uint32Array {
  const order = increasingOrder(times);
  return strata === undefined ? order : groupedOrder(order, strata.codes, strata.levels.length);
}
