import type { Block } from '../../media/block.ts';
import { plain, whole } from '../../media/numbers.ts';
import { blocksText } from '../../media/text/blocks.ts';
import { DECIMAL_COMMAS } from '../analyse/reading.ts';
import type { ReconstructionAnswer } from './schema.ts';
import { atRiskTable } from './tables.ts';

/** The quality of the reconstruction, for people. */
export function reconstructionText(answer: ReconstructionAnswer): string {
  const blocks: Block[] = [
    { paragraph: linesOf(answer).join('\n') },
    { table: atRiskTable(answer) },
    { list: answer.notes },
  ];
  return blocksText(blocks);
}

function linesOf(answer: ReconstructionAnswer): string[] {
  const { provenance, label, n, events, median, error, lowered, raised, atRisk } = answer;
  const published = provenance.events;
  const total =
    published === null ? '' : published === events ? ', as published' : ` (published: ${whole(published)})`;
  const met = atRisk.filter(({ published, reconstructed }) => published === reconstructed).length;
  return [
    `${label === null ? '' : `${label}: `}${whole(n)} patients, ${whole(events)} events${total}, from ${whole(provenance.curve.points)} points of ${provenance.curve.file}`,
    ...(provenance.curve.decimal === ',' || provenance.atRisk?.decimal === ',' ? [DECIMAL_COMMAS] : []),
    `Median: ${medianText(median)}`,
    `Largest distance from the points read: ${plain(error.largest)}${error.largest >= 0.00005 ? ` at time ${plain(error.at)}` : ''}`,
    ...changeLine(lowered, [
      'rises above an earlier one, or above 1: lowered',
      'rise above an earlier one, or above 1: lowered',
    ]),
    ...changeLine(raised, ['is below 0: raised', 'are below 0: raised']),
    `Numbers at risk: ${met} of ${atRisk.length} met`,
  ];
}

/** `2 points rise above an earlier one, or above 1: lowered by at most 0.03, at time 2`. */
function changeLine(
  { points, largest, at }: ReconstructionAnswer['lowered'],
  [one, more]: [string, string],
): string[] {
  if (points === 0) return [];
  const changed = points === 1 ? `1 point ${one} by` : `${whole(points)} points ${more} by at most`;
  return [`${changed} ${digits(largest)}, at time ${plain(at)}`];
}

/** Two significant digits, so that no change is printed as 0. */
const digits = (change: number): string => plain(Number(change.toPrecision(2)), 12);

function medianText({ value, lower, upper }: ReconstructionAnswer['median']): string {
  const shown = (limit: number | null) => (limit === null ? 'not reached' : plain(limit));
  if (value === null && lower === null) return 'not reached';
  return `${shown(value)} (95% ${shown(lower)} to ${shown(upper)}, log interval)`;
}
