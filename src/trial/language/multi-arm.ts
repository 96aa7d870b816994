import { accrualEnd } from '../../formulas/accrual.ts';
import type { Problem } from '../../language/problem.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { TrialTest } from '../design.ts';
import { informationOf } from '../expected/fractions.ts';
import type { MultiArmDesign, MultiArmLook } from '../multi-arm/design.ts';
import { armsGiven } from './arms.ts';
import { armsLooksOf } from './arms-looks.ts';
import { armsProcedureOf } from './arms-procedure.ts';
import { errorRatesOf } from './boundaries.ts';
import { enrollingOf } from './enrolling.ts';
import { isIllnessDeath } from './illness-death.ts';
import { collectIssues, type Issues } from './problems.ts';
import { armsOf } from './resolve.ts';
import type { RawTrial } from './schema.ts';
import { testOf } from './tests.ts';
import { uncertainNumbers } from './uncertain.ts';

export interface ResolvedMultiArm {
  design?: MultiArmDesign;
  problems: Problem[];
}

/** A closed test looks at every set of comparisons. */
const MOST_COMPARISONS = 8;

/**
 * Turns a design file with `comparisons` into the trial to simulate.
 *
 * @returns the design, or the problems with their paths in the file
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { readTrial, resolveMultiArm } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/multi-arm.yaml', 'utf8'));
 * console.log(resolveMultiArm(trial!).design!.names);
 * // [ 'low', 'high' ]
 * ```
 */
export function resolveMultiArm(raw: RawTrial, { scenario }: { scenario?: Scenario } = {}): ResolvedMultiArm {
  const issues = collectIssues();
  const design = designOf(raw, scenario, issues);
  return issues.problems.length > 0 ? { problems: issues.problems } : { design, problems: [] };
}

/** One problem does not stop the checks that do not depend on it. */
function designOf(raw: RawTrial, scenario: Scenario | undefined, issues: Issues): MultiArmDesign | undefined {
  issues.problems.push(...uncertainNumbers(raw).problems);
  checkKeys(raw, issues);
  const arms = armsGiven(raw);
  const names = arms.filter((name) => name !== 'control');
  const hasControl = arms.includes('control');
  if ((raw.arms || raw.strata) && !hasControl)
    issues.add(
      raw.arms ? ['arms'] : ['strata'],
      `there is no arm named control among ${arms.join(', ')}, must be one: the others are compared with it`,
    );
  if (hasControl && names.length === 0)
    issues.add(['arms'], 'there is control alone, must be at least one experimental arm');
  if (names.length > MOST_COMPARISONS)
    issues.add(['arms'], `there are ${names.length} experimental arms, must be at most ${MOST_COMPARISONS}`);
  if (names.includes('all'))
    issues.add(
      ['arms', 'all'],
      'an arm is named all, must have another name: events of `all` are those of all arms',
    );
  if (issues.problems.length > 0 && !hasControl) return undefined;
  const rates = errorRatesOf(raw, issues);
  const enrolling = enrollingOf(raw, issues);
  const resolved = names.length > 0 ? armsOf(raw, scenario, issues) : undefined;
  const test = testIn(raw, issues);
  if (!rates || !enrolling) return undefined;
  const shares = enrolling.allocation.slice(1).map((own) => own / (own + enrolling.allocation[0]!));
  const looks = armsLooksOf(
    raw,
    {
      patients: enrolling.patients,
      accrualEnd: accrualEnd(enrolling.accrual.pattern),
      names,
      isByEvents: test === undefined || informationOf(test) === 'events',
      ...(scenario && { horizon: scenario.time.horizon }),
    },
    issues,
  );
  if (!looks || !test || names.length === 0) return undefined;
  const procedure = armsProcedureOf(
    raw,
    { names, shares, alpha: rates.alpha, fractions: looks.fractions },
    issues,
  );
  if (!procedure || !resolved || issues.problems.length > 0) return undefined;
  const { stopping, places } = raw.comparisons!;
  return {
    ...{ title: raw.trial, unit: raw.unit, endpoint: raw.endpoint ?? 'the event', names, test },
    ...enrolling,
    ...{ arms: resolved, alpha: rates.alpha, fractions: looks.fractions, stopping, places },
    looks: looks.looks.map((look, k): MultiArmLook => ({ ...look, futility: procedure.futility[k]! })),
    procedure: procedure.procedure,
  };
}

/** What belongs to designs of two arms or several hypotheses must be left out. */
function checkKeys(raw: RawTrial, issues: Issues): void {
  const add = (key: keyof RawTrial, why: string) => {
    if (raw[key] !== undefined) issues.add([key], `${key} ${why}, must be left out beside comparisons`);
  };
  if (raw.sided === 'two')
    issues.add(['sided'], 'sided is two, must be one: each comparison is of a benefit over control');
  add('hypotheses', 'are of several endpoints of two arms');
  add('graph', 'is of hypotheses; comparisons have a `procedure`');
  add('success', 'is of hypotheses');
  add('rules', 'adapt a design of two arms');
  add('method', 'belongs to rules of a design of two arms');
  add('assessed', 'is of endpoints of several hypotheses');
  add('decision', 'is of a design of two arms');
  add('nominal-ratio', 'is of a design of two arms');
  add('target', 'is of `sojourn size`, which takes two arms');
  add('enrol', 'leaves out strata of a design of two arms');
  if (raw.efficacy?.information === 'observed')
    issues.add(
      ['efficacy', 'information'],
      'information is observed, must be planned: boundaries of several arms are for the planned fractions',
    );
  if (typeof raw.randomised === 'object')
    issues.add(
      ['randomised'],
      'randomised is on reaching a state or among a subgroup, must be entry: with comparisons all who enter are randomised',
    );
  if (isIllnessDeath(raw) && raw.endpoint === undefined)
    issues.add([], 'endpoint is missing, must be PFS or OS');
}

function testIn(raw: RawTrial, issues: Issues): TrialTest | undefined {
  if (raw.test === undefined) {
    issues.add([], 'test is missing, must be the test of each comparison, such as log-rank');
    return undefined;
  }
  const test = testOf(raw.test, 2, 1, raw, issues);
  if (!test) return undefined;
  const hasMargin = 'margin' in test && test.margin !== (test.kind === 'cox' ? 1 : 0);
  if (hasMargin || test.kind === 'max-combo' || test.kind === 'proportion') {
    issues.add(
      ['test'],
      `the test ${hasMargin ? 'with a margin' : test.kind} is of a design of two arms, must be another beside comparisons, such as log-rank`,
    );
    return undefined;
  }
  return test;
}
