import fc from 'fast-check';
import { randomConditions } from './conditions.ts';
import { randomLaws } from './laws.ts';
import { everyState, given, LEVELS, type Luck, type Names, type Plain, YES_NO } from './luck.ts';
import { spoil } from './mistakes.ts';

/**
 * Random scenarios: cycles, decisions, every law, clock and modifier, marks, endpoints, subgroups, proportions,
 * follow-up and a second strategy; one in six has a mistake.
 *
 * Every cycle takes time: a transition back always has a law of the time since entry.
 */
export const anyScenario: fc.Arbitrary<Plain> = fc.gen().map((draw) => {
  const luck: Luck = {
    pick: (things) => things[draw(fc.nat, { max: things.length - 1 })]!,
    flip: (oneIn = 2) => draw(fc.nat, { max: oneIn - 1 }) === 0,
    whole: (min, max) => draw(fc.integer, { min, max }),
  };
  const plain = scenarioBy(luck);
  return luck.flip(6) ? spoil(plain, luck) : plain;
});

function scenarioBy(luck: Luck): Plain {
  const numbered = (letter: string, from: number, to: number) =>
    Array.from({ length: luck.whole(from, to) }, (_, i) => `${letter}${i + 1}`);
  const names: Names = {
    transient: numbered('wait', 1, 4),
    decisions: numbered('fork', 0, 2),
    absorbing: numbered('end', 1, 2),
    groups: [],
    yesNo: numbered('is', 0, 2),
    levelled: numbered('grade', 0, 1),
    numeric: numbered('number', 0, 2),
    timers: numbered('timer', 0, 2),
    marks: {},
    hasFollowUp: luck.flip(),
  };
  if (luck.flip()) names.groups.push('group');
  const marks = numbered('mark', 0, 3);
  const { law, modifiers } = randomLaws(luck, names);
  const { condition } = randomConditions(luck, names);
  const scenario: Plain = {
    scenario: 'Random',
    time: {
      unit: luck.pick(['month', 'year']),
      origin: 'somewhere',
      horizon: luck.pick([6, 12, 30]),
      'rows-per-unit': luck.pick([1, 8, 32]),
    },
    characteristics: characteristics(luck, names),
    timers: timers(luck, names),
    curves: {
      curve: {
        points: [
          [0, 1],
          [2, 0.8],
          [5, 0.8],
          [9, luck.pick([0.3, 0])],
        ],
        'after-last': luck.pick(['never', 'constant-hazard']),
        assumption: 'made at random',
      },
    },
    'life-tables': {
      table: {
        'first-age': 50,
        probabilities: [0.1, 0.2, 0, 0.3, 0.5, luck.pick([0.4, 1])],
        assumption: 'none',
      },
    },
    start: luck.pick([...names.transient.slice(0, 1), ...names.decisions.slice(0, 1)]),
    groups: { group: [luck.pick(everyState(names)), ...names.absorbing] },
  };
  if (names.groups.length === 0) delete scenario.groups;
  if (names.hasFollowUp)
    scenario['follow-up'] = luck.pick([
      { law: 'uniform', min: given(3), max: given(20) },
      { law: 'fixed', delay: given(5) },
    ]);
  scenario.marks = {};
  for (const mark of marks) {
    // a mark may depend on those before it
    scenario.marks[mark] = randomMark();
    names.marks[mark] = scenario.marks[mark].chance ? YES_NO : LEVELS;
  }
  scenario.states = states();
  if (luck.flip(4)) scenario.everywhere = [{ to: names.absorbing[0], ...law('entry') }];
  scenario.endpoints = endpoints();
  scenario.subgroups = conditions('subgroup', luck.whole(0, 3), false);
  scenario.proportions = conditions('share', luck.whole(0, 3), true);
  if (luck.flip(3)) {
    const changed = luck.pick(names.transient);
    scenario.strategies = { first: {}, second: { states: { [changed]: states()[changed] } } };
  }
  return scenario;

  function randomMark(): Plain {
    const entry: Plain = {
      on: luck.flip()
        ? luck.pick(everyState(names))
        : [luck.pick(everyState(names)), luck.pick(everyState(names))],
    };
    if (luck.flip()) entry.if = condition({ reached: true });
    const kind = luck.whole(0, 2);
    if (kind === 0) {
      entry.chance = given(luck.pick([0, 0.25, 0.6, 1]));
      if (luck.flip()) entry['odds-ratio'] = modifiers({ numeric: true });
    } else if (kind === 1) {
      entry.shares = { low: given(0.25), middle: given(luck.pick([0, 0.5])), high: 'rest' };
    } else Object.assign(entry, { counts: { low: 3, middle: 2, high: 1 }, assumption: 'made at random' });
    return entry;
  }

  function states(): Plain {
    const all: Plain = {};
    names.transient.forEach((name, i) => {
      const later = [...names.transient.slice(i + 1), ...names.absorbing];
      const anywhere = everyState(names);
      const transitions = Array.from({ length: luck.whole(1, 3) }, () => {
        if (luck.flip(3)) return { to: luck.pick(anywhere), ...law('back') };
        return { to: luck.pick(later), ...law('forward') };
      });
      all[name] = { transitions };
    });
    names.decisions.forEach((name, i) => {
      const later = [...names.transient, ...names.decisions.slice(i + 1), ...names.absorbing];
      all[name] = { decide: branches(later) };
      if (luck.flip(4)) all[name].name = 'shared-luck';
    });
    for (const name of names.absorbing) all[name] = {};
    return all;
  }

  function branches(targets: string[]): Plain[] {
    const two = { to: luck.pick(targets), chance: given(luck.pick([0, 0.3, 0.5, 1])) } as Plain;
    const rest = { to: luck.pick(targets), chance: 'rest' };
    const how = luck.whole(0, 3);
    if (how === 0) return [two, rest];
    if (how === 1) return [{ ...two, 'odds-ratio': modifiers({ numeric: true }) }, rest];
    two.chance = given(0.2);
    const three = { to: luck.pick(targets), chance: given(0.1) } as Plain;
    if (how === 2) return [three, rest, { ...two, 'chance-ratio': modifiers({ numeric: false }) }];
    three['odds-ratio'] = modifiers({ numeric: false });
    return [two, three, rest];
  }

  function endpoints(): Plain {
    const event = (): unknown => {
      const reached = luck.pick([...everyState(names), ...names.groups]);
      return luck.flip(3) ? { reached, if: condition({ reached: false }), cause: `${reached}-if` } : reached;
    };
    const narrow = [event()];
    const wide = [...narrow];
    const more = event();
    if (causeOf(more) !== causeOf(narrow[0])) wide.push(more);
    const all: Plain = { narrow: { event: narrow }, wide: { event: wide } };
    if (luck.flip()) all.censoring = { event: [event()], censor: luck.pick(everyState(names)) };
    return all;
  }

  function conditions(kind: string, count: number, withAmong: boolean): Plain {
    return Object.fromEntries(
      Array.from({ length: count }, (_, i) => {
        const entry: Plain = { if: condition({ reached: true }) };
        if (withAmong && luck.flip()) entry.among = condition({ reached: true });
        return [`${kind}${i + 1}`, entry];
      }),
    );
  }
}

