import { type Accrual, checkAccrual } from './accrual.ts';
import { checkHazard, type PiecewiseHazard } from './piecewise-hazard.ts';

/** What happens to the patients of one arm, in time since entry. */
export interface Arm {
  /** of the endpoint */
  hazard: PiecewiseHazard;
  /** of being lost to follow-up, independent of the endpoint; none where undefined */
  dropout?: PiecewiseHazard;
}

/** A trial with two arms, in expectation. One unit of time throughout. */
export interface TwoArms {
  control: Arm;
  treatment: Arm;
  /** share of the patients that is randomised to treatment: 0.5 is 1:1, 2/3 is 2:1 */
  share: number;
  accrual: Accrual;
}

/** @throws RangeError when a hazard, the accrual or the share is not possible: an arm without patients answers nothing */
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
