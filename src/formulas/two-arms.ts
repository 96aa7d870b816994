import { type Accrual, checkAccrual } from './accrual.ts';
import { checkHazard, type PiecewiseHazard } from './piecewise-hazard.ts';

/** The hazards of the patients of one arm, in time since entry. */
export interface Arm {
  /** hazard of the endpoint */
  hazard: PiecewiseHazard;
  /** hazard of loss to follow-up, independent of the endpoint; undefined: no loss */
  dropout?: PiecewiseHazard;
}

/** A two-arm trial, described by its expected values. One unit of time throughout. */
export interface TwoArms {
  control: Arm;
  treatment: Arm;
  /** share of the patients who are randomised to treatment: 0.5 is 1:1, 2/3 is 2:1 */
  share: number;
  accrual: Accrual;
}

/** @throws RangeError if a hazard, the accrual or the share is invalid; both arms must have patients */
export function checkTwoArms({ control, treatment, share, accrual }: TwoArms): void {
  checkArm(control, 'control');
  checkArm(treatment, 'treatment');
  checkShare(share);
  checkAccrual(accrual);
}

export function checkArm({ hazard, dropout }: Arm, name: string): void {
  checkHazard(hazard, `the hazard under ${name}`);
  if (dropout) checkHazard(dropout, `the drop-out hazard under ${name}`);
}

/** @throws RangeError unless both arms have patients */
export function checkShare(share: number): void {
  if (!(share > 0 && share < 1))
    throw new RangeError(`the share randomised to treatment is ${share}, must lie between 0 and 1`);
}
