import { type IllnessDeathKey, illnessDeathArm } from '../arms/illness-death.ts';
import type { ArmPart } from '../design.ts';
import { withoutEffect } from '../truth.ts';
import type { HypothesesDesign } from './design.ts';

/** A truth under which some null hypotheses hold. */
export interface NullConfiguration {
  /** what has no effect: `nothing` for the design as it is is not among them */
  name: string;
  /** indices of the hypotheses whose null is true */
  nulls: number[];
  design: HypothesesDesign;
}

/** Configurations of strata are written out up to here: 2 to this number. */
const MOST_STRATA = 4;

/**
 * The configurations of true nulls that the arms of a design can have. All nulls together hold where both arms are control.
 * Others need an arm with an effect on one endpoint or in one population alone: an illness-death model can have no effect on PFS
 * and one after progression; strata can each have an effect or none. A strategy cannot be taken apart.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { nullConfigurations, readTrial, resolveHypotheses } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/pfs-and-os.yaml', 'utf8'));
 * const { design } = resolveHypotheses(trial!);
 * console.log(nullConfigurations(design!).map(({ name }) => name));
 * // [ 'no effect at all', 'no effect on PFS, one after progression' ]
 * ```
 */
export function nullConfigurations(design: HypothesesDesign): NullConfiguration[] {
  const [control, treatment] = design.arms as [(typeof design.arms)[0], (typeof design.arms)[0]];
  const all: NullConfiguration = {
    name: 'no effect at all',
    nulls: [...design.hypotheses.keys()],
    design: { ...design, arms: [control, withoutEffect(control, treatment)] },
  };
  return [all, ...ofIllnessDeath(design), ...ofStrata(design)];
}

function ofIllnessDeath(design: HypothesesDesign): NullConfiguration[] {
  const { illnessDeath, endpoints, hypotheses, cohorts, arms } = design;
  if (!illnessDeath) return [];
  const [control, treatment] = illnessDeath;
  const after = 'death-after-progression';
  const nulls = [...hypotheses.keys()].filter(
    (h) => endpoints[cohorts[hypotheses[h]!.cohort]!.endpoint] === 'PFS',
  );
  const differs = (key: IllnessDeathKey) => !isSame(control[key], treatment[key]);
  if (nulls.length === 0 || nulls.length === hypotheses.length || !differs(after)) return [];
  if (!differs('progression') && !differs('death')) return [];
  const own = arms[1]!;
  const arm = illnessDeathArm(
    own.title,
    { ...control, [after]: treatment[after], crossover: undefined },
    endpoints,
  );
  return [
    {
      name: 'no effect on PFS, one after progression',
      nulls,
      design: { ...design, arms: [arms[0]!, { ...own, ...arm }] },
    },
  ];
}

function isSame(one: ArmPart | undefined, other: ArmPart | undefined): boolean {
  const key = (part: ArmPart | undefined) => part && (part.law?.key ?? JSON.stringify(part.hazard));
  return key(one) === key(other);
}

function ofStrata(design: HypothesesDesign): NullConfiguration[] {
  const { arms, strata, hypotheses, cohorts, populations } = design;
  const [control, treatment] = arms as [(typeof arms)[0], (typeof arms)[0]];
  const enrolled = [...strata.keys()].filter((s) => strata[s]!.enrolled);
  if (control.kind !== 'law' || enrolled.length < 2 || enrolled.length > MOST_STRATA) return [];
  const strataOf = (h: number) => {
    const { population } = cohorts[hypotheses[h]!.cohort]!;
    return population === undefined ? enrolled : [populations[population]!.index];
  };
  const found: NullConfiguration[] = [];
  for (let set = 1; set < 2 ** enrolled.length - 1; set++) {
    const isNull = (s: number) => ((set >> enrolled.indexOf(s)) & 1) === 1;
    const nulls = [...hypotheses.keys()].filter((h) => strataOf(h).every(isNull));
    if (nulls.length === 0) continue;
    const names = enrolled.filter(isNull).map((s) => strata[s]!.name);
    found.push({
      name: `no effect in ${names.join(' and ')}`,
      nulls,
      design: { ...design, arms: [control, withoutEffect(control, treatment, isNull)] },
    });
  }
  return found;
}

/** Which configurations are left out, and why; undefined if none is. */
export function nullsLeftOut(design: HypothesesDesign): string | undefined {
  if (design.hypotheses.length < 2) return undefined;
  const [control] = design.arms;
  if (design.illnessDeath)
    return 'No effect on OS alone is left out: no transition changes PFS and leaves OS as it is.';
  if (control!.kind === 'strategy')
    return 'Other configurations are left out: no strategy has an effect on some of these hypotheses alone.';
  return undefined;
}
