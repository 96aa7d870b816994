import type { EndpointEstimate } from '../../estimates/endpoint.ts';

/** A median's Monte Carlo standard error, from as much of its 95% interval as there is; null where there is none. */
export function medianError({ value, lower, upper }: EndpointEstimate['quantiles'][number]): number | null {
  if (lower === null || value === null) return null;
  return upper === null ? (value - lower) / 1.96 : (upper - lower) / 3.92;
}
