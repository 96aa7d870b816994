import type { PiecewiseHazard } from '../../formulas/piecewise-hazard.ts';
import {
  type Adaptation,
  type AdaptiveRule,
  type AssumedEffect,
  adaptiveMethods,
  changesTrial,
  type RuleAction,
  type RuleCondition,
  type RuleMeasure,
} from '../adaptation.ts';
import type { TrialArm } from '../design.ts';
import type { Outline } from '../expected/cells.ts';
import { type Issues, numberIn, type Path } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawAction, RawCondition, RawEffect, RawRule } from './rules-schema.ts';
import type { RawTrial } from './schema.ts';

const share = ranges.range((value) => value > 0 && value < 1, 'above 0 and below 1');
const MOST = 1e6;

/** Reads the rules of a design, and checks all of them. undefined: it has none, or they have problems. */
export function adaptationOf(raw: RawTrial, outline: Outline, issues: Issues): Adaptation | undefined {
  const { rules, method } = raw;
  if (!rules) {
    if (method !== undefined)
      issues.add(['method'], `method is ${method}, must be left out: the design has no \`rules\``);
    return undefined;
  }
  const before = issues.problems.length;
  checkDesign(outline, issues);
  if (raw.efficacy?.information === 'observed')
    issues.add(
      ['efficacy', 'information'],
      'information is observed, must be planned beside rules: weights of stages are fixed before the trial',
    );
  const plannedRatio = ratioOf(raw, outline.arms);
  const reading: Reading = { raw, outline, plannedRatio, issues };
  const read = rules.map((rule, i) => ruleOf(rule, i, reading));
  const changing = rules.findIndex(({ then }) => typeof then !== 'string' && changesTrial(changesOf(then)));
  if (changing >= 0 && method === undefined)
    issues.add(
      ['rules', changing, 'then'],
      `a rule changes the trial, and method is missing, must be ${adaptiveMethods.slice(0, -1).join(', ')} or ${adaptiveMethods.at(-1)}`,
    );
  const mostPatients = Math.max(outline.patients, ...read.map((rule) => most(rule?.action.patients)));
  const raises = rules.some(({ then }) => typeof then !== 'string' && then.patients !== undefined);
  if (raises && outline.accrual.entry === 'uniform')
    issues.add(
      ['accrual'],
      'entry is uniform, must be equally spaced or poisson: a rule raises the number of patients, and those who come later enter after those planned',
    );
  if (issues.problems.length > before) return undefined;
  return {
    method: method ?? 'none',
    rules: read as AdaptiveRule[],
    mostPatients,
    ...(plannedRatio === undefined ? {} : { plannedRatio }),
  };
}

/** What an action changes, whether or not it is as it must be. */
const changesOf = ({ events, patients, 'follow-up': followUp }: RawAction): RuleAction =>
  ({ events, patients, followUp }) as RuleAction;

const most = (patients: RuleAction['patients']): number =>
  patients === undefined ? 0 : 'to' in patients ? patients.to : patients.most;

interface Reading {
  raw: RawTrial;
  outline: Outline;
  plannedRatio: number | undefined;
  issues: Issues;
}

/** Rules are of trials whose increments are known to be independent. */
function checkDesign({ arms, test, sides }: Outline, issues: Issues): void {
  if (arms.length < 2) issues.add(['rules'], 'rules adapt a trial of two arms, and there is no control arm');
  else if (test.kind !== 'log-rank')
    issues.add(
      ['test'],
      `the test is ${test.kind}, must be log-rank beside rules: its increments between looks are independent`,
    );
  if (sides === 2) issues.add(['sided'], 'sided is two, must be one beside rules');
}

/** The hazard ratio that the design expects, if it is one number. */
function ratioOf(raw: RawTrial, arms: readonly TrialArm[]): number | undefined {
  if (raw['nominal-ratio'] !== undefined) return numberIn(raw['nominal-ratio']);
  const [control, treatment] = arms;
  if (control?.kind !== 'law' || treatment?.kind !== 'law') return undefined;
  const ratios = control.parts.flatMap(({ hazard }, s) => {
    const own = treatment.parts[s]!.hazard;
    return [...hazard.starts, ...own.starts].map((time) => rateAt(own, time) / rateAt(hazard, time));
  });
  const [first] = ratios;
  return ratios.every((ratio) => Math.abs(ratio / first! - 1) < 1e-9) ? first : undefined;
}

