/** Five digits at most. */
export function number(value: number | null): string {
  if (value === null) return '-';
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(2);
  return String(Number(value.toPrecision(5)));
}

/** As R prints them: small ones in powers of ten. */
export function probability(p: number | null): string {
  if (p === null) return '-';
  if (p === 0) return '<1e-300';
  return p < 1e-4 ? p.toExponential(1) : String(Number(p.toPrecision(3)));
}
