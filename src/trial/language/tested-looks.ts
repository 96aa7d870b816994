import { unknownName } from '../../language/names.ts';
import type { HypothesesLook } from '../hypotheses/design.ts';
import { endOfFollowUp } from './follow-up.ts';
import { type Issues, type Path, shown } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawAnalysis, RawTrial } from './schema.ts';
import { checkSpendingTimes, expectedByClock, timingOf } from './timing.ts';

export interface TestedLooksSetting {
  patients: number;
  /** calendar time at which accrual ends */
  accrualEnd: number;
  /** calendar time at which so many patients are expected to have entered */
  entered: (patients: number) => number;
  /** times of patients are not known beyond it */
  horizon?: number;
  /** of the hypotheses, in order */
  names: readonly string[];
  /** the cohort of a hypothesis or an endpoint; undefined if there is none of that name */
  cohortNamed: (name: string) => number | undefined;
  /** what may be named */
  cohortNames: readonly string[];
}

/** A look, and the indices of the hypotheses that it tests. */
export interface TestedLook {
  look: HypothesesLook;
  tests: number[];
}

/** Reads when the analyses of a design with hypotheses take place, and what each of them tests. */
export function testedLooksOf(
  { analyses, 'follow-up': followUp }: RawTrial,
  setting: TestedLooksSetting,
  issues: Issues,
): TestedLook[] | undefined {
  const before = issues.problems.length;
  issues.number(followUp, ['follow-up'], ranges.timeOrNone);
  if (issues.problems.length > before) return undefined;
  const end = endOfFollowUp(followUp, setting, issues);
  if (analyses === undefined && followUp === undefined)
    issues.add(
      [],
      'analyses are missing, must say when the hypotheses are tested, such as [{ events: { PFS: 200 } }]; or give follow-up',
    );
  const given: RawAnalysis[] = analyses ?? [{ time: end }];
  const looks = given.map((analysis, k) => {
    const path: Path = analyses ? ['analyses', k] : ['follow-up'];
    return {
      look: lookOf(
        analysis,
        path,
        { end, isFirst: k === 0, isLast: k === given.length - 1 },
        setting,
        issues,
      ),
      tests: testsOf(analysis, path, setting, issues),
    };
  });
  if (issues.problems.length > before) return undefined;
  const sound = looks as TestedLook[];
  checkOrder(sound, setting.entered, issues);
  checkSpendingTimes(
    sound.map(({ look }) => look),
    issues,
  );
  return issues.problems.length > before ? undefined : sound;
}

function testsOf(
  { tests }: RawAnalysis,
  path: Path,
  { names }: TestedLooksSetting,
  issues: Issues,
): number[] {
  if (!tests) return [...names.keys()];
  for (const [i, name] of tests.entries())
    if (!names.includes(name))
      issues.add([...path, 'tests', i], unknownName('hypothesis', name, names, 'the design'));
  return [...names.keys()].filter((h) => tests.includes(names[h]!));
}

function lookOf(
  raw: RawAnalysis,
  path: Path,
  { end, isFirst, isLast }: { end: number | undefined; isFirst: boolean; isLast: boolean },
  { patients, entered, cohortNamed, cohortNames }: TestedLooksSetting,
  issues: Issues,
): HypothesesLook | undefined {
  const before = issues.problems.length;
  const { events, information, fraction } = raw;
  if (information !== undefined)
    issues.add([...path, 'information'], 'information differs by hypothesis, must be events or a time');
  if (fraction !== undefined)
    issues.add([...path, 'fraction'], 'a fraction is of one hypothesis, must be in its list of `fractions`');
  if (typeof events === 'number')
    issues.add(
      [...path, 'events'],
      `events are ${events} of no endpoint, must name one: { ${cohortNames[0] ?? 'PFS'}: ${events} }`,
    );
  const countable = ranges.countUpTo(patients);
  const counts = Object.entries(typeof events === 'object' ? events : {}).flatMap(([name, raw]) => {
    const at = [...path, 'events', name];
    const cohort = cohortNamed(name);
    if (cohort === undefined)
      issues.add(at, unknownName('endpoint or hypothesis', name, cohortNames, 'the design'));
    const count = issues.number(raw, at, countable);
    return cohort === undefined || count === undefined ? [] : [{ cohort, count }];
  });
  const timing = timingOf(
    raw,
    path,
    {
      ...{ patients, entered, end, isFirst, isLast },
      ...{ ofEvents: events === undefined ? 0 : Math.max(1, counts.length) },
      without:
        'an analysis has no events or time, must have one of them: { events: { PFS: 200 } }; or followed-for or patients',
      beside: 'a time and events, or events of several endpoints',
    },
    issues,
  );
  if (!timing || issues.problems.length > before) return undefined;
  const { rule, ...others } = timing;
  return { events: counts, rule, ...others };
}

/** Looks that are defined alike must come one after the other. */
function checkOrder(
  looks: readonly TestedLook[],
  entered: TestedLooksSetting['entered'],
  issues: Issues,
): void {
  for (const [k, { look }] of looks.entries()) {
    const previous = looks[k - 1]?.look;
    if (!previous) continue;
    const [own, earlier] = [look, previous].map((each) =>
      each.events.length === 0 ? expectedByClock(each, entered) : undefined,
    );
    if (own !== undefined && earlier !== undefined && !(own > earlier))
      issues.add(
        ['analyses', k, ...(look.enrolled ? [] : ['time'])],
        look.enrolled || previous.enrolled
          ? `the analysis is expected at ${shown(own)}, must be after ${shown(earlier)}, the analysis before`
          : `time is ${own}, must be after ${earlier}, the analysis before`,
      );
    const [one, other] = [look.events[0], previous.events[0]];
    const isAlone = look.events.length === 1 && previous.events.length === 1;
    if (
      isAlone &&
      expectedByClock(look, entered) === undefined &&
      expectedByClock(previous, entered) === undefined
    )
      if (one!.cohort === other!.cohort && !(one!.count > other!.count))
        issues.add(
          ['analyses', k, 'events'],
          `events are ${one!.count}, must be more than the ${other!.count} of the analysis before`,
        );
  }
}
