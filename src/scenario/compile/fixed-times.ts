import type { Model } from '../model.ts';

/** Whether a law of the model is `fixed`: events of many patients may come at one instant within a row. */
export function hasFixedTimes({ states, timers }: Model): boolean {
  const isFixed = (name: string) => name === 'fixed';
  return (
    timers.some(({ law }) => isFixed(law.name)) ||
    states.some(({ transitions }) =>
      transitions.some(({ time }) => time.kind === 'law' && isFixed(time.law.name)),
    )
  );
}
