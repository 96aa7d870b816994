import plot from 'simple-ascii-chart';
import { always, type Section } from '../../media/block.ts';
import { plain, standardError, whole, wholeUp } from '../../media/numbers.ts';
import { type Column, MCSE, table } from '../../media/text/table.ts';
import { formulaTable } from '../power/summary-table.ts';
import { exactPercent, meanCell, shareCell } from '../trial/cells.ts';
import type { SizeAnswer, SizePoint } from './schema.ts';

const words = (text: string): Column => ({ heading: text, align: 'left' });

/** The printed answer of `size`, by its parts. */
export function sizeSections(answer: SizeAnswer): Section[] {
  const { sentence, notes, formulas, nominal, design } = answer;
  const atNominal =
    nominal && nominal.formulas.length > 0
      ? `At the nominal hazard ratio ${plain(nominal.hazardRatio)}\n\n${formulaTable(nominal.formulas, design)}`
      : '';
  return [
    always({ drawing: answerLine(answer) }),
    always({ paragraph: sentence }),
    always({ drawing: curveTable(answer) }),
    { blocks: [{ drawing: curvePlot(answer) }], rank: 4, name: 'a plot of the power' },
    { blocks: [{ drawing: atSizeTable(answer) }], rank: 1, name: 'what a trial of this size takes' },
    { blocks: [{ drawing: formulaTable(formulas, design) }], rank: 2, name: 'formulas' },
    { blocks: [{ drawing: atNominal }], rank: 3, name: 'formulas at the nominal ratio' },
    always({ list: notes }),
  ];
}

const nameOf = (vary: SizeAnswer['vary']): string => (vary === 'events' ? 'events' : 'patients');

function answerLine({
  vary,
  target,
  size,
  lower,
  upper,
  isExact,
  power,
  closedFormSize,
  curve,
  design,
}: SizeAnswer): string {
  const what = nameOf(vary);
  const own = curve.find((point) => point.size === size);
  const lasts = vary === 'duration' && own ? `, accrued over ${plain(own.duration, 2)} ${design.unit}s` : '';
  const interval = isExact ? 'exact' : `95% Monte Carlo interval ${whole(lower)} to ${whole(upper)}`;
  const closed =
    closedFormSize === null || closedFormSize === size
      ? ''
      : ` The closed form has ${wholeUp(closedFormSize)}.`;
  return `${whole(size)} ${what}${lasts} for ${plain(100 * target)}% power (${interval}); independent check at this size: power ${shareCell(power, 'alternative')}% (MCSE ${standardError(power.mcse, 100)}).${closed}`;
}

function curveTable({ curve, vary, design }: SizeAnswer): string {
  const hasClosed = curve.some(({ closedForm }) => closedForm !== null);
  const isLonger = new Set(curve.map(({ duration }) => plain(duration, 2))).size > 1;
  return `Power by size\n\n${table(
    [
      { heading: nameOf(vary) },
      ...(isLonger ? [{ heading: `accrual, ${design.unit}s` }] : []),
      { heading: 'power, %' },
      MCSE,
      ...(hasClosed ? [{ heading: 'closed form' }] : []),
    ],
    curve.map(({ size, duration, power, closedForm }: SizePoint) => [
      whole(size),
      ...(isLonger ? [plain(duration, 2)] : []),
      shareCell(power, 'alternative'),
      standardError(power.mcse, 100),
      ...(hasClosed ? [closedForm === null ? '-' : exactPercent(closedForm)] : []),
    ]),
  )}`;
}

function curvePlot({ curve, vary }: SizeAnswer): string {
  if (curve.length < 3) return '';
  const points = curve.map(({ size, power }): [number, number] => [size, 100 * power.value]);
  const drawn = plot(points, {
    width: 64,
    height: 12,
    mode: 'point',
    xLabel: nameOf(vary),
    formatter: (value) => value.toFixed(0),
  });
  const lines = drawn.split('\n').map((text) => text.trimEnd());
  return `Power, %\n${lines.filter((text, i) => text !== '' || (i > 0 && i < lines.length - 1)).join('\n')}`;
}

function atSizeTable({ expected, screened, estimate, design }: SizeAnswer): string {
  const rows = [
    ['events when it stops', expected.events],
    ['patients entered by then', expected.patients],
    [`duration, ${design.unit}s`, expected.time],
    ...(screened ? [['patients screened', screened] as const] : []),
    ...(estimate.mean.value !== null ? [[`estimated ${estimate.kind}, mean`, estimate.mean] as const] : []),
  ] as const;
  return `At the size found\n\n${table(
    [words(''), { heading: 'mean' }, MCSE],
    rows.map(([name, found]) => [name, meanCell(found), standardError(found.mcse)]),
  )}`;
}
