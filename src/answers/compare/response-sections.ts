import plot from 'simple-ascii-chart';
import { always, type Section } from '../../media/block.ts';
import type { NumberCell } from '../../media/cell.ts';
import { written, writtenError } from '../../media/form.ts';
import type { Table } from '../../media/table.ts';
import { nameOf } from '../../study/compare/vary.ts';
import { supportedCell } from './cells.ts';
import { type Response, responsesOf } from './response.ts';
import type { CompareAnswer, ComparePoint, CompareStrategy, Ratio } from './schema.ts';

type Varied = NonNullable<CompareAnswer['vary']>[number];

/** The printed answer of `--vary`: for each strategy a table and plots along one parameter, or tables over two. */
export function responseSections({ vary = [], points = [] }: CompareAnswer, unit: string): Section[] {
  const [first, second] = vary;
  const entries = Object.entries(points[0]?.comparisons ?? {});
  const [firstEntry] = entries;
  if (!first || !firstEntry) return [];
  const responses = responsesOf(firstEntry[1], unit);
  return entries.flatMap(([strategy]) =>
    second
      ? responses.map((response) => always({ table: gridTable(strategy, points, [first, second], response) }))
      : [
          always(
            { heading: `${strategy}, by ${nameOf(first)}` },
            { table: lineTable(strategy, points, first, responses, firstEntry[1].endpointTitle) },
          ),
          ...responses.map(
            (response, i): Section => ({
              blocks: [{ drawing: plotOf(strategy, points, first, response) }],
              rank: i + 1,
              name: `plot of the ${PLOTS[response.id]}`,
            }),
          ),
        ],
  );
}

const PLOTS = {
  survival: 'difference in survival',
  rmst: 'difference in restricted mean',
  ratio: 'hazard ratio',
};

/** A value with enough digits, since rates may be very small. */
function parameterValue(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** A row for each value, a column for each response. */
function lineTable(
  strategy: string,
  points: readonly ComparePoint[],
  varied: Varied,
  responses: readonly Response[],
  endpoint: string,
): Table {
  return {
    name: 'response',
    title: `${endpoint}: differences and hazard ratio`,
    columns: [
      { key: 'value', heading: nameOf(varied) },
      ...responses.map(({ id, heading }) => ({ key: id, heading, error: 'MCSE' as const })),
    ],
    rows: points.map(({ set, comparisons }) => ({
      cells: [
        parameterValue(set[0]!.value),
        ...responses.map((response) => cellOf(response, comparisons[strategy]!)),
      ],
    })),
  };
}

/** Rows by the first parameter, columns by the second. */
function gridTable(
  strategy: string,
  points: readonly ComparePoint[],
  [down, across]: [Varied, Varied],
  response: Response,
): Table {
  const cellAt = (i: number, k: number) =>
    cellOf(response, points[i * across.values.length + k]!.comparisons[strategy]!);
  const errors = points.flatMap(({ comparisons }) => response.read(comparisons[strategy]!).mcse ?? []);
  const { form } = cellAt(0, 0);
  return {
    name: `response-${response.id}`,
    title: `${strategy}: ${response.title}${response.scale === 100 ? ', percentage points' : ''}; largest MCSE ${writtenError(Math.max(0, ...errors), form)}`,
    columns: [
      { key: 'value', heading: `${nameOf(down)} \\ ${nameOf(across)}`, isWord: true },
      ...across.values.map((value) => ({ key: `value_${value}`, heading: parameterValue(value) })),
    ],
    rows: down.values.map((value, i) => ({
      cells: [parameterValue(value), ...across.values.map((_, k) => cellAt(i, k))],
    })),
  };
}

function cellOf({ read, scale, isRatio }: Response, entry: CompareStrategy): NumberCell {
  return supportedCell(read(entry), { as: scale === 100 ? 'percent' : 'figure', signed: !isRatio });
}

function plotOf(
  strategy: string,
  points: readonly ComparePoint[],
  varied: Varied,
  { title, scale, read }: Response,
): string {
  const xy = points.flatMap(({ set, comparisons }): [number, number][] => {
    const { value }: Ratio = read(comparisons[strategy]!);
    return value === null ? [] : [[set[0]!.value, value * scale]];
  });
  if (xy.length < 2) return '';
  const heights = xy.map(([, y]) => y);
  const range = Math.max(...heights) - Math.min(...heights);
  // an entirely flat response is shown without decimals
  const decimals = range > 0 ? Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(range)))) : 0;
  const drawn = plot(xy, {
    width: 64,
    height: 12,
    mode: 'point',
    xLabel: nameOf(varied),
    formatter: (value, { axis: which }) =>
      which === 'y' ? written(value, null, { as: 'fixed', decimals }) : parameterValue(value),
  });
  const lines = drawn.split('\n').map((text) => text.trimEnd());
  const body = lines.filter((text, i) => text !== '' || (i > 0 && i < lines.length - 1)).join('\n');
  return `${scale === 100 ? `${title}, percentage points` : title}\n${body}`;
}
