import type { DsaAnswer } from '../../answers/dsa/schema.ts';
import { tornadoOf } from '../../answers/dsa/tables.ts';
import { cellText, errorText } from '../../media/text/cell.ts';
import type { Outcome } from '../../study/variants/outcomes.ts';
import type { Figure } from '../figures/figure.ts';
import { forestFigure } from '../figures/forest.ts';

/** More pictures than this make a page that nobody reads: then those of the outcome that was asked for alone. */
const MOST_FIGURES = 40;
/** Bars of one picture. */
const MOST_BARS = 20;

/** Tornados: of the outcome that was asked for by strategy, then of the others. */
export interface DsaFigures {
  asked: Figure[];
  others: Figure[];
}

/** @internal */
export function dsaFigures(answer: DsaAnswer, outcomes: readonly Outcome[], unit: string): DsaFigures {
  const strategies = Object.keys(answer.base).filter((name) => name !== answer.reference);
  const shown = strategies.length > 0 ? strategies : [answer.reference];
  const of = (chosen: readonly Outcome[], from: number) =>
    chosen.flatMap((outcome, k) =>
      shown.map((strategy, s) =>
        tornadoFigure(answer, strategy, outcome, unit, `tornado-${from + k * shown.length + s + 1}`),
      ),
    );
  const others = outcomes.filter(({ name, isBenefit }) => name !== answer.outcome && isBenefit !== null);
  return {
    asked: of(
      outcomes.filter(({ name }) => name === answer.outcome),
      0,
    ),
    others: (others.length + 1) * shown.length > MOST_FIGURES ? [] : of(others, shown.length),
  };
}

function tornadoFigure(
  answer: DsaAnswer,
  strategy: string,
  outcome: Outcome,
  unit: string,
  id: string,
): Figure {
  const { base, rows, form, title } = tornadoOf(answer, strategy, outcome, unit);
  const scale = outcome.unit === 'share' ? 100 : 1;
  const scaled = (value: number | null) => (value === null ? null : scale * value);
  const middle = scaled(base.value);
  const shown = (cell: { value: number | null; mcse: number | null }) => cellText({ ...cell, form });
  const drawn = middle === null ? [] : rows.slice(0, MOST_BARS);
  const figure = forestFigure({
    id,
    title,
    caption: `Blue: the number at the low end of its 95% interval or range; orange: at the high end. All else as in the file, where the figure is ${shown(base)}${base.mcse === null ? '' : ` (Monte Carlo standard error ${errorText({ ...base, form })})`}; the same patients.${rows.length > MOST_BARS ? ` The ${MOST_BARS} widest of ${rows.length}.` : ''}`,
    rows: drawn.map(({ one, low, high }) => {
      const ends = [scaled(low.value), scaled(high.value)].filter((value) => value !== null);
      return {
        label: `${one.name}: ${rounded(one.low.value)} to ${rounded(one.high.value)}`,
        value: middle!,
        lower: Math.min(...ends, middle!),
        upper: Math.max(...ends, middle!),
        bars: { low: scaled(low.value), high: scaled(high.value) },
        shown: `${shown(low)}; ${shown(high)}`,
      };
    }),
    scale: 'linear',
    line: middle ?? 0,
    favours: ['', ''],
    axisLabel: title,
    headers: ['number, low to high', 'at low; at high'],
  });
  return {
    ...figure,
    table: {
      header: ['Number', 'Low', 'High', 'Figure at low', 'Figure at high'],
      rows: drawn.map(({ one, low, high }) => [
        ...[one.name, one.low.value, one.high.value],
        ...[scaled(low.value), scaled(high.value)],
      ]),
      errors: drawn.map(({ low, high }) => [null, null, null, scaled(low.mcse), scaled(high.mcse)]),
    },
  };
}

const rounded = (value: number) => String(Number(value.toPrecision(3)));
