import { accrualEnd } from '../../formulas/accrual.ts';
import type { Problem } from '../../language/problem.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { TrialArm, TrialDesign } from '../design.ts';
import { eventsBy, type Outline } from '../expected/cells.ts';
import { eventsAtInformation, expectedFractions, isOfEvents } from '../expected/fractions.ts';
import { enrolmentOf } from './accrual.ts';
import { armsGiven, lawArmsOf, strataOf } from './arms.ts';
import { boundariesOf, boundaryRulesOf, errorRatesOf, targetOf } from './boundaries.ts';
import { looksOf } from './looks.ts';
import type { PlannedLooks } from './planned-looks.ts';
import { type Complaints, complaints } from './problems.ts';
import { givenRandomisation } from './randomisation.ts';
import { ratio } from './ranges.ts';
import type { RawTrial } from './schema.ts';
import { strategyArmsOf } from './strategies.ts';
import { testOf } from './tests.ts';

export interface ResolveContext {
  /** what the design calls its scenario, where it has one */
  scenario?: Scenario;
  /** information fractions of the looks, where only simulation tells them */
  fractions?: readonly number[];
  /** arms that were resolved before, of the same file */
  arms?: readonly TrialArm[];
}

export interface Resolved {
  design?: TrialDesign;
  /** the power that is looked for */
  target?: number;
  /** nothing is wrong, but only simulation can tell the information fractions of this design's looks */
  needsFractions?: Outline;
  problems: Problem[];
}

/**
 * From a design as its file says it to the trial that is simulated: names looked up, numbers in place, boundaries made.
 *
 * @returns the design, or what must still be found, or what is wrong, with its path in the file
 */
export function resolveTrial(raw: RawTrial, context: ResolveContext = {}): Resolved {
  const to = complaints();
  const { problems } = to;
  const { outline, looks, target, rules } = outlineOf(raw, context, to);
  if (!outline || !looks || !rules || problems.length > 0) return { problems };
  const fractions = fractionsOf(outline, looks, context, to);
  if (fractions === null) return { needsFractions: outline, target, problems };
  const boundaries = fractions && boundariesOf(raw, fractions, rules, outline, to);
  return boundaries && problems.length === 0
    ? { design: { ...outline, boundaries }, target, problems }
    : { problems };
}

/** All but the boundaries. What does not depend on what is wrong is looked at all the same. */
function outlineOf(raw: RawTrial, { scenario, arms: known }: ResolveContext, to: Complaints) {
  const rates = errorRatesOf(raw, to);
  const target = rates && targetOf(raw, rates, to);
  const strata = strataOf(raw, to);
  if (!raw.arms && !raw.strata)
    to.complain([], 'arms are missing, must be control and treatment, or strata with both');
  if (raw.scenario === undefined && raw.randomised !== undefined && raw.randomised !== 'entry')
    to.complain(
      ['randomised'],
      'randomised is on reaching a state or among a subgroup, must be entry: there is no scenario',
    );
  const arms = known ?? armsOf(raw, scenario, to);
  const count = armsGiven(raw).length;
  const allocation = allocationOf(raw, count, to);
  const randomisation = allocation && givenRandomisation(raw, allocation, to);
  const test = testOf(raw.test, count, rates?.sides ?? 1, to);
  const rules = rates && boundaryRulesOf(raw, test?.kind, rates, to);
  to.number(raw['nominal-ratio'], ['nominal-ratio'], ratio);
  const isSelective = typeof raw.randomised === 'object';
  const share = strata?.reduce((sum, one) => sum + (one.enrolled ? one.share : 0), 0);
  const enrolment =
    share === undefined ? undefined : enrolmentOf(raw, isSelective ? undefined : Math.min(1, share), to);
  if (enrolment && count === 2 && enrolment.patients < 2) {
    to.complain(['patients'], `patients is ${enrolment.patients}, must be at least 2, one in each arm`);
    return {};
  }
  if (!rates || !strata || !arms || !allocation || !test || !enrolment) return {};
  const { trial: title, unit } = raw;
  const timeless = {
    title,
    unit,
    arms,
    allocation,
    strata,
    test,
    ...enrolment,
    ...rates,
    ...(randomisation && { randomisation }),
  };
  const whole = { ...timeless, looks: [] };
  const looks = looksOf(
    raw,
    test,
    {
      patients: enrolment.patients,
      accrualEnd: accrualEnd(enrolment.accrual.pattern),
      expected: (t) => eventsBy(whole, t),
      // events are in the proportion of the information, whether or not a formula has them
      eventsAt: (fraction, last) =>
        isOfEvents(whole) ? fraction * last.events! : eventsAtInformation(whole, fraction, last),
      ...(scenario ? { horizon: scenario.time.horizon } : {}),
    },
    to,
  );
  if (!looks) return {};
  const outline: Outline = {
    ...timeless,
    looks: looks.looks,
    ...(looks.events === undefined ? {} : { events: looks.events }),
  };
  return { outline, looks, target, rules };
}

