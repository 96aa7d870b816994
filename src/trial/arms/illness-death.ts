import { patientTimes } from '../../scenario/compile/patient-times.ts';
import type { Model, State, Transition } from '../../scenario/model.ts';
import type { ArmPart, StrategyArm } from '../design.ts';
import { lawOf } from './law.ts';

/** The transitions of an illness-death model, as a design names them. */
export const illnessDeathKeys = ['progression', 'death', 'death-after-progression'] as const;
export type IllnessDeathKey = (typeof illnessDeathKeys)[number];

/** The laws of one arm; without `death` nobody dies without progression. */
export type IllnessDeath = Partial<Record<IllnessDeathKey, ArmPart>> & {
  progression: ArmPart;
  /** a share of those who progress, and the law of their death after progression, in place of that of the others */
  crossover?: { share: number; law: ArmPart };
};

/** Times are known up to here, in any unit. */
const HORIZON = 1e5;

/**
 * An arm whose patients progress and die by these laws. Those who cross over at progression die by the law that this gives them; they
 * are analysed in the arm to which they were randomised. Death after progression is in time since
 * progression.
 */
export function illnessDeathArm(
  title: string,
  laws: IllnessDeath,
  endpoints: readonly string[],
): StrategyArm {
  const model = modelOf(title, laws);
  const { times } = patientTimes(model, { endpoints });
  return { kind: 'strategy', title, patients: times! };
}

function modelOf(title: string, laws: IllnessDeath): Model {
  const { crossover } = laws;
  const transition = (to: string, key: IllnessDeathKey, part = laws[key]): Transition[] => {
    if (!part) return [];
    const text = part.law ? `law ${part.law.key}` : JSON.stringify(part.hazard);
    const law = { name: key, key: text, distribution: () => part.law?.distribution ?? lawOf(part.hazard) };
    return [
      {
        ...{ to, stream: key, path: [] },
        time: { kind: 'law', law, clock: { kind: 'entry' }, cure: 0, hazardRatios: [], timeRatios: [] },
      },
    ];
  };
  const state = (name: string, transitions: Transition[], branches: State['branches'] = []): State => ({
    ...{ name, title: name, transitions, branches, stream: name, path: [] },
  });
  const branch = (to: string, chance?: number): State['branches'][number] => ({
    ...{ to, chance, chanceRatios: [], oddsRatios: [], path: [] },
  });
  const after = 'death-after-progression';
  const progressed = crossover ? 'progression' : 'progressed';
  const switched = crossover
    ? [
        state(progressed, [], [branch('switched', crossover.share), branch('progressed')]),
        state('switched', transition('dead', after, crossover.law)),
      ]
    : [];
  const endpoint = (name: string, states: string[]) => ({
    ...{ name, title: name, censor: [], path: [] },
    events: [{ cause: name, states, condition: { op: 'always' } as const }],
  });
  return {
    ...{ strategy: title, horizon: HORIZON, rowsPerUnit: 1, start: 'stable' },
    states: [
      state('stable', [...transition(progressed, 'progression'), ...transition('dead', 'death')]),
      ...switched,
      state('progressed', transition('dead', after)),
      state('dead', []),
    ],
    ...{ characteristics: [], timers: [], marks: [], subgroups: [], proportions: [] },
    endpoints: [
      endpoint('PFS', ['progressed', ...(crossover ? ['switched'] : []), 'dead']),
      endpoint('OS', ['dead']),
    ],
  };
}
