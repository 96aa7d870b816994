import { plain, whole } from '../../media/numbers.ts';
import type { LookTiming } from '../../trial/design.ts';
import { listed } from './words.ts';

interface Setting {
  unit: string;
  /** of the trial */
  patients: number;
}

/** When a look takes place, in a sentence. @param events its conditions that are of events, in words */
export function timingWords(look: LookTiming, events: readonly string[], setting: Setting): string {
  const { time, enrolled, rule, gap, skipBelow } = look;
  const { unit } = setting;
  const conditions = [
    ...events,
    ...(time === undefined ? [] : [`${unit} ${plain(time, 2)}`]),
    ...(enrolled ? [enrolledWords(enrolled, setting)] : []),
  ];
  const when =
    conditions.length > 1 ? `${conditions.join(' or ')}, whichever is ${rule}` : conditions.join('');
  return [
    when,
    ...(gap === undefined ? [] : [`but at least ${timeWords(gap, unit)} after the one before`]),
    ...(skipBelow === undefined
      ? []
      : [`but left out where fewer than ${whole(skipBelow)} events have come since the one before`]),
  ].join(', ');
}

/** Where the spending function is read, as a sentence with a space before it; empty if at the information. */
export function spendingTimesWords(looks: readonly LookTiming[]): string {
  const times = looks.flatMap(({ spendingTime }) => spendingTime ?? []);
  return times.length === 0
    ? ''
    : ` The spending function is read at ${listed(times.map((time) => plain(time, 4)))}, whatever the information.`;
}

/** When a look takes place, for a cell of a table. */
export function plannedAt(look: LookTiming, events: readonly string[], { unit, patients }: Setting): string {
  const { time, enrolled, rule, gap, skipBelow } = look;
  const parts = [
    ...events,
    ...(time === undefined ? [] : [`${unit} ${plain(time, 1)}`]),
    ...(enrolled
      ? [
          `${enrolled.patients === patients ? 'last patient' : `patient ${whole(enrolled.patients)}`}${enrolled.after > 0 ? ` + ${plain(enrolled.after, 1)}` : ''}`,
        ]
      : []),
  ];
  const at = parts.join(rule === 'first' ? ' or ' : ' and ');
  return [
    at,
    ...(gap === undefined ? [] : [`gap ${plain(gap, 1)}`]),
    ...(skipBelow === undefined ? [] : [`if ${whole(skipBelow)} new events`]),
  ].join(', ');
}

function enrolledWords(
  { patients, after }: NonNullable<LookTiming['enrolled']>,
  { patients: all, unit }: Setting,
): string {
  const who = patients === all ? 'all patients' : `${whole(patients)} patients`;
  if (after === 0) return `the time when ${who} are randomised`;
  return patients === all
    ? `the time when the last patient has been followed for ${timeWords(after, unit)}`
    : `${timeWords(after, unit)} after ${who} are randomised`;
}

const timeWords = (time: number, unit: string) => `${plain(time, 2)} ${unit}${time === 1 ? '' : 's'}`;
