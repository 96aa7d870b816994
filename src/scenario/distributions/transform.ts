/**
 * Transformations of a distribution: hazard ratio, time ratio, cured fraction. Each returns a distribution, so they can
 * be combined in any order. Exact pieces, kinks and jumps are kept where the transformation allows.
 */
import { exp, expm1, ln, log1p } from '../../math/elementary.ts';
import { mixing, TINY_CURE } from '../../math/mixing.ts';
import {
  type Distribution,
  type Family,
  type Form,
  type InSteps,
  type Mixture,
  SMOOTH,
} from './distribution.ts';
import { piecewiseLinear } from './piecewise-linear.ts';

/**
 * Proportional hazards: S(t)^ratio.
 *
 * @param ratio > 0; below 1 the event comes later
 * @throws RangeError when the ratio is not a positive finite number
 */
export function withHazardRatio(d: Distribution, ratio: number): Distribution {
  mustBePositive(ratio, 'hazard ratio');
  const { form } = d;
  if (form.kind === 'pieces') {
    const { times, hazards, lastRate } = form;
    return piecewiseLinear({ times, hazards: hazards.map((h) => h * ratio), lastRate: lastRate * ratio });
  }
  return {
    cumulativeHazard: (t) => d.cumulativeHazard(t) * ratio,
    inverseCumulativeHazard: (y) => d.inverseCumulativeHazard(Math.min(y / ratio, Number.MAX_VALUE)),
    limit: d.limit * ratio,
    form: withHazardRatioIn(form, ratio),
    inSteps: d.inSteps && {
      hazard: [...d.inSteps.hazard, { does: 'times', by: ratio }],
      inverse: [
        { does: 'divide', by: ratio },
        { does: 'at-most', by: Number.MAX_VALUE },
        ...d.inSteps.inverse,
      ],
    },
  };
}

function withHazardRatioIn(form: Form, ratio: number): Form {
  switch (form.kind) {
    case 'kink':
      return { kind: 'kink', at: -expm1(ratio * log1p(-form.at)) };
    case 'family':
      // a hazard ratio is a shift of ln T only if W is ln E: a Weibull law
      return form.standard === ln ? shifted(form, -form.spread * ln(ratio)) : SMOOTH;
    case 'even':
      return SMOOTH;
    default:
      return form;
  }
}

/**
 * Accelerated failure time: S(t / ratio).
 *
 * @param ratio > 0; multiplies every time
 * @throws RangeError when the ratio is not a positive finite number
 */
export function withTimeRatio(d: Distribution, ratio: number): Distribution {
  mustBePositive(ratio, 'time ratio');
  const { form } = d;
  if (form.kind === 'pieces') {
    const { times, hazards, lastRate } = form;
    return piecewiseLinear({ times: times.map((t) => t * ratio), hazards, lastRate: lastRate / ratio });
  }
  return {
    cumulativeHazard: (t) => d.cumulativeHazard(t / ratio),
    inverseCumulativeHazard: (y) => d.inverseCumulativeHazard(y) * ratio,
    limit: d.limit,
    form: withTimeRatioIn(form, ratio),
    mixture: d.mixture && { cure: d.mixture.cure, proper: withTimeRatio(d.mixture.proper, ratio) },
    inSteps: d.inSteps && {
      hazard: [{ does: 'divide', by: ratio }, ...d.inSteps.hazard],
      inverse: [...d.inSteps.inverse, { does: 'times', by: ratio }],
    },
  };
}

function withTimeRatioIn(form: Form, ratio: number): Form {
  switch (form.kind) {
    case 'jumps':
      return { kind: 'jumps', times: form.times.map((t) => t * ratio) };
    case 'family':
      return shifted(form, ln(ratio));
    case 'even':
      return SMOOTH;
    default:
      return form;
  }
}

/**
 * Mixture cure model: S = cure + (1 - cure) S0. Source: Boag (1949).
 *
 * @param cure the fraction that never has the event, in [0, 1); 0 returns the distribution itself
 * @throws RangeError when the fraction is outside [0, 1)
 */
export function withCure(d: Distribution, cure: number): Distribution {
  if (!(cure >= 0 && cure < 1))
    throw new RangeError(`the cured fraction is ${cure}, must be >= 0 and below 1`);
  if (cure === 0) return d;
  const { hazard, inverse } = mixing(cure);
  const limit = hazard(d.limit);
  return {
    cumulativeHazard: (t) => hazard(d.cumulativeHazard(t)),
    inverseCumulativeHazard: (y) => (y > limit ? Infinity : d.inverseCumulativeHazard(inverse(y))),
    limit,
    form: mixedForm(d.form, (kink) => kink * (1 - cure)),
    mixture: mixtureOf(d, cure),
    inSteps: d.limit === Infinity ? mixedSteps(d, cure, 'mixed', 'unmixed') : undefined,
  };
}

/** A column's way in through a change of hazards, and back: `mixed` and `unmixed`, or the other way round. */
function mixedSteps(
  { inSteps }: Distribution,
  cure: number,
  does: 'mixed' | 'unmixed',
  undoes: 'mixed' | 'unmixed',
): InSteps | undefined {
  if (!inSteps || cure < TINY_CURE) return undefined;
  return {
    hazard: [...inSteps.hazard, { does, cure }],
    inverse: [{ does: undoes, cure }, ...inSteps.inverse],
  };
}

/** The form of H after a cured fraction is mixed in or taken out. */
function mixedForm(form: Form, moved: (kink: number) => number): Form {
  switch (form.kind) {
    case 'kink':
      return { kind: 'kink', at: moved(form.at) };
    case 'pieces':
      return { kind: 'jumps', times: form.times.slice(1) };
    case 'family':
    case 'even':
      return SMOOTH;
    default:
      return form;
  }
}

/** A mixture of a mixture is a single mixture; an improper law brings its own cured fraction. */
function mixtureOf(d: Distribution, cure: number): Mixture {
  const { cure: inner, proper } = properPart(d);
  return { cure: cure + (1 - cure) * inner, proper };
}

/**
 * Splits S into cure + (1 - cure) S_proper, with cure = exp(-limit): first a chance, then a law under which every
 * patient has the event. A proper distribution is its own proper part, with cure 0.
 */
export function properPart(d: Distribution): Mixture {
  if (d.mixture) return d.mixture;
  if (d.limit === Infinity) return { cure: 0, proper: d };
  if (d.limit > UNSEEN) return { cure: 0, proper: { ...d, limit: Infinity } };
  const cure = exp(-d.limit);
  const { hazard, inverse } = mixing(cure);
  const proper = {
    cumulativeHazard: (t: number) => inverse(d.cumulativeHazard(t)),
    inverseCumulativeHazard: (y: number) => d.inverseCumulativeHazard(hazard(y)),
    limit: Infinity,
    form: mixedForm(d.form, (kink) => kink / (1 - cure)),
    inSteps: mixedSteps(d, cure, 'unmixed', 'mixed'),
  };
  return { cure, proper };
}

/** If the limit of H is larger, fewer than one patient in 1e26 is cured: treated as a proper law. */
const UNSEEN = 60;

function shifted<F extends Family>(family: F, by: number): F {
  return { ...family, location: family.location + by };
}

function mustBePositive(ratio: number, what: string): void {
  if (!(ratio > 0 && ratio < Infinity)) throw new RangeError(`the ${what} is ${ratio}, must be above 0`);
}
