import { unknownName } from '../../language/names.ts';
import type { TrialDesign } from '../design.ts';
import { enrolmentOf } from './accrual.ts';
import { armsGiven, strataOf } from './arms.ts';
import { observationOf } from './observation.ts';
import type { Issues } from './problems.ts';
import { givenRandomisation } from './randomisation.ts';
import type { RawTrial } from './schema.ts';

/** The parts of a design that tell who is enrolled, when, and into which arm. */
export type Enrolling = Pick<
  TrialDesign,
  'allocation' | 'patients' | 'accrual' | 'randomisation' | 'strata' | 'observation'
>;

/** Reads who is enrolled. @returns undefined if any part has an error */
export function enrollingOf(raw: RawTrial, issues: Issues): Enrolling | undefined {
  const strata = strataOf(raw, issues);
  const arms = armsGiven(raw).length;
  if (!raw.arms && !raw.strata)
    issues.add([], 'arms are missing, must be control and treatment, or strata with both');
  if (raw.scenario === undefined && raw.randomised !== undefined && raw.randomised !== 'entry')
    issues.add(
      ['randomised'],
      'randomised is on reaching a state or among a subgroup, must be entry: there is no scenario',
    );
  const allocation = allocationOf(raw, arms, issues);
  const randomisation = allocation && givenRandomisation(raw, allocation, issues);
  const observation = observationOf(raw, issues);
  const isSelective = typeof raw.randomised === 'object';
  const share = strata?.reduce((sum, stratum) => sum + (stratum.enrolled ? stratum.share : 0), 0);
  const enrolment =
    share === undefined ? undefined : enrolmentOf(raw, isSelective ? undefined : Math.min(1, share), issues);
  if (enrolment && arms >= 2 && enrolment.patients < arms) {
    issues.add(['patients'], `patients is ${enrolment.patients}, must be at least ${arms}, one in each arm`);
    return undefined;
  }
  if (!strata || !allocation || !enrolment) return undefined;
  return {
    strata,
    allocation,
    ...enrolment,
    ...(randomisation && { randomisation }),
    ...(observation && { observation }),
  };
}

/** Patients of each arm in a block, control first; the file has treatment first, as publications do. */
function allocationOf(raw: RawTrial, arms: number, issues: Issues): number[] | undefined {
  if (raw.comparisons) return allocationOfArms(raw, issues);
  const { allocation = '1:1' } = raw as { allocation?: string };
  if (arms === 1) return [1];
  const [treatment, control] = allocation.split(':').map(Number) as [number, number];
  if (!(treatment > 0 && control > 0)) {
    issues.add(['allocation'], `allocation is ${allocation}, must have patients in both arms`);
    return undefined;
  }
  const divisor = greatestCommonDivisor(treatment, control);
  if ((treatment + control) / divisor > 1000) {
    issues.add(['allocation'], `allocation is ${allocation}, must be of small numbers, such as 2:1`);
    return undefined;
  }
  return [control / divisor, treatment / divisor];
}

/** Of several experimental arms: a ratio in the order of the file, or patients by name. @returns control first */
function allocationOfArms(raw: RawTrial, issues: Issues): number[] | undefined {
  const { allocation, arms = {} } = raw;
  const path = ['allocation'];
  const names = armsGiven(raw);
  const inFile = Object.keys(arms).length > 0 ? Object.keys(arms) : names;
  if (allocation === undefined) return names.map(() => 1);
  const before = issues.problems.length;
  const counts = new Map<string, number>();
  if (typeof allocation === 'string') {
    const parts = allocation.split(':').map(Number);
    if (parts.length !== inFile.length)
      issues.add(
        path,
        `allocation is ${allocation}, of ${parts.length} arms, must be of ${inFile.length}, in the order of the file: ${inFile.join(', ')}`,
      );
    parts.forEach((count, a) => {
      if (inFile[a] !== undefined) counts.set(inFile[a], count);
    });
  } else
    for (const [name, count] of Object.entries(allocation)) {
      if (!names.includes(name)) issues.add([...path, name], unknownName('arm', name, names, 'the design'));
      else counts.set(name, count);
    }
  const missing = names.find((name) => !counts.has(name));
  if (missing !== undefined && issues.problems.length === before)
    issues.add(path, `allocation has no ${missing}, must have patients in every arm`);
  for (const [name, count] of counts)
    if (!(Number.isInteger(count) && count >= 1 && count <= 1000))
      issues.add(
        typeof allocation === 'string' ? path : [...path, name],
        `allocation to ${name} is ${count}, must be a whole number from 1 to 1000`,
      );
  if (issues.problems.length > before) return undefined;
  const own = names.map((name) => counts.get(name)!);
  const divisor = own.reduce(greatestCommonDivisor);
  return own.map((count) => count / divisor);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
