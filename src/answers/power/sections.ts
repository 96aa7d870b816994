import { always, type Section } from '../../media/block.ts';
import { plain } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { exactPercent } from '../trial/cells.ts';
import { looksTable } from './looks-table.ts';
import type { PowerAnswer } from './schema.ts';
import { chancesOf, nullChancesOf, stoppingTable } from './stopping-table.ts';
import { estimateTable, formulaTable, summaryTable } from './summary-table.ts';

/** The whole printed answer of `power`. */
export function powerTables(answer: PowerAnswer): string {
  return onScreen(powerSections(answer), true);
}

/** The printed answer of `power` by its parts, in the manner of rpact and gsDesign: looks as columns. */
export function powerSections(answer: PowerAnswer): Section[] {
  const { sentence, alternative, closedForm, nominal, notes } = answer;
  const none = answer.null
    ? stoppingTable(
        withoutEffect(answer),
        answer.null,
        answer,
        nullChancesOf(closedForm),
        answer.design.binding,
      )
    : `The error of the first kind is not simulated: ${answer.whyNoNull}.${closedForm ? ` By the closed form it is ${exactPercent(closedForm.error)}%.` : ''}`;
  const obeyed = answer.nullFutilityObeyed
    ? stoppingTable(
        'Without an effect, % of all trials; futility is obeyed',
        answer.nullFutilityObeyed,
        answer,
        null,
        true,
      )
    : '';
  const formulas = closedForm
    ? formulaTable(closedForm.formulas, answer.design)
    : `No closed form: ${answer.whyNoClosedForm}.`;
  const atNominal =
    nominal && nominal.formulas.length > 0
      ? `At the nominal hazard ratio ${plain(nominal.hazardRatio)}\n\n${formulaTable(nominal.formulas, answer.design)}`
      : '';
  return [
    always({ paragraph: sentence }),
    { blocks: [{ drawing: assumptionLines(answer) }], rank: 4, name: 'where its numbers come from' },
    always({ drawing: looksTable(answer) }),
    always({
      drawing: stoppingTable(
        'Under the alternative, % of all trials',
        alternative,
        answer,
        chancesOf(closedForm),
        true,
      ),
    }),
    always({ drawing: none }),
    always({ drawing: obeyed }),
    always({ drawing: summaryTable(answer) }),
    { blocks: [{ drawing: estimateTable(alternative) }], rank: 3, name: 'the estimate' },
    { blocks: [{ drawing: formulas }], rank: 1, name: 'formulas' },
    { blocks: [{ drawing: atNominal }], rank: 2, name: 'formulas at the nominal ratio' },
    always({ list: notes }),
  ];
}

function withoutEffect({ boundaries, design }: PowerAnswer): string {
  const ignored = boundaries.some(({ futility }) => futility) && !design.binding;
  return `Without an effect, % of all trials${ignored ? '; futility, which is not binding, is not obeyed' : ''}`;
}

function assumptionLines({ assumptions }: PowerAnswer): string {
  if (assumptions.length === 0) return '';
  const lines = assumptions.map(({ number, value, from, assumption, note }) => {
    const why = [from && `from ${from}`, assumption && `assumed: ${assumption}`, note]
      .filter(Boolean)
      .join('; ');
    return `- ${number} ${plain(value, 6)}, ${why}`;
  });
  return `Where its numbers come from\n${lines.join('\n')}`;
}
