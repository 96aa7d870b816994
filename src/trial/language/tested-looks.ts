import { unknownName } from '../../language/names.ts';
import type { HypothesesLook } from '../hypotheses/design.ts';
import { type Issues, type Path, shown } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawAnalysis, RawTrial } from './schema.ts';

export interface TestedLooksSetting {
  patients: number;
  /** calendar time at which accrual ends */
  accrualEnd: number;
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
  const { accrualEnd, horizon } = setting;
  const before = issues.problems.length;
  issues.number(followUp, ['follow-up'], ranges.timeOrNone);
  if (issues.problems.length > before) return undefined;
  const end = followUp === undefined ? horizon : accrualEnd + followUp;
  if (horizon !== undefined && end! > horizon)
    issues.add(
      followUp === undefined ? ['accrual'] : ['follow-up'],
      `the first patients are followed for ${shown(end!)}, must be at most the horizon of the scenario, ${horizon}`,
    );
  if (analyses === undefined && followUp === undefined)
    issues.add(
      [],
      'analyses are missing, must say when the hypotheses are tested, such as [{ events: { PFS: 200 } }]; or give follow-up',
    );
  const given: RawAnalysis[] = analyses ?? [{ time: end }];
  const looks = given.map((analysis, k) => {
    const path: Path = analyses ? ['analyses', k] : ['follow-up'];
    return {
      look: lookOf(analysis, path, end, setting, issues),
      tests: testsOf(analysis, path, setting, issues),
    };
  });
  if (issues.problems.length > before) return undefined;
  const sound = looks as TestedLook[];
  checkOrder(sound, issues);
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
  { events, time, whichever, information, fraction }: RawAnalysis,
  path: Path,
  end: number | undefined,
  { patients, cohortNamed, cohortNames }: TestedLooksSetting,
  issues: Issues,
): HypothesesLook | undefined {
  const before = issues.problems.length;
  if (information !== undefined)
    issues.add([...path, 'information'], 'information differs by hypothesis, must be events or a time');
  if (fraction !== undefined)
    issues.add([...path, 'fraction'], 'a fraction is of one hypothesis, must be in its list of `fractions`');
  if (typeof events === 'number')
    issues.add(
      [...path, 'events'],
      `events are ${events} of no endpoint, must name one: { ${cohortNames[0] ?? 'PFS'}: ${events} }`,
    );
  const countable = ranges.range(
    (value) => Number.isInteger(value) && value >= 1 && value <= patients,
    `a whole number from 1 to ${patients}, the number of patients`,
  );
  const counts = Object.entries(typeof events === 'object' ? events : {}).flatMap(([name, raw]) => {
    const at = [...path, 'events', name];
    const cohort = cohortNamed(name);
    if (cohort === undefined)
      issues.add(at, unknownName('endpoint or hypothesis', name, cohortNames, 'the design'));
    const count = issues.number(raw, at, countable);
    return cohort === undefined || count === undefined ? [] : [{ cohort, count }];
  });
  issues.number(time, [...path, 'time'], ranges.time);
  if (issues.problems.length > before) return undefined;
  if (time !== undefined && end !== undefined && time > end)
    issues.add([...path, 'time'], `time is ${time}, must be at most ${shown(end)}, when follow-up ends`);
  const conditions = counts.length + Number(time !== undefined);
  if (conditions === 0)
    issues.add(path, 'an analysis has no events or time, must have one of them: { events: { PFS: 200 } }');
  if (whichever !== undefined && conditions < 2)
    issues.add(
      [...path, 'whichever'],
      `whichever is ${whichever}, must stand beside a time and events, or events of several endpoints`,
    );
  if (issues.problems.length > before) return undefined;
  return {
    events: counts,
    rule: whichever ?? 'first',
    ...(time !== undefined && { time }),
    ...(end !== undefined && counts.length > 0 && { end }),
  };
}

/** Looks that are defined alike must come one after the other. */
function checkOrder(looks: readonly TestedLook[], issues: Issues): void {
  for (const [k, { look }] of looks.entries()) {
    const previous = looks[k - 1]?.look;
    if (!previous) continue;
    if (look.events.length === 0 && previous.events.length === 0 && !(look.time! > previous.time!))
      issues.add(
        ['analyses', k, 'time'],
        `time is ${look.time}, must be after ${previous.time}, the analysis before`,
      );
    const [one, other] = [look.events[0], previous.events[0]];
    const isAlone = look.events.length === 1 && previous.events.length === 1;
    if (isAlone && look.time === undefined && previous.time === undefined)
      if (one!.cohort === other!.cohort && !(one!.count > other!.count))
        issues.add(
          ['analyses', k, 'events'],
          `events are ${one!.count}, must be more than the ${other!.count} of the analysis before`,
        );
  }
}
