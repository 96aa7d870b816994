import { unknownName } from '../../language/names.ts';
import {
  type IllnessDeath,
  type IllnessDeathKey,
  illnessDeathArm,
  illnessDeathKeys,
} from '../arms/illness-death.ts';
import type { ArmPart, StrategyArm } from '../design.ts';
import { type ArmName, armsGiven, detailsOf } from './arms.ts';
import { dropoutOf } from './dropout.ts';
import { lawKeywords, lawPartOf } from './laws.ts';
import type { Issues } from './problems.ts';
import { range } from './ranges.ts';
import type { RawTrial } from './schema.ts';
import type { WantedTimes } from './wanted.ts';

/** The endpoints of an illness-death model: free of progression and death, and alive. */
export const illnessDeathEndpoints = ['PFS', 'OS'];

/** Whether the arms of a design give the transitions of an illness-death model. */
export function isIllnessDeath(raw: RawTrial): boolean {
  return armsGiven(raw).some((name) => illnessDeathKeys.some((key) => detailsOf(raw, name)[key]));
}

/**
 * The arms of a design that are illness-death models: one small model of states for each, so that all endpoints are those of
 * the same patients.
 *
 * @returns the arms and, control first, their laws
 */
export function illnessDeathArmsOf(
  raw: RawTrial,
  issues: Issues,
  { endpoints, populations }: WantedTimes,
): { arms: StrategyArm[]; laws: IllnessDeath[] } | undefined {
  const before = issues.problems.length;
  if (raw.strata)
    issues.add(
      ['strata'],
      'strata have laws of one event, must be left out: the arms are illness-death models',
    );
  if (endpoints.length === 0) issues.add([], 'endpoint is missing, must be PFS or OS');
  for (const { name, path } of endpoints)
    if (!illnessDeathEndpoints.includes(name))
      issues.add(path, unknownName('endpoint', name, illnessDeathEndpoints, 'an illness-death model'));
  for (const { path } of populations)
    issues.add(
      path,
      'a population is a subgroup of a scenario, must be left out: arms are illness-death models',
    );
  const names = armsGiven(raw);
  let control: IllnessDeath | undefined;
  const laws = names.map((name) => {
    const own = lawsOf(raw, name, control, issues);
    if (name === 'control') control = own;
    return own;
  });
  const losses = names.map((name) => {
    const own = detailsOf(raw, name).dropout;
    return own
      ? dropoutOf(own, ['arms', name, 'dropout'], raw, issues)
      : dropoutOf(raw.dropout, ['dropout'], raw, issues);
  });
  const share = crossoverShare(raw, issues);
  if (issues.problems.length > before) return undefined;
  const [first, second] = laws;
  if (share !== undefined)
    laws[0] = { ...first!, crossover: { share, law: second!['death-after-progression']! } };
  const asked = [...new Set(endpoints.map(({ name }) => name))];
  return {
    laws: laws as IllnessDeath[],
    arms: names.map((name, a) => ({
      ...illnessDeathArm(detailsOf(raw, name).title ?? name, laws[a]!, asked),
      ...losses[a],
    })),
  };
}

/** The share of control patients who progress and then have the treatment of the other arm; undefined: nobody. */
function crossoverShare(raw: RawTrial, issues: Issues): number | undefined {
  for (const name of armsGiven(raw)) {
    const { crossover } = detailsOf(raw, name);
    if (!crossover) continue;
    const path = ['arms', name, 'crossover'];
    if (name !== 'control' || armsGiven(raw).length < 2) {
      issues.add(path, 'crossover is from control to treatment, must be of control');
      continue;
    }
    return issues.number(
      crossover.share,
      [...path, 'share'],
      range(
        (share) => share > 0 && share < 1,
        'above 0 and below 1; of all patients, the law after progression says so',
      ),
    );
  }
  return undefined;
}

function lawsOf(
  raw: RawTrial,
  name: ArmName,
  control: IllnessDeath | undefined,
  issues: Issues,
): IllnessDeath | undefined {
  const arm = detailsOf(raw, name);
  const path = ['arms', name];
  const law = [...lawKeywords, 'strategy' as const].find((key) => arm[key] !== undefined);
  if (law !== undefined) {
    issues.add(
      [...path, law],
      `${law} stands beside the transitions of an illness-death model, must be left out, or be the law of one of them`,
    );
    return undefined;
  }
  const isControl = name === 'control';
  const parts: Partial<Record<IllnessDeathKey, ArmPart>> = {};
  let isSound = true;
  for (const key of illnessDeathKeys) {
    const own = arm[key];
    if (!own) {
      if (control?.[key]) parts[key] = control[key];
      continue;
    }
    const ratio = (['hazard-ratio', 'time-ratio'] as const).find((one) => own[one] !== undefined);
    if (!isControl && ratio !== undefined && own.law === undefined && control && !control[key]) {
      issues.add([...path, key, ratio], `${ratio} is relative to control, which has no ${key}`);
      isSound = false;
      continue;
    }
    const part = lawPartOf(own, [...path, key], control?.[key], raw, issues, isControl);
    if (part) parts[key] = part;
    else isSound = false;
  }
  const missing = (['progression', 'death-after-progression'] as const).find(
    (key) => !arm[key] && (isControl || armsGiven(raw).length === 1),
  );
  if (missing)
    issues.add(
      path,
      `${missing} is missing, must be a law such as { median: 12 }: the arm is an illness-death model`,
    );
  return isSound && parts.progression && parts['death-after-progression']
    ? (parts as IllnessDeath)
    : undefined;
}