const causeOf = (event: unknown): string => (typeof event === 'string' ? event : (event as Plain).cause);

function characteristics(luck: Luck, { yesNo, levelled, numeric }: Names): Plain {
  const all: Plain = {};
  for (const name of yesNo) all[name] = { chance: given(luck.pick([0.3, 0.5, 0.9])) };
  for (const name of levelled)
    all[name] = { counts: { low: 2, middle: luck.pick([0, 1]), high: 3 }, assumption: 'none' };
  for (const name of numeric) {
    all[name] = luck.pick([
      { law: 'uniform', min: given(0.5), max: given(2) },
      { law: 'gamma', shape: given(2), rate: given(2) },
      { law: 'triangular', min: given(0), mode: given(1), max: given(1.5) },
      { law: 'fixed', delay: given(1) },
    ]);
  }
  return all;
}

function timers(luck: Luck, { timers: [first, second] }: Names): Plain {
  const all: Plain = {};
  if (first) {
    all[first] = luck.pick([
      { law: 'fixed', delay: given(3) },
      { law: 'triangular', min: given(1), mode: given(2), max: given(5) },
      { law: 'weibull', shape: given(1.5), scale: given(6) },
    ]);
  }
  if (second) {
    all[second] = { law: 'uniform', min: given(1), max: given(4) };
    if (luck.flip()) all[second].after = first;
  }
  return all;
}