function rateAt({ starts, rates }: PiecewiseHazard, time: number): number {
  return rates[starts.findLastIndex((start) => start <= time)]!;
}

function ruleOf(raw: RawRule, i: number, reading: Reading): AdaptiveRule | undefined {
  const { outline, issues } = reading;
  const path: Path = ['rules', i];
  const last = outline.looks.length;
  const before = issues.problems.length;
  const isLook = Number.isInteger(raw.at) && raw.at >= 1 && raw.at < last;
  if (!isLook)
    issues.add(
      [...path, 'at'],
      last === 1
        ? 'the design has one analysis, must have two or more: a rule is asked at one before the last'
        : `at is ${raw.at}, must be the number of an analysis before the last, ${last === 2 ? '1' : `from 1 to ${last - 1}`}`,
    );
  const look = isLook ? raw.at - 1 : 0;
  const condition = raw.if && conditionOf(raw.if, [...path, 'if'], look, reading);
  const action = actionOf(raw.then, [...path, 'then'], look, reading);
  if (issues.problems.length > before) return undefined;
  return { name: raw.name ?? `rule ${i + 1}`, look, ...(condition && { condition }), action };
}

function conditionOf(
  { all, any, ...plain }: RawCondition,
  path: Path,
  look: number,
  reading: Reading,
): RuleCondition {
  const { issues } = reading;
  const own = Object.entries(plain).flatMap(([key, limits]): RuleCondition[] => {
    if (limits === undefined) return [];
    const at: Path = [...path, key];
    const { above, below, between } = limits;
    const count = [above ?? below, between].filter((one) => one !== undefined).length;
    if (count !== 1) issues.add(at, `${key} has no limits, must have above or below or both, or between`);
    if (between && !(between[0] < between[1]))
      issues.add([...at, 'between'], `between is ${between.join(' and ')}, must be the lower end first`);
    if (above !== undefined && below !== undefined && !(above < below))
      issues.add([...at, 'below'], `below is ${below}, must be more than above, ${above}`);
    const kind = key as RuleMeasure['kind'];
    if (kind === 'conditional-power' || kind === 'predictive-power') checkChance(at, look, reading);
    const measure: RuleMeasure =
      kind === 'conditional-power'
        ? { kind, under: effectOf((limits as { under?: RawEffect }).under, [...at, 'under'], reading) }
        : { kind };
    const ends = between ?? [above ?? -Infinity, below ?? Infinity];
    return [{ kind: 'measure', measure, above: ends[0], below: ends[1], isWithin: between !== undefined }];
  });
  const several = (kind: 'all' | 'any', list: readonly RawCondition[] | undefined): RuleCondition[] =>
    list ? [{ kind, of: list.map((one, i) => conditionOf(one, [...path, kind, i], look, reading)) }] : [];
  const parts = [...own, ...several('all', all), ...several('any', any)];
  if (parts.length === 0)
    issues.add(path, 'the condition is empty, must name what it asks, such as z: { below: 0 }');
  return parts.length === 1 ? parts[0]! : { kind: 'all', of: parts };
}

/** Fisher's product has conditional power in closed form only before the last look. */
function checkChance(path: Path, look: number, { raw, outline, issues }: Reading): void {
  if (raw.method === 'fisher' && look !== outline.looks.length - 2)
    issues.add(
      path,
      `conditional power of Fisher's product is known at the analysis before the last, must be asked at ${outline.looks.length - 1}`,
    );
}

function effectOf(raw: RawEffect | undefined, path: Path, { plannedRatio, issues }: Reading): AssumedEffect {
  if (raw === 'design' && plannedRatio === undefined)
    issues.add(path, 'the design has no single hazard ratio, must have `nominal-ratio` to be assumed');
  if (typeof raw === 'number') issues.number(raw, path, ranges.ratio);
  return raw ?? 'trend';
}