function armsOf(
  raw: RawTrial,
  scenario: Scenario | undefined,
  to: Complaints,
): readonly TrialArm[] | undefined {
  if (!raw.arms && !raw.strata) return undefined;
  if (raw.scenario === undefined) return lawArmsOf(raw, to);
  return scenario && strategyArmsOf(raw, scenario, to);
}

/** Control first; the text has treatment first, as publications have it. */
function allocationOf({ allocation = '1:1' }: RawTrial, arms: number, to: Complaints): number[] | undefined {
  if (arms === 1) return [1];
  const [treatment, control] = allocation.split(':').map(Number) as [number, number];
  if (!(treatment > 0 && control > 0)) {
    to.complain(['allocation'], `allocation is ${allocation}, must have patients in both arms`);
    return undefined;
  }
  const divisor = common(treatment, control);
  if ((treatment + control) / divisor > 1000) {
    to.complain(['allocation'], `allocation is ${allocation}, must be of small numbers, such as 2:1`);
    return undefined;
  }
  return [control / divisor, treatment / divisor];
}

function common(a: number, b: number): number {
  return b === 0 ? a : common(b, a % b);
}

/** The file's own fractions, those of planned events, or those that are expected; null: only simulation tells. */
function fractionsOf(
  outline: Outline,
  { looks, events, byEvents, fractions: given, paths }: PlannedLooks,
  { fractions: simulated }: ResolveContext,
  to: Complaints,
): number[] | null | undefined {
  const last = looks.length - 1;
  if (last === 0) return [1];
  const byTheirNumber = isOfEvents(outline);
  const own = looks.map(({ events: count }, k) => {
    if (given[k] !== undefined) return given[k];
    if (k === last) return 1;
    return byTheirNumber && byEvents[k] && byEvents[last] ? count! / events! : undefined;
  });
  const first = own.indexOf(undefined);
  if (first >= 0) {
    const found = simulated ?? to.attempt(paths[first]!, () => expectedFractions(outline));
    if (found === undefined) return undefined;
    if (found === null) {
      if (byTheirNumber && outline.arms.some(({ kind }) => kind === 'strategy')) return null;
      to.complain(
        paths[first]!,
        `the information fraction of analysis ${first + 1} is not known beforehand, must be given beside it as \`fraction\``,
      );
      return undefined;
    }
    own.forEach((one, k) => {
      own[k] = one ?? found[k]!;
    });
  }
  const fractions = own as number[];
  const wrong = fractions.findIndex((one, k) => !(one > (fractions[k - 1] ?? 0) && one <= 1));
  if (wrong >= 0 || fractions[last] !== 1) {
    const k = wrong >= 0 ? wrong : last;
    const must =
      k === last ? '1, as it is the last' : `above ${shortly(fractions[k - 1] ?? 0)} and at most 1`;
    to.complain(
      paths[k]!,
      `the information fraction of analysis ${k + 1} is ${shortly(fractions[k]!)}, must be ${must}`,
    );
    return undefined;
  }
  return fractions;
}

const shortly = (fraction: number) => Number(fraction.toPrecision(4));
