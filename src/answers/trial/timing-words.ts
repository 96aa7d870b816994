import { plain, whole } from '../../media/numbers.ts';
import type { LookTiming } from '../../trial/design.ts';

interface Setting {
  unit: string;
  /** of the trial */
  patients: number;
}

/** When a look takes place, in a sentence. @param events its conditions that are of events, in words */
export function timingWords(look: LookTiming, events: readonly string[], setting: Setting): string {
  const { time, enrolled, rule, gap } = look;
  const { unit } = setting;
  const conditions = [
    ...events,
    ...(time === undefined ? [] : [`${unit} ${plain(time, 2)}`]),
    ...(enrolled ? [enrolledWords(enrolled, setting)] : []),
  ];
  const when =
    conditions.length > 1 ? `${conditions.join(' or ')}, whichever is ${rule}` : conditions.join('');
  return gap === undefined ? when : `${when}, but at least ${timeWords(gap, unit)} after the one before`;
}

/** The same for a cell of a table. */
export function plannedAt(look: LookTiming, events: readonly string[], { unit, patients }: Setting): string {
  const { time, enrolled, rule, gap } = look;
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
  return gap === undefined ? at : `${at}, gap ${plain(gap, 1)}`;
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
