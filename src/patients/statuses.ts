/** The interpretation of a status column. */
import { echoed, isMissing, listed } from './csv.ts';
import { type Decimal, numberOf } from './decimal.ts';
import { chosenValues, countValues, inOrder, noValue } from './values.ts';

export interface StatusOptions {
  /**
   * values that mean an event, separated by commas: each is a cause; all others are censored unless `censored` is given
   */
  event?: string;
  /** values that mean censored; others are events, each a cause, unless `event` is given */
  censored?: string;
  /** whether the column is CDISC's censoring flag: 0 an event, 1 and above censored */
  isCnsr?: boolean;
  decimal?: Decimal;
}

/** A value of the column, how it was interpreted, and how many patients have it. */
export interface StatusMeaning {
  value: string;
  /** null: censored */
  cause: string | null;
  n: number;
}

export interface ReadStatuses {
  /** 0 censored, k an event of causes[k - 1] */
  statuses: Uint8Array;
  /** names as in the file; only causes of which there are events */
  causes: string[];
  meanings: StatusMeaning[];
}

/** Most causes. A column with more events does not hold causes. */
const MOST_CAUSES = 20;

/**
 * Interprets the statuses of patients.
 *
 * @param complain reports a cell, by its row
 * @param refuse reports a problem of the column as a whole
 * @returns undefined if there is any problem
 */
export function readStatuses(
  cells: readonly string[],
  options: StatusOptions,
  complain: (row: number, message: string) => void,
  refuse: (message: string) => void,
): ReadStatuses | undefined {
  const counts = countValues(cells);
  const meaning = meaningOf(counts, options, refuse);
  if (!meaning) return undefined;
  const read = new Map<string, Meaning>();
  for (const value of counts.keys())
    read.set(value, isMissing(value) ? wrong(`is missing, ${meaning.right}`) : meaning.of(value));
  let isSound = true;
  const reported = new Set<string>();
  for (let row = 0; row < cells.length; row++) {
    const status = read.get(cells[row]!)!;
    if (status.wrong === undefined) continue;
    isSound = false;
    const about = status.about ?? cells[row]!;
    if (!reported.has(about)) complain(row, status.wrong);
    reported.add(about);
  }
  if (!isSound) return undefined;
  const present = new Set<string>();
  for (const { cause } of read.values()) if (cause !== null) present.add(cause!);
  const causes = meaning.causes?.filter((cause) => present.has(cause)) ?? inOrder(present, options.decimal);
  if (causes.length === 0) causes.push(meaning.causes?.[0] ?? '1'); // nobody has an event
  if (causes.length > MOST_CAUSES) {
    refuse(
      `has ${causes.length} different events, ${listed(causes)}; there are at most ${MOST_CAUSES} causes: name the events by --event, or those who are censored by --censored`,
    );
    return undefined;
  }
  const codes = new Map(
    [...read].map(([value, { cause }]) => [value, cause === null ? 0 : causes.indexOf(cause!) + 1]),
  );
  return {
    statuses: Uint8Array.from(cells, (cell) => codes.get(cell)!),
    causes,
    meanings: inOrder(counts.keys(), options.decimal).map((value) => ({
      value,
      cause: read.get(value)!.cause!,
      n: counts.get(value)!,
    })),
  };
}

/** The cause of a value (null: censored), or a problem. */
interface Meaning {
  cause?: string | null;
  wrong?: string;
  /** what the problem is about, so that it is reported once; the value unless given */
  about?: string;
}

interface Rule {
  of(value: string): Meaning;
  /** what would be right */
  right: string;
  /** in the order in which the user gave them */
  causes?: string[];
}

const wrong = (message: string): Meaning => ({ wrong: message });

