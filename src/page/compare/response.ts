import { type Response, responsesOf } from '../../answers/compare/response.ts';
import type { CompareAnswer, ComparePoint } from '../../answers/compare/schema.ts';
import { limitsOf, limitsOfRatio } from '../../estimates/intervals.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { nameOf } from '../../study/compare/vary.ts';
import type { Figure } from '../figures/figure.ts';
import { linesFigure } from '../figures/lines.ts';
import { within } from '../words.ts';

/** Differences as functions of a varied parameter; with a second parameter, a line for each of its values. */
export function responseFigures(scenario: Scenario, answer: CompareAnswer): Figure[] {
  const { vary = [], points = [], provenance, reference } = answer;
  const [first, second] = vary;
  if (!first) return [];
  const strategies = Object.entries(points[0]!.comparisons);
  return responsesOf(strategies[0]![1], scenario.time.unit).map((response) => {
    const { id, title, axis, isRatio } = response;
    const lines = strategies.flatMap(([name, { title: own }]) =>
      (second ? second.values : [undefined]).map((value) => {
        const label = value === undefined ? own : `${own}, ${nameOf(second!)} = ${plain(value)}`;
        const shown = points.filter(({ set }) => value === undefined || set[1]!.value === value);
        return { label, name: `${name} ${value ?? ''}`.trim(), shown, strategy: name };
      }),
    );
    return linesFigure({
      id: `response-${id}`,
      title: `${title} by ${nameOf(first)}`,
      caption: `Strategy ${isRatio ? 'over' : 'minus'} ${within(reference.title)} at each value of ${nameOf(first)}, using common random numbers for the same ${whole(provenance.n)} patients. Bands: 95% Monte Carlo intervals of the paired difference.`,
      x: { label: nameOf(first) },
      y: { label: axis, type: isRatio ? 'log' : 'linear' },
      line: isRatio ? 1 : 0,
      series: lines.map(({ label, name, shown, strategy }, colour) => ({
        name,
        title: label,
        colour,
        points: shown.flatMap((point) => pointOf(point, strategy, response)),
      })),
    });
  });
}

function pointOf(
  { set, comparisons }: ComparePoint,
  strategy: string,
  { read, scale, isRatio }: Response,
): { x: number; y: number; lower: number | null; upper: number | null }[] {
  const found = read(comparisons[strategy]!);
  if (found.value === null) return [];
  const value = found.value * scale;
  const mcse = found.mcse === null ? null : found.mcse * scale;
  const limits = isRatio ? limitsOfRatio(value, mcse) : limitsOf(value, mcse);
  return [{ x: set[0]!.value, y: value, ...limits }];
}
