import { plain } from '../numbers.ts';
import { exactPercent } from './cells.ts';
import { looksTable } from './looks-table.ts';
import type { PowerFile } from './power.ts';
import { chancesOf, nullChancesOf, stoppingTable } from './stopping-table.ts';
import { estimateTable, formulaTable, summaryTable } from './summary-table.ts';

/** The printed answer of `power`, in the manner of rpact and gsDesign: looks as columns. */
export function powerTables(answer: PowerFile): string {
  const { sentence, alternative, closedForm, nominal, notes } = answer;
  return [
    sentence,
    assumptionLines(answer),
    looksTable(answer),
    stoppingTable('Under the alternative, % of all trials', alternative, answer, chancesOf(closedForm)),
    answer.null
      ? stoppingTable(withoutEffect(answer), answer.null, answer, nullChancesOf(closedForm))
      : `The error of the first kind is not simulated: ${answer.whyNoNull}.${closedForm ? ` By the closed form it is ${exactPercent(closedForm.error)}%.` : ''}`,
    summaryTable(answer),
    estimateTable(alternative),
    closedForm
      ? formulaTable(closedForm.formulas, answer.design)
      : `No closed form: ${answer.whyNoClosedForm}.`,
    nominal && nominal.formulas.length > 0
      ? `At the nominal hazard ratio ${plain(nominal.hazardRatio)}\n\n${formulaTable(nominal.formulas, answer.design)}`
      : '',
    notes.map((note) => `- ${note}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function withoutEffect({ boundaries, design }: PowerFile): string {
  const ignored = boundaries.some(({ futility }) => futility) && !design.binding;
  return `Without an effect, % of all trials${ignored ? '; futility, which is not binding, is not obeyed' : ''}`;
}

function assumptionLines({ assumptions }: PowerFile): string {
  if (assumptions.length === 0) return '';
  const lines = assumptions.map(({ number, value, from, assumption, note }) => {
    const why = [from && `from ${from}`, assumption && `assumed: ${assumption}`, note]
      .filter(Boolean)
      .join('; ');
    return `- ${number} ${plain(value, 6)}, ${why}`;
  });
  return `Where its numbers come from\n${lines.join('\n')}`;
}
