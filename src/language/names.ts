import { nearest } from './nearest.ts';

/*
 * All messages about unknown names end by one of these functions, so that they say in one way what was probably meant.
 */

/** Most names that a message lists. */
const MOST_LISTED = 16;

interface NameList {
  has: string;
  none: string;
  /** writes the known names: with commas, unless given */
  list?: (names: readonly string[]) => string;
}

/**
 * `; did you mean "li-2021"?`, the end of a message that lists the names itself, or lists none; empty if no
 * candidate is near.
 */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearest(name, candidates);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/**
 * The end of a message about an unknown name: the name that was probably meant, or else the known names.
 *
 * @param has words before the list; `none` replaces the list if nothing is known
 * @returns `; did you mean "PFS"?`, `; it has OS, PFS` or `; it has none`
 */
export function namesInstead(
  name: string,
  known: Iterable<string>,
  { has, none, list = listOf }: NameList = { has: 'it has', none: 'it has none' },
): string {
  const names = [...known];
  return didYouMean(name, names) || `; ${names.length === 0 ? none : `${has} ${list(names)}`}`;
}

/** `endpoint "PSF" is not in the scenario; did you mean "PFS"?` */
export function unknownName(
  what: string,
  name: string,
  known: Iterable<string>,
  where = 'the scenario',
): string {
  return `${what} "${name}" is not in ${where}${namesInstead(name, known)}`;
}

/** The message for a name that may be defined anywhere in a file. */
export function notDefined(what: string, name: string, known: Iterable<string>): string {
  const there = { has: 'known:', none: 'there is none' };
  return `${what} "${name}" is not defined${namesInstead(name, known, there)}`;
}

function listOf(names: readonly string[]): string {
  const more = names.length > MOST_LISTED ? ', ...' : '';
  return `${names.slice(0, MOST_LISTED).join(', ')}${more}`;
}
