import { formulaSizeAnswer } from '../../answers/formula/answer.ts';
import type { FormulaSizeAnswer } from '../../answers/formula/schema.ts';
import { sum } from '../../math/sum.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { binomialSizeOf } from '../../trial/expected/exact-binomial.ts';
import { closedFormOf } from '../../trial/expected/index.ts';
import { closedFormSize } from '../../trial/expected/size.ts';
import { resizeTrial, type Vary } from '../../trial/language/resize.ts';
import { resolveTrial } from '../../trial/language/resolve.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { UsageError } from '../errors.ts';
import { packageVersion } from '../package.ts';
import { checked, type ReadyTrial, sourcesOf, type TrialFile } from '../trial-file.ts';
import { checkEffect, checkVary, MOST, whyNoSize } from './size-search.ts';

/** Sizes of the curve, relative to the size found. */
const SHARES = [0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3];

/**
 * The size of a design by its closed form, without simulation.
 *
 * @throws UsageError if the design has no closed form, or if no size has the power
 */
export function sizedByFormula(
  file: TrialFile,
  raw: RawTrial,
  { design: base, context }: ReadyTrial,
  vary: Vary,
): FormulaSizeAnswer {
  const target = raw.target!.power;
  checkVary(base, vary);
  checkEffect(file, base, target);
  const closed = closedFormOf(base, target);
  if ('why' in closed)
    throw new UsageError(
      `${file.path}: --formula takes a design with a closed form, and this has none: ${closed.why}; without --formula the size is searched by simulation`,
    );
  const resolved = (size: number) => resolveTrial(resizeTrial(raw, base, vary, size), context);
  const step = vary === 'events' ? 1 : sum(base.allocation);
  const most = vary === 'events' ? base.patients : MOST;
  const exact = base.test.kind === 'binomial' ? binomialSizeOf(base, target) : undefined;
  const size =
    exact === undefined
      ? closedFormSize((size) => resolved(size).design ?? null, target, { step, most })
      : exact?.patients;
  if (size === null || size === undefined || size === Infinity)
    throw new UsageError(whyNoSize(file, base, { target, most, vary }));
  const rounded = (share: number) => Math.max(step, Math.round((share * size) / step) * step);
  return formulaSizeAnswer({
    ...{ raw, vary, target, size },
    designAt: (size): TrialDesign => checked(file, resolved(size)).design!,
    sizes: [...new Set(SHARES.map(rounded))].filter((other) => other <= most),
    ...(exact ? { steady: exact.steady.patients } : {}),
    provenance: { program: 'sojourn', version: packageVersion(), ...sourcesOf(file) },
  });
}
