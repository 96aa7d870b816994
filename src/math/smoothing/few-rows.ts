/** Too few rows for the columns of a regression. */
export class FewRowsError extends RangeError {
  override name = 'FewRowsError';
  readonly needed: number;
  /** @param what the regression has: `9 coefficients` */
  constructor(rows: number, what: string, needed: number) {
    super(`${rows} rows are too few for ${what}, must be at least ${needed}`);
    this.needed = needed;
  }
}
