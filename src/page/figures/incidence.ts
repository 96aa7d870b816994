import type { Figure } from './figure.ts';
import { roundTicks } from './scales.ts';
import { type SurvivalFigure, timeFigure } from './survival.ts';

/** Cumulative incidence, a curve for each cause or strategy, on an axis from 0 to just above the highest curve. */
export function incidenceFigure(figure: SurvivalFigure): Figure {
  const highest = Math.max(
    0,
    ...figure.series.flatMap(({ points, published }) =>
      [...points, ...published].map(({ value, upper }) => Math.max(value, upper ?? 0)),
    ),
  );
  // room above a curve for the label of a published figure
  const enough = Math.min(1, Math.max(highest * 1.02, 0.001));
  const ticks = roundTicks([0, enough], 5);
  const step = ticks[1]! - ticks[0]!;
  const top = Number((Math.ceil(enough / step - 1e-9) * step).toPrecision(12));
  return timeFigure(figure, {
    domain: [0, top],
    ticks: roundTicks([0, top], Math.round(top / step)),
    decimals: Math.max(0, Math.ceil(-Math.log10(step * 100) - 1e-9)),
  });
}
