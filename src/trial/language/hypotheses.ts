import { accrualEnd } from '../../formulas/accrual.ts';
import { unknownName } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { obrienFleming } from '../../sequential/spending/obrien-fleming.ts';
import type { IllnessDeath } from '../arms/illness-death.ts';
import type { TrialArm, TrialTest } from '../design.ts';
import { timeEntered } from '../expected/cells.ts';
import { informationOf } from '../expected/fractions.ts';
import type {
  Cohort,
  HypothesesDesign,
  HypothesesLook,
  Hypothesis,
  Population,
} from '../hypotheses/design.ts';
import { armsGiven, lawArmsOf } from './arms.ts';
import { assessedIn, checkAssessed, knownAtOnce } from './assessed.ts';
import { errorRatesOf, spendingOf } from './boundaries.ts';
import { type Enrolling, enrollingOf } from './enrolling.ts';
import { illnessDeathArmsOf, isIllnessDeath } from './illness-death.ts';
import { tooEarly } from './look-checks.ts';
import { checkObserved } from './observation.ts';
import { collectIssues, type Issues, type Path, shown } from './problems.ts';
import { procedureIn } from './procedure.ts';
import * as ranges from './ranges.ts';
import type { RawHypothesis, RawTrial } from './schema.ts';
import { strategyArmsOf } from './strategies.ts';
import { successOf } from './success.ts';
import { testedLooksOf } from './tested-looks.ts';
import { hasMargin, testOf } from './tests.ts';
import { expectedByClock } from './timing.ts';
import { uncertainNumbers } from './uncertain.ts';
import type { WantedTimes } from './wanted.ts';

export interface ResolvedHypotheses {
  design?: HypothesesDesign;
  problems: Problem[];
}

/** More hypotheses than this have too many sets of rejections. */
const MOST_HYPOTHESES = 20;

/**
 * Turns a design file with `hypotheses` into the trial to simulate.
 *
 * @returns the design, or the problems with their paths in the file
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { readTrial, resolveHypotheses } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/pfs-and-os.yaml', 'utf8'));
 * const { design } = resolveHypotheses(trial!);
 * console.log(design!.hypotheses.map(({ name }) => name));
 * // [ 'PFS', 'OS' ]
 * ```
 */
export function resolveHypotheses(
  raw: RawTrial,
  { scenario }: { scenario?: Scenario } = {},
): ResolvedHypotheses {
  const issues = collectIssues();
  const design = designOf(raw, scenario, issues);
  return issues.problems.length > 0 ? { problems: issues.problems } : { design, problems: [] };
}

