import { unknownName } from '../../language/names.ts';
import type { MultiArmLook, Selection } from '../multi-arm/design.ts';
import { endOfFollowUp } from './follow-up.ts';
import { type Issues, type Path, shown } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawAnalysis, RawTrial } from './schema.ts';

interface Setting {
  patients: number;
  /** calendar time at which accrual ends */
  accrualEnd: number;
  /** times of patients are not known beyond it */
  horizon?: number;
  /** of the experimental arms, in order */
  names: readonly string[];
  /** whether the information of the test is the number of events */
  isByEvents: boolean;
}

export interface ArmsLooks {
  /** without futility, which belongs to the boundaries */
  looks: Omit<MultiArmLook, 'futility'>[];
  fractions: number[];
}

/** Reads when the analyses of a design with several experimental arms take place, and which arms go on after them. */
export function armsLooksOf(raw: RawTrial, setting: Setting, issues: Issues): ArmsLooks | undefined {
  const { analyses, events, 'follow-up': followUp } = raw;
  const before = issues.problems.length;
  issues.number(followUp, ['follow-up'], ranges.timeOrNone);
  if (issues.problems.length > before) return undefined;
  const end = endOfFollowUp(followUp, setting, issues);
  if (analyses === undefined && events === undefined && followUp === undefined)
    issues.add(
      [],
      'analyses are missing, must say when arms are compared, such as [{ events: 150 }]; or give events or follow-up',
    );
  if (analyses && events !== undefined)
    issues.add(['events'], 'events stand beside analyses, must be those of the last analysis');
  const given: RawAnalysis[] = analyses ?? [events === undefined ? { time: end } : { events }];
  const looks = given.map((analysis, k) => {
    const path: Path = analyses ? ['analyses', k] : [events === undefined ? 'follow-up' : 'events'];
    const look = lookOf(analysis, path, analyses !== undefined, end, setting, issues);
    if (analysis.select !== undefined && k === given.length - 1)
      issues.add(
        [...path, 'select'],
        'select is at the last analysis, must be at an earlier one: no arm goes on after it',
      );
    const select = selectionOf(analysis.select, [...path, 'select'], setting, issues);
    return look && { ...look, ...(select && { select }) };
  });
  if (issues.problems.length > before) return undefined;
  const sound = looks as ArmsLooks['looks'];
  checkOrder(sound, issues);
  const fractions = fractionsOf(given, sound, setting, issues);
  return issues.problems.length > before ? undefined : { looks: sound, fractions: fractions! };
}

function lookOf(
  { events, time, whichever, information, tests, fraction: _, select: __, ...rest }: RawAnalysis,
  path: Path,
  isListed: boolean,
  end: number | undefined,
  { patients, names }: Setting,
  issues: Issues,
): Omit<MultiArmLook, 'futility'> | undefined {
  const before = issues.problems.length;
  if (information !== undefined)
    issues.add([...path, 'information'], 'information differs by comparison, must be events or a time');
  if (tests)
    issues.add(
      [...path, 'tests'],
      'tests name hypotheses, must be left out: every arm in the trial is tested',
    );
  for (const key of Object.keys(rest))
    issues.add(
      [...path, key],
      `${key} is of a design without comparisons, must be left out: looks at several arms are by events or time`,
    );
  const countable = ranges.countUpTo(patients);
  const known = ['all', 'control', ...names];
  const own = typeof events === 'number' ? { all: events } : (events ?? {});
  const counts = Object.entries(own).flatMap(([name, value]) => {
    const at =
      typeof events === 'number' ? (isListed ? [...path, 'events'] : path) : [...path, 'events', name];
    if (!known.includes(name)) issues.add(at, unknownName('arm', name, known, 'the design'));
    const count = issues.number(value, at, countable);
    if (count === undefined || !known.includes(name)) return [];
    const of = name === 'all' || name === 'control' ? name : names.indexOf(name);
    return [{ of, count } as const];
  });
  if (isListed) issues.number(time, [...path, 'time'], ranges.time);
  if (issues.problems.length > before) return undefined;
  if (time !== undefined && end !== undefined && time > end)
    issues.add([...path, 'time'], `time is ${time}, must be at most ${shown(end)}, when follow-up ends`);
  const conditions = counts.length + Number(time !== undefined);
  if (conditions === 0)
    issues.add(path, 'an analysis has no events or time, must have one of them, such as { events: 150 }');
  if (whichever !== undefined && conditions < 2)
    issues.add(
      [...path, 'whichever'],
      `whichever is ${whichever}, must stand beside a time and events, or events of several arms`,
    );
  if (issues.problems.length > before) return undefined;
  return {
    events: counts,
    rule: whichever ?? 'first',
    ...(time !== undefined && { time }),
    ...(end !== undefined && counts.length > 0 && { end }),
  };
}

