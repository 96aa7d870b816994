import { always, type Section } from '../../media/block.ts';
import { exactPercent, plain, whole } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import { sizedIn } from '../size/words.ts';
import { assumptionLines } from '../trial/assumptions.ts';
import { exactCell, fixedCell, lookColumns } from '../trial/cells.ts';
import { formulaTable } from '../trial/formula-tables.ts';
import { boundaryRows, lookRow, plannedRows } from '../trial/look-rows.ts';
import { lookSummaries } from '../trial/look-summary.ts';
import { protocolBlocks } from '../trial/protocol-blocks.ts';
import { styledTable } from '../trial/styles/index.ts';
import { effectOf } from './answer.ts';
import type { FormulaSizeAnswer } from './schema.ts';

/** The sections of the printed answer of `size --formula`. @param style of the looks; our own unless given */
export function formulaSizeSections(answer: FormulaSizeAnswer, style?: string): Section[] {
  const { sentence, assumptions, closedForm, design, notes } = answer;
  return [
    always({ paragraph: answerLine(answer) }),
    always({ paragraph: sentence }),
    { blocks: [{ title: 'Assumptions', list: assumptionLines(assumptions) }], rank: 2, name: 'assumptions' },
    always({
      table: style === undefined ? looksTable(answer) : styledTable(style, answer, effectOf(closedForm)),
    }),
    always({ table: curveTable(answer) }),
    {
      blocks: [{ table: formulaTable(closedForm.formulas, design.target) }],
      rank: 1,
      name: 'published formulas',
    },
    { blocks: protocolBlocks(answer.protocol), rank: 3, name: 'a section for the protocol' },
    always({ list: notes }),
  ];
}

function answerLine({ vary, size, target, duration, design, closedForm }: FormulaSizeAnswer): string {
  const { events, patients, time } = closedForm.expected;
  const lasts = vary === 'duration' ? `, accrued over ${plain(duration, 2)} ${design.unit}s` : '';
  const how = closedForm.method === 'exact binomial' ? 'exactly' : 'by the closed form';
  return `${whole(size)} ${sizedIn(vary)}${lasts} for ${plain(100 * target)}% power, ${how}: power ${exactPercent(closedForm.power)}%, type I error ${exactPercent(closedForm.error)}%. Expected when the trial stops: ${plain(events, 1)} events, ${plain(patients, 1)} patients, ${plain(time, 1)} ${design.unit}s.`;
}

function looksTable(answer: FormulaSizeAnswer): Table {
  const { design, boundaries, closedForm } = answer;
  const looks = lookSummaries(answer);
  const hasFutility = looks.some(({ obeyed }) => obeyed !== null);
  return {
    name: 'looks',
    title: 'Looks: expected by the closed form, and boundaries',
    // nothing here is simulated
    columns: lookColumns(looks.length).map(({ error: _, ...column }) => column),
    rows: [
      ...plannedRows(design, boundaries),
      lookRow(
        'time',
        `${design.unit} of the look`,
        looks.map(({ time }) => fixedCell(time, 2)),
      ),
      lookRow(
        'events',
        'events',
        looks.map(({ events }) => fixedCell(events, 1)),
      ),
      lookRow(
        'patients',
        'patients entered',
        looks.map(({ patients }) => fixedCell(patients, 1)),
      ),
      ...boundaryRows(design, boundaries, effectOf(closedForm)),
      lookRow(
        'alpha_spent',
        'alpha spent by then, %',
        looks.map(({ alphaSpent }) => exactCell(alphaSpent)),
      ),
      lookRow(
        'power',
        'power by then, %',
        looks.map(({ power }) => exactCell(power)),
      ),
      ...(hasFutility
        ? [
            lookRow(
              'futility',
              'stopped for futility by then, %',
              looks.map(({ obeyed }) => exactCell(obeyed!.alternative)),
            ),
            lookRow(
              'futility_null',
              'the same without an effect',
              looks.map(({ obeyed }) => exactCell(obeyed!.null)),
              true,
            ),
            lookRow(
              'alpha_obeyed',
              'type I error if futility is obeyed, %',
              looks.map(({ obeyed }) => exactCell(obeyed!.alpha)),
            ),
          ]
        : []),
    ],
  };
}

function curveTable({ powerBySize, vary, design }: FormulaSizeAnswer): Table {
  const isLonger = new Set(powerBySize.map(({ duration }) => plain(duration, 2))).size > 1;
  const what = sizedIn(vary);
  return {
    name: 'power_by_size',
    title: 'Power by size, by the closed form',
    columns: [
      { key: what, heading: what },
      ...(isLonger ? [{ key: 'accrual', heading: `accrual, ${design.unit}s` }] : []),
      { key: 'power', heading: 'power, %' },
    ],
    rows: powerBySize.map(({ size, duration, power }) => ({
      key: String(size),
      cells: [
        { value: size, form: { as: 'count' } },
        ...(isLonger ? [{ value: duration, form: { as: 'plain' as const, most: 2 } }] : []),
        exactCell(power),
      ],
    })),
  };
}