function meaningOf(
  counts: ReadonlyMap<string, number>,
  { event, censored, isCnsr = false, decimal = '.' }: StatusOptions,
  refuse: (message: string) => void,
): Rule | undefined {
  if (event === undefined && censored === undefined)
    return isCnsr ? cnsrRule(decimal) : numberRule(counts, decimal);
  const events = event === undefined ? undefined : chosenValues(event, counts, decimal);
  const censoredValues = censored === undefined ? undefined : chosenValues(censored, counts, decimal);
  // a file without censored patients is valid, but a word that no patient has is probably misspelt
  const missing = [
    ...(events?.missing ?? []),
    ...(censoredValues?.missing ?? []).filter((part) => Number.isNaN(numberOf(part, decimal))),
  ];
  for (const part of missing) refuse(noValue(part, counts));
  if (missing.length > 0) return undefined;
  const causes = new Map(events?.chosen.flatMap((values) => values.map((value) => [value, values[0]!])));
  const isCensored = new Set(censoredValues?.chosen.flat());
  const twice = [...causes.keys()].find((value) => isCensored.has(value));
  if (twice !== undefined) {
    refuse(`cannot have ${echoed(twice)} both for an event and for censored`);
    return undefined;
  }
  const named = events && [...new Set(causes.values())];
  if (events && censoredValues)
    return {
      of: (value) =>
        causes.has(value)
          ? { cause: causes.get(value)! }
          : isCensored.has(value)
            ? { cause: null }
            : wrong(`is ${echoed(value)}, must be one of the events or of the censored that were named`),
      right: 'must be one of the events or of the censored that were named',
      causes: named,
    };
  if (events)
    return {
      of: (value) => ({ cause: causes.get(value) ?? null }),
      right: 'every patient must have a status',
      causes: named,
    };
  const isWord = [...isCensored].some((value) => Number.isNaN(numberOf(value, decimal)));
  const right = isWord
    ? 'every patient must have a status'
    : `must be a whole number from 0 to ${MOST_CAUSES}`;
  return {
    of: (value) =>
      isCensored.has(value)
        ? { cause: null }
        : isWord || isStatus(numberOf(value, decimal))
          ? { cause: value }
          : wrong(`is ${echoed(value)}, ${right}, or the events be named by --event`),
    right,
  };
}

const isStatus = (status: number) => status >= 0 && status <= MOST_CAUSES && Number.isInteger(status);

/** 0 censored; 1 an event; 2, 3, ... events of other causes; or R's TRUE for an event and FALSE for censored. */
function numberRule(counts: ReadonlyMap<string, number>, decimal: Decimal): Rule {
  const right = 'must be 0 (censored), 1 (event), or 2, 3, ... for events of other causes';
  const values = [...counts.keys()].filter((value) => !isMissing(value));
  if (values.length > 0 && values.every((value) => /^(true|false)$/i.test(value)))
    return {
      of: (value) => ({ cause: /^true$/i.test(value) ? value : null }),
      right: 'must be TRUE (event) or FALSE',
    };
  const words = values.filter((value) => Number.isNaN(numberOf(value, decimal)));
  const advice = words.length > 0 && values.length <= MOST_CAUSES ? adviceOn(values) : '';
  return {
    of: (value) => {
      const status = numberOf(value, decimal);
      if (!isStatus(status))
        return { ...wrong(`is ${echoed(value)}, ${right}${advice}`), about: advice || value };
      return { cause: status === 0 ? null : String(status) };
    },
    right,
  };
}

/** A hint how to name the events of a column of words. */
function adviceOn(values: readonly string[]): string {
  const all = inOrder(values);
  const event = all.find((value) => /^(dead|died|death|deceased|event|yes|progress|relapse)/i.test(value));
  return `; where words say it, name those that are events: --event ${event === undefined ? 'WORD' : echoed(event)} (values: ${listed(all)})`;
}

function cnsrRule(decimal: Decimal): Rule {
  const right = 'must be 0 (event) or 1, 2, ... (censored), as CDISC has it of CNSR';
  return {
    of: (value) => {
      const flag = numberOf(value, decimal);
      if (!(flag >= 0 && Number.isInteger(flag))) return wrong(`is ${echoed(value)}, ${right}`);
      return { cause: flag === 0 ? '1' : null };
    },
    right,
  };
}
