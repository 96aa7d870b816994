/** The quantity that grows. */
export type GrowthName = 'patients' | 'strategies' | 'states';

/** One row of a table: work for one process. */
export interface Point {
  growth: GrowthName;
  /** number of patients, strategies or states */
  size: number;
  /** per strategy */
  patients: number;
}

export interface Growth {
  name: GrowthName;
  title: string;
  sizes: readonly number[];
  /** patients per strategy at a size */
  patients: (size: number) => number;
}

export const growths: readonly Growth[] = [
  {
    name: 'patients',
    title: 'By patients of scenarios/benchmark.yaml',
    sizes: [1e5, 1e6, 1e7, 1e8, 1e9],
    patients: (size) => size,
  },
  {
    name: 'strategies',
    title: 'By strategies: scenarios/benchmark.yaml with one number changed in each, 10,000 patients each',
    sizes: [1, 10, 100, 1000],
    patients: () => 1e4,
  },
  {
    name: 'states',
    title: 'By states: a chain with a step back and a death from each, 1,000,000 patients',
    sizes: [2, 5, 10, 20, 50, 100, 200],
    patients: () => 1e6,
  },
];

/** The points of a growth, up to a size. */
export function pointsOf({ name, sizes, patients }: Growth, most = Number.POSITIVE_INFINITY): Point[] {
  return sizes
    .filter((size) => size <= most)
    .map((size) => ({ growth: name, size, patients: patients(size) }));
}
