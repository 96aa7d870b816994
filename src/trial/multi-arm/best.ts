import { cumulativeHazard } from '../../formulas/piecewise-hazard.ts';
import type { ArmPart } from '../design.ts';
import type { MultiArmDesign } from './design.ts';

/**
 * The comparison whose arm is best in truth: with plain laws in one stratum, that with the least cumulative hazard when accrual is
 * over. undefined if arms are no plain laws, if there are strata, or if two arms are as good.
 */
export function bestArm({ arms, accrual }: MultiArmDesign): number | undefined {
  const at = accrual.pattern.at(-1)!.to;
  const hazards = arms.slice(1).map((arm) => {
    if (arm.kind !== 'law' || arm.parts.length > 1) return NaN;
    return hazardBy(arm.parts[0]!, at);
  });
  if (hazards.some(Number.isNaN)) return undefined;
  const least = Math.min(...hazards);
  const all = hazards.flatMap((hazard, i) => (hazard === least ? [i] : []));
  return all.length === 1 ? all[0] : undefined;
}

function hazardBy({ hazard, law }: ArmPart, t: number): number {
  return law ? law.distribution.cumulativeHazard(t) : cumulativeHazard(hazard, t);
}
