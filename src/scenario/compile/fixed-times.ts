import type { Model } from '../model.ts';

/** Whether the model uses the law `fixed`: then events of many patients may fall on one instant within a row. */
export function hasFixedTimes({ states, timers }: Model): boolean {
  const isFixed = (name: string) => name === 'fixed';
  return (
    timers.some(({ law }) => isFixed(law.name)) ||
    states.some(({ transitions }) =>
      transitions.some(({ time }) => time.kind === 'law' && isFixed(time.law.name)),
    )
  );
}
