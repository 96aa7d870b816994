import type { CalibrateAnswer } from '../../answers/calibrate/schema.ts';
import { Z_95 } from '../../math/normal.ts';
import { plain } from '../../media/numbers.ts';
import type { Densities } from '../../study/calibrate/densities.ts';
import type { Figure } from '../figures/figure.ts';
import { forestFigure } from '../figures/forest.ts';
import { linesFigure } from '../figures/lines.ts';

export interface CalibrateFigures {
  /** each parameter: its posterior over its prior */
  parameters: Figure[];
  /** what was published beside what the model predicts */
  targets: Figure[];
}

/**
 * The figures of `calibrate`.
 *
 * @internal
 */
export function calibrateFigures(
  { parameters, targets }: CalibrateAnswer,
  densities: readonly Densities[],
): CalibrateFigures {
  return {
    parameters: densities.map((one) => parameterFigure(one, parameters[one.name]!)),
    targets: [targetsFigure(targets)],
  };
}

function parameterFigure(
  { name, points }: Densities,
  { mean, lower, upper }: CalibrateAnswer['parameters'][string],
): Figure {
  const line = (title: string, colour: number, of: (point: Densities['points'][number]) => number) => ({
    ...{ name: title, title, colour },
    points: points.map((point) => ({ x: point.value, y: of(point), lower: null, upper: null })),
  });
  const short = (value: number) => String(Number(value.toPrecision(3)));
  return linesFigure({
    id: `posterior-${name.replaceAll('.', '-')}`,
    title: name,
    caption: `Mean ${short(mean)}, 95% interval ${short(lower)} to ${short(upper)}. Where both curves agree, the targets say nothing of it.`,
    x: { label: name },
    y: { label: 'Density', shown: (value) => plain(value, 3) },
    series: [line('Posterior', 0, ({ posterior }) => posterior), line('Prior', 1, ({ prior }) => prior)],
  });
}

/** Predictive intervals with the published figure at 0, in their own standard deviations. */
function targetsFigure(targets: CalibrateAnswer['targets']): Figure {
  const short = (value: number) => String(Number(value.toPrecision(3)));
  return forestFigure({
    id: 'targets',
    title: 'Published and predicted',
    caption:
      'What such a cohort would publish by the model, less what was published, in standard deviations of that difference: a figure is contradicted where its interval leaves 0. Held-out targets were not used to fit.',
    rows: targets.map(({ target, isFitted, published, predicted, lower, upper }) => {
      const sd = (upper - lower) / (2 * Z_95);
      const scaled = (value: number) => (sd > 0 ? (value - published) / sd : 0);
      return {
        label: target,
        value: scaled(predicted),
        lower: scaled(lower),
        upper: scaled(upper),
        shown: `${short(published)}; ${short(predicted)} (${short(lower)} to ${short(upper)})`,
        group: isFitted ? 'In the likelihood' : 'Held out',
      };
    }),
    scale: 'linear',
    line: 0,
    favours: ['model is lower', 'model is higher'],
    axisLabel: 'Predicted less published, in standard deviations',
    headers: ['Target', 'Published; predicted (95%)'],
  });
}
