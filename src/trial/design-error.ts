/** A design that turns out, while it is simulated, to be one that cannot be: what its file says where is to be mended. */
export class DesignError extends RangeError {
  override name = 'DesignError';
  /** keys from the top of the design to what is wrong */
  readonly path: readonly (string | number)[];

  constructor(path: readonly (string | number)[], message: string) {
    super(message);
    this.path = path;
  }
}
