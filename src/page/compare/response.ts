import type { ComparisonEntry, ComparisonFile, ComparisonPoint } from '../../answers/compare/comparison.ts';
import { Z_95 } from '../../math/normal.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { nameOf } from '../../study/compare/vary.ts';
import type { Figure } from '../figures/figure.ts';
import { linesFigure } from '../figures/lines.ts';
import { ratioLimits } from '../survival.ts';
import { within } from '../words.ts';

/** What is read of a comparison at each value. */
interface Reading {
  id: string;
  title: string;
  axis: string;
  line: number;
  isRatio: boolean;
  read(entry: ComparisonEntry): { value: number | null; mcse: number | null };
}

/** How the differences respond to a parameter; of a grid, a line for each value of the second. */
export function responseFigures(scenario: Scenario, answer: ComparisonFile): Figure[] {
  const { vary = [], points = [], provenance, reference } = answer;
  const [first, second] = vary;
  if (!first) return [];
  const strategies = Object.entries(points[0]!.comparisons);
  return readingsOf(scenario, strategies[0]![1]).map(({ id, title, axis, line, isRatio, read }) => {
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
      caption: `Strategy ${isRatio ? 'over' : 'less'} ${within(reference.title)} at each value of ${nameOf(first)}, on the same ${whole(provenance.n)} patients. Bands: 95% Monte Carlo intervals of the paired difference.`,
      x: { label: nameOf(first) },
      y: { label: axis, type: isRatio ? 'log' : 'linear' },
      line,
      series: lines.map(({ label, name, shown, strategy }, colour) => ({
        name,
        title: label,
        colour,
        points: shown.flatMap((point) => pointOf(point, strategy, read, isRatio)),
      })),
    });
  });
}

function pointOf(
  { set, comparisons }: ComparisonPoint,
  strategy: string,
  read: Reading['read'],
  isRatio: boolean,
): { x: number; y: number; lower: number | null; upper: number | null }[] {
  const { value, mcse } = read(comparisons[strategy]!);
  if (value === null) return [];
  const x = set[0]!.value;
  if (mcse === null) return [{ x, y: value, lower: null, upper: null }];
  return [
    isRatio
      ? { x, y: value, ...ratioLimits(value, mcse) }
      : { x, y: value, lower: value - Z_95 * mcse, upper: value + Z_95 * mcse },
  ];
}

/** Survival at the last landmark, the last restricted mean, and the hazard ratio of the first endpoint. */
function readingsOf({ time }: Scenario, entry: ComparisonEntry): Reading[] {
  const { endpointTitle, survival, rmst } = entry;
  const readings: Reading[] = [];
  const at = survival.at(-1)?.at;
  const tau = rmst.at(-1)?.tau;
  if (at !== undefined)
    readings.push({
      id: 'survival',
      title: `${endpointTitle}: difference in survival at ${plain(at)} ${time.unit}s`,
      axis: 'Difference in percentage points',
      line: 0,
      isRatio: false,
      read: (one) => {
        const { difference, mcse } = one.survival.at(-1)!;
        return {
          value: difference === null ? null : difference * 100,
          mcse: mcse === null ? null : mcse * 100,
        };
      },
    });
  if (tau !== undefined)
    readings.push({
      id: 'rmst',
      title: `${endpointTitle}: difference in restricted mean up to ${plain(tau)} ${time.unit}s`,
      axis: `Difference in ${time.unit}s`,
      line: 0,
      isRatio: false,
      read: (one) => {
        const { difference, mcse } = one.rmst.at(-1)!;
        return { value: difference, mcse };
      },
    });
  readings.push({
    id: 'ratio',
    title: `${endpointTitle}: hazard ratio`,
    axis: 'Hazard ratio',
    line: 1,
    isRatio: true,
    read: ({ hazardRatio }) => hazardRatio,
  });
  return readings;
}
