import type { TrialArm } from '../design.ts';
import type { ArmColumns } from './columns.ts';
import { lawColumns } from './law.ts';
import { strategyColumns } from './strategy.ts';

export type { ArmColumns } from './columns.ts';

/** An arm ready for the kernel. @throws RangeError where its strategy cannot be an arm */
export function columnsOf(arm: TrialArm): ArmColumns {
  return arm.kind === 'law' ? lawColumns(arm) : strategyColumns(arm);
}
