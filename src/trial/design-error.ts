/** An error in a design that only simulation can find. `path` says which entry of the file to change. */
export class DesignError extends RangeError {
  override name = 'DesignError';
  /** keys from the top of the design to the entry that is wrong */
  readonly path: readonly (string | number)[];

  constructor(path: readonly (string | number)[], message: string) {
    super(message);
    this.path = path;
  }
}
