import plot from 'simple-ascii-chart';
import { always, type Section } from '../../media/block.ts';
import { plain, standardError, whole, wholeUp } from '../../media/numbers.ts';
import { leftOut } from '../run/evidence.ts';
import { assumptionLines } from '../trial/assumptions.ts';
import { shareWords } from '../trial/cells.ts';
import { estimateTable } from '../trial/estimate-table.ts';
import { formulaTable, nominalTable } from '../trial/formula-tables.ts';
import { protocolBlocks } from '../trial/protocol-blocks.ts';
import type { SizeAnswer } from './schema.ts';
import { atSizeTable, curveTable } from './tables.ts';
import { sizedIn } from './words.ts';

/** The sections of the printed answer of `size`. */
export function sizeSections(answer: SizeAnswer): Section[] {
  const { sentence, assumptions, notes, formulas, nominal, design, estimate, provenance } = answer;
  return [
    always({ paragraph: answerLine(answer) }),
    always({ paragraph: sentence }),
    {
      blocks: [{ title: 'Assumptions', list: assumptionLines(assumptions) }],
      rank: 5,
      name: 'assumptions',
    },
    always({ table: curveTable(answer) }),
    { blocks: [{ drawing: curvePlot(answer) }], rank: 6, name: 'a plot of the power' },
    { blocks: [{ table: atSizeTable(answer) }], rank: 1, name: 'what a trial of this size takes' },
    { blocks: [{ table: estimateTable(estimate) }], rank: 4, name: 'the estimate' },
    { blocks: [{ table: formulaTable(formulas, design.target) }], rank: 2, name: 'formulas' },
    {
      blocks: [{ table: nominalTable(nominal, design.target) }],
      rank: 3,
      name: 'formulas at the nominal ratio',
    },
    { blocks: protocolBlocks(answer.protocol), rank: 7, name: 'a section for the protocol' },
    always({ list: notes }),
    always(...(provenance.scenario ? [{ paragraph: `${leftOut(provenance.scenario.file)}.` }] : [])),
  ];
}

/** The size, its interval, and an independent check of its power. */
function answerLine(answer: SizeAnswer): string {
  const { vary, target, size, lower, upper, isExact, power, closedFormSize, curve, design } = answer;
  const own = curve.find((point) => point.size === size);
  const lasts = vary === 'duration' && own ? `, accrued over ${plain(own.duration, 2)} ${design.unit}s` : '';
  const interval = isExact ? 'exact' : `95% Monte Carlo interval ${whole(lower)} to ${whole(upper)}`;
  const closed =
    closedFormSize === null || closedFormSize === size
      ? ''
      : ` The closed form has ${wholeUp(closedFormSize)}.`;
  return `${whole(size)} ${sizedIn(vary)}${lasts} for ${plain(100 * target)}% power (${interval}); independent check at this size: power ${shareWords(power, 'alternative')}% (MCSE ${standardError(power.mcse, 100)}).${closed}`;
}

function curvePlot({ curve, vary }: SizeAnswer): string {
  if (curve.length < 3) return '';
  const points = curve.map(({ size, power }): [number, number] => [size, 100 * power.value]);
  const drawn = plot(points, {
    width: 64,
    height: 12,
    mode: 'point',
    xLabel: sizedIn(vary),
    formatter: (value) => value.toFixed(0),
  });
  const lines = drawn.split('\n').map((text) => text.trimEnd());
  return `Power, %\n${lines.filter((text, i) => text !== '' || (i > 0 && i < lines.length - 1)).join('\n')}`;
}