function actionOf(raw: RawRule['then'], path: Path, look: number, reading: Reading): RuleAction {
  const { issues } = reading;
  if (raw === 'continue') return {};
  if (raw === 'stop') return { stop: 'futility' };
  const { stop, events, patients, 'follow-up': followUp } = raw;
  const changes = [events, patients, followUp].filter((one) => one !== undefined).length;
  if (stop === undefined && changes === 0)
    issues.add(path, 'the action is empty, must be continue, stop, or say what changes');
  if (stop !== undefined && changes > 0)
    issues.add(path, 'the trial stops, must not change anything after that');
  const putOff = issues.number(followUp, [...path, 'follow-up'], ranges.time);
  if (
    putOff !== undefined &&
    reading.outline.looks.every(({ time, end }) => time === undefined && end === undefined)
  )
    issues.add(
      [...path, 'follow-up'],
      'no analysis is at a time or has a latest time, must be for follow-up to be extended: raise events instead',
    );
  const raisedEvents = events && eventsOf(events, [...path, 'events'], look, reading);
  const raisedPatients = patients && patientsOf(patients, [...path, 'patients'], reading);
  return {
    ...(stop && { stop }),
    ...(raisedEvents && { events: raisedEvents }),
    ...(raisedPatients && { patients: raisedPatients }),
    ...(putOff !== undefined && { followUp: putOff }),
  };
}

function eventsOf(
  raw: NonNullable<RawAction['events']>,
  path: Path,
  look: number,
  reading: Reading,
): RuleAction['events'] {
  const { outline, issues } = reading;
  const planned = outline.looks.at(-1)!.events;
  if (planned === undefined) {
    issues.add(path, 'the last analysis is not at events, must be for events to be raised');
    return undefined;
  }
  const { to, 'conditional-power': power, under, 'at-most': cap } = raw;
  if ((to === undefined) === (power === undefined)) {
    issues.add(path, 'events are raised by nothing or twice, must be to a number or to a conditional power');
    return undefined;
  }
  const enough = countFrom(planned, 'events of the last analysis');
  if (to !== undefined) {
    const known = issues.number(to, [...path, 'to'], enough);
    return known === undefined ? undefined : { to: known };
  }
  checkChance(path, look, reading);
  const conditionalPower = issues.number(power, [...path, 'conditional-power'], share);
  const effect = effectOf(under, [...path, 'under'], reading);
  const most = capOf(cap, path, enough, 'events', issues);
  return conditionalPower === undefined || most === undefined
    ? undefined
    : { conditionalPower, under: effect, most };
}

function patientsOf(
  raw: NonNullable<RawAction['patients']>,
  path: Path,
  { outline, issues }: Reading,
): RuleAction['patients'] {
  const { to, 'with-events': withEvents, 'planned-event-rate': rate, 'at-most': cap } = raw;
  const ways = [to, withEvents || undefined, rate].filter((one) => one !== undefined).length;
  if (ways !== 1) {
    issues.add(
      path,
      'patients are raised by nothing or twice, must be to a number, with-events or by planned-event-rate',
    );
    return undefined;
  }
  const enough = countFrom(outline.patients, 'patients');
  if (to !== undefined) {
    const known = issues.number(to, [...path, 'to'], enough);
    return known === undefined ? undefined : { to: known };
  }
  const most = capOf(cap, path, enough, 'patients', issues);
  const eventRate = issues.number(rate, [...path, 'planned-event-rate'], ranges.hazard);
  if (most === undefined) return undefined;
  if (withEvents) {
    if (outline.looks.at(-1)!.events === undefined)
      issues.add(
        [...path, 'with-events'],
        'the last analysis is not at events, must be for patients to follow them',
      );
    return { withEvents: true, most };
  }
  return eventRate === undefined ? undefined : { eventRate, most };
}

function capOf(
  cap: number | undefined,
  path: Path,
  enough: ranges.Range,
  what: string,
  issues: Issues,
): number | undefined {
  if (cap === undefined)
    issues.add(path, `at-most is missing, must be the most ${what} that the rule may plan`);
  return issues.number(cap, [...path, 'at-most'], enough);
}

const countFrom = (least: number, what: string) =>
  ranges.range(
    (value) => Number.isInteger(value) && value >= least && value <= MOST,
    `a whole number from ${least}, the planned ${what}: a rule raises them`,
  );
