import plot from 'simple-ascii-chart';
import { figure, percent, plain, standardError } from '../../media/numbers.ts';
import { type Column, MCSE, table } from '../../media/text/table.ts';
import type { CompareQuestions } from '../../study/compare/index.ts';
import { nameOf, type Variation } from '../../study/compare/vary.ts';
import type { ComparisonEntry, ComparisonPoint } from './comparison.ts';

/** What a response is read as, of one strategy at one point. */
interface Response {
  title: string;
  /** in percent points or units of time */
  read(entry: ComparisonEntry): { value: number | null; mcse: number | null };
  show(value: number | null, mcse: number | null): string;
  scale: number;
}

const words = (text: string): Column => ({ heading: text, align: 'left' });

/** The printed answer of `--vary`: of each strategy a table and a plot along one parameter, or tables over two. */
export function responseTables(
  points: readonly ComparisonPoint[],
  vary: readonly Variation[],
  questions: CompareQuestions,
  unit: string,
): string {
  const strategies = Object.keys(points[0]!.comparisons);
  const responses = responsesOf(points, questions, unit);
  const parts = strategies.map((strategy) =>
    vary.length === 1
      ? line(strategy, points, vary[0]!, responses)
      : responses
          .map((response) => grid(strategy, points, vary as [Variation, Variation], response))
          .join('\n\n'),
  );
  return parts.join('\n\n');
}

/** Survival at the last landmark, and the mean up to the last restriction time. */
function responsesOf(
  points: readonly ComparisonPoint[],
  { at, rmst }: CompareQuestions,
  unit: string,
): Response[] {
  const { endpoint } = Object.values(points[0]!.comparisons)[0]!;
  const survival: Response = {
    title: `${endpoint} at ${plain(at.at(-1)!)}, difference in percent points`,
    read: (entry) => {
      const found = entry.survival.at(-1)!;
      return { value: found.difference, mcse: found.mcse };
    },
    show: percent,
    scale: 100,
  };
  const mean: Response = {
    title: `${endpoint}, RMST(${plain(rmst.at(-1) ?? 0)}), difference in ${unit}s`,
    read: (entry) => {
      const found = entry.rmst.at(-1)!;
      return { value: found.difference, mcse: found.mcse };
    },
    show: figure,
    scale: 1,
  };
  return rmst.length > 0 ? [survival, mean] : [survival];
}

/** However small: rates are. */
function parameterValue(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function line(
  strategy: string,
  points: readonly ComparisonPoint[],
  variation: Variation,
  responses: readonly Response[],
): string {
  const rows = points.map(({ set, comparisons }) => [
    parameterValue(set[0]!.value),
    ...responses.flatMap(({ read, show, scale }) => {
      const { value, mcse } = read(comparisons[strategy]!);
      return [show(mcse === null ? null : value, mcse), standardError(mcse, scale)];
    }),
  ]);
  const title = `${strategy}, by ${nameOf(variation)}`;
  const tableText = table(
    [{ heading: nameOf(variation) }, ...responses.flatMap(({ title: heading }) => [{ heading }, MCSE])],
    rows,
  );
  const plots = responses.map((response) => plotOf(strategy, points, variation, response));
  return [`${title}\n${'='.repeat(title.length)}`, tableText, ...plots]
    .filter((part) => part !== '')
    .join('\n\n');
}

function plotOf(
  strategy: string,
  points: readonly ComparisonPoint[],
  variation: Variation,
  { title, read, scale }: Response,
): string {
  const found = points.flatMap(({ set, comparisons }): [number, number][] => {
    const { value } = read(comparisons[strategy]!);
    return value === null ? [] : [[set[0]!.value, value * scale]];
  });
  if (found.length < 2) return '';
  const heights = found.map(([, y]) => y);
  const range = Math.max(...heights) - Math.min(...heights);
  // a flat response wants no more digits than zero has
  const decimals = range > 0 ? Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(range)))) : 0;
  const drawn = plot(found, {
    width: 64,
    height: 12,
    mode: 'point',
    xLabel: nameOf(variation),
    formatter: (value, { axis }) => (axis === 'y' ? value.toFixed(decimals) : parameterValue(value)),
  });
  const lines = drawn.split('\n').map((text) => text.trimEnd());
  return `${title}\n${lines.filter((text, i) => text !== '' || (i > 0 && i < lines.length - 1)).join('\n')}`;
}

/** Rows by the first parameter, columns by the second. */
function grid(
  strategy: string,
  points: readonly ComparisonPoint[],
  [down, across]: [Variation, Variation],
  { title, read, show, scale }: Response,
): string {
  const at = (i: number, k: number) => read(points[i * across.values.length + k]!.comparisons[strategy]!);
  const largest = Math.max(...points.map(({ comparisons }) => read(comparisons[strategy]!).mcse ?? 0));
  const heading = `${strategy}: ${title}, largest MCSE ${standardError(largest, scale)}`;
  return `${heading}\n\n${table(
    [
      words(`${nameOf(down)} \\ ${nameOf(across)}`),
      ...across.values.map((value) => ({ heading: parameterValue(value) })),
    ],
    down.values.map((value, i) => [
      parameterValue(value),
      ...across.values.map((_, k) => {
        const found = at(i, k);
        return show(found.mcse === null ? null : found.value, found.mcse);
      }),
    ]),
  )}`;
}