/** One problem does not stop the checks that do not depend on it. */
function designOf(
  raw: RawTrial,
  scenario: Scenario | undefined,
  issues: Issues,
): HypothesesDesign | undefined {
  issues.problems.push(...uncertainNumbers(raw).problems);
  checkKeys(raw, issues);
  const given = Object.entries(raw.hypotheses ?? {});
  if (given.length === 0) issues.add(['hypotheses'], 'hypotheses are none, must be at least one');
  if (given.length > MOST_HYPOTHESES)
    issues.add(['hypotheses'], `there are ${given.length} hypotheses, must be at most ${MOST_HYPOTHESES}`);
  const rates = errorRatesOf(raw, issues);
  const procedure = rates && procedureIn(raw, rates.alpha, issues);
  const enrolling = enrollingOf(raw, issues);
  const wanted = wantedByHypotheses(raw);
  const endpointOf = (h: number) => wanted.endpoints[h]!.name;
  const endpoints = [...new Set(wanted.endpoints.map(({ name }) => name))];
  const assessed = assessedIn(raw);
  checkAssessed(raw, [...new Set(given.map((_, h) => endpointOf(h)))], issues);
  const arms = armsFor(raw, scenario, wanted, issues);
  const populations = populationsOf(raw, wanted, issues);
  const cohorts: Cohort[] = [];
  const cohortOf = (endpoint: string, population?: string): number => {
    const own: Cohort = {
      endpoint: endpoints.indexOf(endpoint),
      ...(population !== undefined && {
        population: populations.findIndex(({ name }) => name === population),
      }),
    };
    const known = cohorts.findIndex(
      (one) => one.endpoint === own.endpoint && one.population === own.population,
    );
    return known >= 0 ? known : cohorts.push(own) - 1;
  };
  const ofHypothesis = given.map(([, { population }], h) => cohortOf(endpointOf(h), population));
  const names = given.map(([name]) => name);
  const looks =
    enrolling &&
    testedLooksOf(
      raw,
      {
        patients: enrolling.patients,
        accrualEnd: accrualEnd(enrolling.accrual.pattern),
        entered: (count) => timeEntered(enrolling, count),
        ...(scenario && { horizon: scenario.time.horizon }),
        names,
        cohortNamed: (name) => {
          const h = names.indexOf(name);
          if (h >= 0) return ofHypothesis[h];
          return endpoints.includes(name) ? cohortOf(name) : undefined;
        },
        cohortNames: [...new Set([...names, ...endpoints])],
      },
      issues,
    );
  const hypotheses = given.map(([name, one], h): Hypothesis | undefined => {
    const path = ['hypotheses', name];
    const test = testIn(raw, one, path, issues);
    const own = looks?.flatMap(({ tests }, k) => (tests.includes(h) ? [k] : []));
    if (own?.length === 0)
      issues.add(path, `hypothesis ${name} has no look, must be among \`tests\` of an analysis`);
    if (!test || !own || own.length === 0 || !rates) return undefined;
    const cohort = ofHypothesis[h]!;
    const spending = spendingIn(raw, one, own.length, rates.alpha, path, issues);
    const last = looks![own.at(-1)!]!;
    const { time, enrolled } = last.look;
    checkLooked(name, test, last.look, { raw, k: own.at(-1)!, enrolling: enrolling! }, issues);
    const isAssessed = assessed.some(({ endpoint }) => endpoint === endpointOf(h));
    const { visits, ...others } = enrolling!.observation ?? {};
    checkObserved(test, isAssessed ? { visits, ...others } : others, issues);
    const alone = time === undefined && enrolled === undefined ? last.look.events : [];
    const planned = plannedOf(one, own.length, test, path, issues, {
      patients: enrolling!.patients,
      atLast: alone.length === 1 && alone[0]!.cohort === cohort ? alone[0]!.count : undefined,
    });
    return spending && planned && { name, cohort, test, spending, looks: own, ...planned };
  });
  const success = successOf(raw, names, issues);
  checkTarget(raw, names, issues);
  if (!rates || !procedure || !enrolling || !arms || !looks || issues.problems.length > 0) return undefined;
  return {
    ...{ title: raw.trial, unit: raw.unit, endpoints, populations, cohorts, procedure },
    ...enrolling,
    ...(assessed.length > 0 && {
      assessed: assessed.map(({ endpoint, atOnce }) => ({
        endpoint: endpoints.indexOf(endpoint),
        ...(atOnce !== undefined && { atOnce: endpoints.indexOf(atOnce) }),
      })),
    }),
    arms: arms.arms,
    ...(arms.laws && { illnessDeath: arms.laws as [IllnessDeath, IllnessDeath] }),
    alpha: rates.alpha,
    hypotheses: hypotheses as Hypothesis[],
    looks: looks.map(({ look }) => look),
    ...(success && { success }),
  };
}

/**
 * The times that the hypotheses of a design need: the endpoint of each, in their order, what is known at once
 * besides, and the populations.
 */
