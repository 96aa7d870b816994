import type { LawArm, StrategyArm, TrialArm } from '../design.ts';
import type { ArmColumns } from './columns.ts';
import { lawColumns } from './law.ts';
import { strategyColumns } from './strategy.ts';

export type { ArmColumns } from './columns.ts';

/**
 * Compiles arms for the kernel.
 *
 * @throws RangeError if a strategy cannot be an arm
 */
export function columnsOf(arms: readonly TrialArm[]): ArmColumns[] {
  const laws = arms.filter((arm): arm is LawArm => arm.kind === 'law');
  const ofLaws = lawColumns(laws);
  return arms.map((arm) =>
    arm.kind === 'law' ? ofLaws[laws.indexOf(arm)]! : strategyColumns(arm satisfies StrategyArm),
  );
}
