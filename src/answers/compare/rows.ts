import { type Cell, csv } from '../../media/csv.ts';
import { nameOf } from '../../study/compare/vary.ts';
import type {
  CompareAnswer,
  CompareEndpoint,
  ComparePoint,
  CompareStrategy,
  Difference,
  Ratio,
} from './schema.ts';

interface Rows extends Pick<CompareAnswer, 'comparisons' | 'vary'> {
  points?: readonly Omit<ComparePoint, 'fingerprint'>[];
}

/** Every difference of every comparison; with points, the values varied in columns of their own. */
export function comparisonsCsv({
  comparisons,
  vary = [],
  points = comparisons ? [{ set: [], comparisons }] : [],
}: Rows): string {
  const rows = points.flatMap(({ set, comparisons: found }) =>
    Object.entries(found).flatMap(([strategy, entry]) =>
      differencesOf(entry).map((row) => [...set.map(({ value }) => value), strategy, ...row]),
    ),
  );
  const header =
    'strategy,group,endpoint,quantity,time,reference,reference_mcse,value,value_mcse,difference,mcse,variance_ratio';
  return csv([...vary.map(nameOf), ...header.split(',')], rows);
}

function differencesOf(entry: CompareStrategy): Cell[][] {
  const groups: [string, [string, CompareEndpoint][]][] = [
    ['all', [[entry.endpoint, entry], ...Object.entries(entry.endpoints)]],
    ...Object.entries(entry.subgroups).map(
      ([group, { endpoints }]): [string, [string, CompareEndpoint][]] => [group, Object.entries(endpoints)],
    ),
  ];
  const cells = ({ reference, strategy, difference, mcse, varianceRatio }: Difference): Cell[] => [
    reference.value,
    reference.mcse,
    strategy.value,
    strategy.mcse,
    difference,
    mcse,
    varianceRatio,
  ];
  const curves = groups.flatMap(([group, endpoints]) =>
    endpoints.flatMap(([endpoint, { survival, rmst, medians, hazardRatio }]): Cell[][] => {
      const ratio = (quantity: string, time: Cell, { value, mcse }: Ratio): Cell[] => [
        group,
        endpoint,
        quantity,
        time,
        null,
        null,
        value,
        mcse,
        null,
        null,
        null,
      ];
      return [
        ...survival.map((one) => [group, endpoint, 'survival', one.at, ...cells(one)]),
        ...rmst.map((one) => [group, endpoint, 'rmst', one.tau, ...cells(one)]),
        ...medians.map((one) => [group, endpoint, 'quantile', one.p, ...cells(one)]),
        ratio('hazard-ratio', null, hazardRatio),
        ...hazardRatio.periods.map((one) => ratio('hazard-ratio', one.to, one)),
      ];
    }),
  );
  const shares = Object.entries(entry.proportions).map(([name, one]): Cell[] => [
    'all',
    name,
    'proportion',
    null,
    ...cells(one),
  ]);
  return [...curves, ...shares];
}
