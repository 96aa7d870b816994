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

/** All differences of all comparisons; with `--vary`, the varied values have columns of their own. */
export function comparisonsCsv({
  comparisons,
  vary = [],
  points = comparisons ? [{ set: [], comparisons }] : [],
}: Rows): string {
  const hasIntervals = points.some(({ comparisons: found }) =>
    Object.values(found).some(({ hazardRatio }) => hazardRatio.uncertainty),
  );
  const rows = points.flatMap(({ set, comparisons: found }) =>
    Object.entries(found).flatMap(([strategy, entry]) =>
      differencesOf(entry, hasIntervals).map((row) => [...set.map(({ value }) => value), strategy, ...row]),
    ),
  );
  const header =
    'strategy,group,endpoint,quantity,time,reference,reference_mcse,value,value_mcse,difference,mcse,variance_ratio' +
    (hasIntervals ? ',uncertainty_lower,uncertainty_upper' : '');
  return csv([...vary.map(nameOf), ...header.split(',')], rows);
}

function differencesOf(entry: CompareStrategy, hasIntervals: boolean): Cell[][] {
  const interval = ({ uncertainty }: Pick<Difference, 'uncertainty'>): Cell[] =>
    hasIntervals ? [uncertainty?.lower ?? null, uncertainty?.upper ?? null] : [];
  const groups: [string, [string, CompareEndpoint][]][] = [
    ['all', [[entry.endpoint, entry], ...Object.entries(entry.endpoints)]],
    ...Object.entries(entry.subgroups).map(
      ([group, { endpoints }]): [string, [string, CompareEndpoint][]] => [group, Object.entries(endpoints)],
    ),
  ];
  const cells = ({
    reference,
    strategy,
    difference,
    mcse,
    varianceRatio,
    uncertainty,
  }: Difference): Cell[] => [
    reference.value,
    reference.mcse,
    strategy.value,
    strategy.mcse,
    difference,
    mcse,
    varianceRatio,
    ...interval({ uncertainty }),
  ];
  const curves = groups.flatMap(([group, endpoints]) =>
    endpoints.flatMap(([endpoint, { survival, rmst, medians, hazardRatio }]): Cell[][] => {
      const ratio = (quantity: string, time: Cell, { value, mcse, uncertainty }: Ratio): Cell[] => [
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
        ...interval({ uncertainty }),
      ];
      return [
        ...survival.map((figure) => [group, endpoint, 'survival', figure.at, ...cells(figure)]),
        ...rmst.map((figure) => [group, endpoint, 'rmst', figure.tau, ...cells(figure)]),
        ...medians.map((figure) => [group, endpoint, 'quantile', figure.p, ...cells(figure)]),
        ratio('hazard-ratio', null, hazardRatio),
        ...hazardRatio.periods.map((period) => ratio('hazard-ratio', period.to, period)),
      ];
    }),
  );
  const shares = Object.entries(entry.proportions).map(([name, share]): Cell[] => [
    'all',
    name,
    'proportion',
    null,
    ...cells(share),
  ]);
  return [...curves, ...shares];
}