export function wantedByHypotheses(raw: RawTrial): WantedTimes {
  const given = Object.entries(raw.hypotheses ?? {});
  const own = given.map(([name, { endpoint }]) => ({
    name: endpoint ?? raw.endpoint ?? name,
    path: ['hypotheses', name, ...(endpoint === undefined ? [] : ['endpoint'])],
  }));
  const names = own.map(({ name }) => name);
  return {
    endpoints: [...own, ...knownAtOnce(assessedIn(raw), names)],
    populations: given.flatMap(([name, { population }]) =>
      population === undefined ? [] : [{ name: population, path: ['hypotheses', name, 'population'] }],
    ),
  };
}

/** What belongs to a design with one endpoint must be left out. */
function checkKeys(raw: RawTrial, issues: Issues): void {
  if (raw.sided === 'two')
    issues.add(['sided'], 'sided is two, must be one: each hypothesis is of a benefit of treatment');
  for (const key of ['futility', 'events', 'nominal-ratio', 'decision', 'rules', 'method'] as const)
    if (raw[key] !== undefined)
      issues.add([key], `${key} is of a design with one endpoint, must be left out beside hypotheses`);
  if (raw.endpoint !== undefined && (raw.scenario !== undefined || isIllnessDeath(raw)))
    issues.add(['endpoint'], 'endpoint stands beside hypotheses, must be given in each of them');
  if (armsGiven(raw).length < 2 && (raw.arms || raw.strata))
    issues.add(['arms'], 'there is no control arm, must be one: hypotheses compare two arms');
}

function armsFor(
  raw: RawTrial,
  scenario: Scenario | undefined,
  wanted: WantedTimes,
  issues: Issues,
): { arms: readonly TrialArm[]; laws?: IllnessDeath[] } | undefined {
  if (!raw.arms && !raw.strata) return undefined;
  if (raw.scenario !== undefined) {
    const arms = scenario && strategyArmsOf(raw, scenario, issues, { wanted });
    return arms && { arms };
  }
  if (isIllnessDeath(raw)) return illnessDeathArmsOf(raw, issues, wanted);
  const [first] = wanted.endpoints;
  for (const { name, path } of wanted.endpoints)
    if (first && name !== first.name)
      issues.add(
        path,
        `endpoints are ${first.name} and ${name}, must be one: arms have laws of one event; arms with progression, death and death-after-progression have PFS and OS`,
      );
  const arms = lawArmsOf(raw, issues);
  return arms && { arms };
}

/** Subgroups of the scenario, or strata; names of the scenario are checked with its arms. */
function populationsOf(raw: RawTrial, { populations }: WantedTimes, issues: Issues): Population[] {
  const names = [...new Set(populations.map(({ name }) => name))];
  if (raw.scenario !== undefined) return names.map((name, index) => ({ name, kind: 'subgroup', index }));
  if (isIllnessDeath(raw)) return [];
  const strata = Object.keys(raw.strata ?? {});
  for (const { name, path } of populations)
    if (!raw.strata)
      issues.add(
        path,
        `population ${name} is a stratum or a subgroup of a scenario, and the design has neither`,
      );
    else if (!strata.includes(name)) issues.add(path, unknownName('stratum', name, strata, 'the design'));
  return names.map((name) => ({ name, kind: 'stratum', index: strata.indexOf(name) }));
}

function testIn(
  raw: RawTrial,
  { test: own }: RawHypothesis,
  path: Path,
  issues: Issues,
): TrialTest | undefined {
  const given = own ?? raw.test;
  if (given === undefined) {
    issues.add(path, 'test is missing, must be given here or for the whole design, such as log-rank');
    return undefined;
  }
  const at: Path = own === undefined ? ['test'] : [...path, 'test'];
  const test = testOf(given, 2, 1, raw, issues, at);
  if (test && hasMargin(test)) {
    issues.add(at, 'a test with a margin is of a design with one endpoint, must be without one here');
    return undefined;
  }
  return test;
}

