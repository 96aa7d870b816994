import { plain, whole } from '../../media/numbers.ts';
import { table } from '../../media/text/table.ts';
import { DECIMAL_COMMAS } from '../analyse/reading.ts';
import type { ReconstructionAnswer } from './schema.ts';

/** Farther than this from the curve, something does not fit. */
const FAR = 0.02;

/** How good the reconstruction is, for people. */
export function reconstructionText(file: ReconstructionAnswer): string {
  const { provenance, label, n, events, median, error, lowered, raised, atRisk } = file;
  const told = provenance.events;
  const missed = atRisk.filter(({ published, reconstructed }) => published !== reconstructed).length;
  const total = told === null ? '' : told === events ? ', as published' : ` (published: ${whole(told)})`;
  const lines = [
    `${label === null ? '' : `${label}: `}${whole(n)} patients, ${whole(events)} events${total}, from ${whole(provenance.curve.points)} points of ${provenance.curve.file}`,
    ...(provenance.curve.decimal === ',' || provenance.atRisk?.decimal === ',' ? [DECIMAL_COMMAS] : []),
    `Median: ${medianText(median)}`,
    `Largest distance from the points read: ${plain(error.largest)}${error.largest >= 0.00005 ? ` at time ${plain(error.at)}` : ''}`,
    ...changeLine(lowered, [
      'rises above an earlier one, or above 1: lowered',
      'rise above an earlier one, or above 1: lowered',
    ]),
    ...changeLine(raised, ['is below 0: raised', 'are below 0: raised']),
    `Numbers at risk: ${atRisk.length - missed} of ${atRisk.length} met`,
  ];
  const rows = atRisk.map((one) => [plain(one.time), whole(one.published), whole(one.reconstructed)]);
  const risk = table([{ heading: 'time' }, { heading: 'published' }, { heading: 'reconstructed' }], rows);
  const notes: string[] = [];
  if (lowered.largest > FAR)
    notes.push('Points rise by more than reading explains: are they all of one curve?');
  if (error.fitted > FAR || missed > 0)
    notes.push(
      'The curve and the numbers at risk do not fit each other: are they of one arm, in one unit of time?',
    );
  if (atRisk.length === 1 && told === null)
    notes.push(
      'Nothing tells who was censored before the end: a hazard ratio may be far off. Give more numbers at risk.',
    );
  return [lines.join('\n'), risk, ...notes].join('\n\n');
}

/** `2 points rise above an earlier one, or above 1: lowered by at most 0.03, at time 2`. */
function changeLine(
  { points, largest, at }: ReconstructionAnswer['lowered'],
  [one, more]: [string, string],
): string[] {
  if (points === 0) return [];
  const told = points === 1 ? `1 point ${one} by` : `${whole(points)} points ${more} by at most`;
  return [`${told} ${digits(largest)}, at time ${plain(at)}`];
}

/** Two digits that count, so that no change reads 0. */
const digits = (change: number): string => plain(Number(change.toPrecision(2)), 12);

function medianText({ value, lower, upper }: ReconstructionAnswer['median']): string {
  const shown = (limit: number | null) => (limit === null ? 'not reached' : plain(limit));
  if (value === null && lower === null) return 'not reached';
  return `${shown(value)} (95% ${shown(lower)} to ${shown(upper)}, log interval)`;
}
