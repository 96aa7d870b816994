/** A patient who enters one state this often is taken for one who never ends. */
export const ENDLESS = 1_000_000;

/** A patient went round for ever, through these states. */
export class EndlessModelError extends Error {
  override name = 'EndlessModelError';
  constructor(readonly states: string) {
    super(
      `a patient goes round ${states} without end: ${ENDLESS.toLocaleString('en')} entries before the horizon; let one of these states take time`,
    );
  }
}