/** The hypotheses, and what else, a target power may be of. */
function checkTarget({ target, success }: RawTrial, names: readonly string[], issues: Issues): void {
  if (!target) return;
  const possible = ranges.range((value) => value > 0 && value < 1, 'above 0 and below 1');
  issues.number(target.power, ['target', 'power'], possible);
  const { of } = target;
  const known = [...names, 'any', 'all', ...(success ? ['success'] : [])];
  if (of !== undefined && !known.includes(of))
    issues.add(
      ['target', 'of'],
      of === 'success'
        ? 'of is success, and the design does not say what a success is; must have `success`'
        : unknownName('hypothesis', of, known, 'the design'),
    );
}

/** Checks that the last look of a hypothesis, where it is by the clock, is late enough for its test. */
function checkLooked(
  name: string,
  test: TrialTest,
  look: HypothesesLook,
  { raw, k, enrolling }: { raw: RawTrial; k: number; enrolling: Enrolling },
  issues: Issues,
): void {
  if (look.events.length > 0) return;
  const time = expectedByClock(look, (count) => timeEntered(enrolling, count));
  const must = time !== undefined && tooEarly(test, time, accrualEnd(enrolling.accrual.pattern));
  const path: Path = raw.analyses ? ['analyses', k] : ['follow-up'];
  if (must) issues.add(path, `hypothesis ${name} is tested for the last time at ${shown(time)}, ${must}`);
}

function spendingIn(
  raw: RawTrial,
  { efficacy: own }: RawHypothesis,
  looks: number,
  alpha: number,
  path: Path,
  issues: Issues,
) {
  const given = own?.spending ?? raw.efficacy?.spending;
  const at: Path = own ? [...path, 'efficacy'] : ['efficacy'];
  if (given === undefined) {
    // one look spends all of alpha, whatever the spending function
    if (looks === 1) return obrienFleming.make();
    issues.add(
      raw.efficacy ? at : path,
      raw.efficacy
        ? 'efficacy is not by spending, must be: alpha and information of a hypothesis are known only in the trial'
        : `efficacy is missing, must say how alpha is spent over its ${looks} looks, such as { spending: obrien-fleming }`,
    );
    return undefined;
  }
  if (Array.isArray(given)) {
    issues.add(
      [...at, 'spending'],
      'spending is a list of errors, must be a function such as obrien-fleming: the alpha of a hypothesis changes in the trial',
    );
    return undefined;
  }
  return spendingOf(given, looks, alpha, [...at, 'spending'], issues)?.([1]);
}

/** The information at which all alpha is spent, and fractions where they are given. */
function plannedOf(
  { events, fractions }: RawHypothesis,
  looks: number,
  test: TrialTest,
  path: Path,
  issues: Issues,
  { patients, atLast }: { patients: number; atLast: number | undefined },
): Pick<Hypothesis, 'planned' | 'fractions'> | undefined {
  const countable = ranges.range(
    (value) => Number.isInteger(value) && value >= 1 && value <= patients,
    `a whole number from 1 to ${patients}, the number of patients`,
  );
  const planned = issues.number(events ?? atLast, [...path, 'events'], countable);
  if (events !== undefined && planned === undefined) return undefined;
  if (fractions) {
    const wrong = fractions.findIndex((one, k) => !(one > (fractions[k - 1] ?? 0) && one <= 1));
    if (fractions.length !== looks || wrong >= 0 || fractions.at(-1) !== 1) {
      issues.add(
        [...path, 'fractions'],
        `fractions are ${fractions.join(', ')}, must be ${looks}, one for each of its looks, increasing to 1`,
      );
      return undefined;
    }
    return { planned: 1, fractions };
  }
  if (looks === 1) return { planned: planned ?? patients };
  if (informationOf(test) !== 'events') {
    issues.add(
      path,
      `the information of the test is not the number of events, must be given as \`fractions\`, one for each of its ${looks} looks`,
    );
    return undefined;
  }
  if (planned !== undefined) return { planned };
  issues.add(
    path,
    'events are missing, must be the number planned at its last look, at which all of its alpha is spent',
  );
  return undefined;
}