function selectionOf(
  raw: RawAnalysis['select'],
  path: Path,
  { names }: Setting,
  issues: Issues,
): Selection | undefined {
  if (raw === undefined || raw === 'all') return undefined;
  if (raw === 'best') return { best: 1 };
  const before = issues.problems.length;
  const most = names.length;
  const best = issues.number(
    raw.best,
    [...path, 'best'],
    ranges.range(
      (value) => Number.isInteger(value) && value >= 1 && value <= most,
      `a whole number from 1 to ${most}, the experimental arms: no arm would be left otherwise`,
    ),
  );
  const within = issues.number(
    raw.within,
    [...path, 'within'],
    ranges.range(
      (value) => value >= 0 && value <= 20,
      'at least 0 and at most 20: the best arm would not be left otherwise',
    ),
  );
  const zAbove = issues.number(raw['z-above'], [...path, 'z-above'], ranges.boundaryZ);
  const ratioBelow = issues.number(raw['hazard-ratio-below'], [...path, 'hazard-ratio-below'], ranges.ratio);
  if (Object.keys(raw).length === 0)
    issues.add(path, 'select has nothing, must have one of best, within, z-above or hazard-ratio-below');
  if (issues.problems.length > before) return undefined;
  return {
    ...(best !== undefined && { best }),
    ...(within !== undefined && { within }),
    ...(zAbove !== undefined && { zAbove }),
    ...(ratioBelow !== undefined && { ratioBelow }),
  };
}

/** The information fractions: as given, or events over those of the last analysis where both are counted alike. */
function fractionsOf(
  given: readonly RawAnalysis[],
  looks: ArmsLooks['looks'],
  { isByEvents }: Setting,
  issues: Issues,
): number[] | undefined {
  const last = looks.length - 1;
  if (last === 0) return [1];
  const end = looks[last]!;
  const alone = (look: ArmsLooks['looks'][number]) =>
    look.time === undefined && look.events.length === 1 ? look.events[0]! : undefined;
  const fractions = looks.map((look, k) => {
    const own = given[k]!.fraction;
    if (own !== undefined) return own;
    if (k === last) return 1;
    const [one, other] = [alone(look), alone(end)];
    return isByEvents && one && other && one.of === other.of ? one.count / other.count : undefined;
  });
  const unknown = fractions.indexOf(undefined);
  if (unknown >= 0) {
    issues.add(
      ['analyses', unknown],
      `the information fraction of analysis ${unknown + 1} is unknown in advance, must be given as \`fraction\``,
    );
    return undefined;
  }
  const known = fractions as number[];
  const wrong = known.findIndex(
    (one, k) => !(one > (known[k - 1] ?? 0) && one <= 1) || (k === last && one !== 1),
  );
  if (wrong >= 0) {
    issues.add(
      ['analyses', wrong],
      `the information fraction of analysis ${wrong + 1} is ${shown(known[wrong]!)}, must be ${wrong === last ? '1, as it is the last' : `above ${shown(known[wrong - 1] ?? 0)} and at most 1`}`,
    );
    return undefined;
  }
  return known;
}

/** Looks that are defined alike must come one after the other. */
function checkOrder(looks: ArmsLooks['looks'], issues: Issues): void {
  looks.forEach((look, k) => {
    const previous = looks[k - 1];
    if (!previous) return;
    if (look.events.length === 0 && previous.events.length === 0 && !(look.time! > previous.time!))
      issues.add(
        ['analyses', k, 'time'],
        `time is ${look.time}, must be after ${previous.time}, the analysis before`,
      );
    const [one, other] = [look.events[0], previous.events[0]];
    const isAlone = look.events.length === 1 && previous.events.length === 1;
    if (isAlone && look.time === undefined && previous.time === undefined && one!.of === other!.of)
      if (!(one!.count > other!.count))
        issues.add(
          ['analyses', k, 'events'],
          `events are ${one!.count}, must be more than the ${other!.count} of the analysis before`,
        );
  });
}
