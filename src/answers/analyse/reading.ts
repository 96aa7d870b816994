import { whole } from '../../media/numbers.ts';
import type { StatusMeaning } from '../../patients/index.ts';
import type { AnalysisAnswer } from './schema.ts';

/** Printed if a table has decimal commas. */
export const DECIMAL_COMMAS = 'Commas were read as decimal commas: 3,5 is three and a half.';

/** Most values that are listed; further ones are counted. */
const MOST_VALUES = 6;
/** Most characters of a value that are printed. */
const LONGEST = 40;

/** How the file was interpreted, in sentences, so that a user notices a wrong interpretation. */
export function readingLines({ provenance }: AnalysisAnswer): string[] {
  const { reading, nearTies, data, columns } = provenance;
  const lines = [statusLine(reading.statuses)];
  if (reading.isCnsr)
    lines.push(
      `${columns.status} was read as CDISC's censoring flag: 0 is an event, 1 and above censored. --event 1 reads it otherwise.`,
    );
  if (reading.where.length > 0)
    lines.push(
      `Only rows with ${reading.where.map(({ column, value }) => `${column}=${value}`).join(' and ')}: ${whole(data.rows)} of ${whole(reading.rows)}.`,
    );
  if (reading.decimal === ',') lines.push(DECIMAL_COMMAS);
  if (nearTies !== null && nearTies > 0)
    lines.push(
      `${whole(nearTies)} ${nearTies === 1 ? 'time differs' : 'times differ'} from another by rounding only and ${nearTies === 1 ? 'was' : 'were'} tied with it, as R does; --exact-times keeps them apart.`,
    );
  return lines;
}

function statusLine(statuses: readonly StatusMeaning[]): string {
  const several = new Set(statuses.flatMap(({ cause }) => cause ?? [])).size > 1;
  const valuesWith = (meaning: string, of: readonly StatusMeaning[]) => {
    const listed = of.slice(0, MOST_VALUES).map(({ value, n }) => `${cut(value)} (${whole(n)})`);
    const rest = of.slice(MOST_VALUES);
    if (rest.length > 0)
      listed.push(`${rest.length} more values (${whole(rest.reduce((sum, { n }) => sum + n, 0))})`);
    return `${meaning}: ${of.length === 0 ? 'nobody' : listed.join(', ')}`;
  };
  const events = valuesWith(
    several ? 'Events of different causes' : 'Event',
    statuses.filter(({ cause }) => cause !== null),
  );
  const censored = valuesWith(
    'Censored',
    statuses.filter(({ cause }) => cause === null),
  );
  return `${events}. ${censored}.`;
}

function cut(value: string): string {
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value;
}
