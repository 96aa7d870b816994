/** A patient who enters one state this often is assumed never to finish. */
export const ENDLESS = 1_000_000;

/**
 * A patient goes round for ever through these states.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, EndlessModelError, inlineExecutor, simulate } from 'sojourn';
 *
 * const { plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * try {
 *   await simulate(plans['usual-care']!, { seed: '1', n: 1000, executor: inlineExecutor() });
 * } catch (error) {
 *   if (error instanceof EndlessModelError) console.error(`no time passes in ${error.states}`);
 * }
 * console.log('done');
 * // done
 * ```
 */
export class EndlessModelError extends Error {
  override name = 'EndlessModelError';
  constructor(readonly states: string) {
    super(
      `a patient goes round ${states} without end: ${ENDLESS.toLocaleString('en')} entries before the horizon; let one of these states take time`,
    );
  }
}
