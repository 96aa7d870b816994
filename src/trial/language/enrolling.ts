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
  if (enrolment && arms === 2 && enrolment.patients < 2) {
    issues.add(['patients'], `patients is ${enrolment.patients}, must be at least 2, one in each arm`);
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
function allocationOf({ allocation = '1:1' }: RawTrial, arms: number, issues: Issues): number[] | undefined {
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

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
