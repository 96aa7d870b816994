/** One path of a model: progression or death first, and after progression a new clock until death. In months. */
export interface Path {
  progression: { shape: number; scale: number };
  deathRate: number;
  afterProgression: { shape: number; scale: number };
}

/** A model that several programs simulate. */
export interface Model {
  /** name of its scenario */
  scenario: string;
  file: URL;
  /** heading of its table */
  title: string;
  completionShare: number;
  toxicityRisk: number;
  /** completing and not completing, as in every program's output */
  paths: readonly [Path, Path];
}

export const benchmark: Model = {
  scenario: 'benchmark',
  file: new URL('../../scenarios/benchmark.yaml', import.meta.url),
  title: 'The benchmark on one thread: million patients a second, and how many times as fast sojourn is',
  completionShare: 0.491,
  toxicityRisk: 0.224,
  paths: [
    {
      progression: { shape: 0.9, scale: 34 },
      deathRate: 0.002,
      afterProgression: { shape: 1.3, scale: 28 },
    },
    {
      progression: { shape: 0.95, scale: 20 },
      deathRate: 0.006,
      afterProgression: { shape: 1.2, scale: 20 },
    },
  ],
};

/** The part of the model that msm can simulate. */
export const constantHazards: Model = {
  scenario: 'constant-hazards',
  file: new URL('./constant-hazards.yaml', import.meta.url),
  title:
    'The same states with constant hazards on one thread, for programs that know no other (bench/yardstick/constant-hazards.yaml)',
  completionShare: 0.491,
  toxicityRisk: 0.224,
  paths: [
    {
      progression: { shape: 1, scale: 1 / 0.025 },
      deathRate: 0.002,
      afterProgression: { shape: 1, scale: 1 / 0.03 },
    },
    {
      progression: { shape: 1, scale: 1 / 0.04 },
      deathRate: 0.006,
      afterProgression: { shape: 1, scale: 1 / 0.04 },
    },
  ],
};

export const models: readonly Model[] = [benchmark, constantHazards];
