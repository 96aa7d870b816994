import { everyState, given, type Luck, type Names, type Plain } from './luck.ts';

/**
 * The clocks that a law may have. A transition `back`, or with `entry`, has only the clock since entry, and always
 * takes some time.
 */
export type Way = 'entry' | 'back' | 'forward';

/** Random laws, with their modifiers and clocks. */
export function randomLaws(luck: Luck, names: Names) {
  return { law, modifiers };

  function law(way: Way): Plain {
    if (way === 'forward' && names.timers.length > 0 && luck.flip(4)) return { at: luck.pick(names.timers) };
    const plain: Plain = one(way);
    if (way === 'forward' && luck.flip(3)) plain.clock = clock();
    if (luck.flip(6)) plain.name = 'shared-luck';
    if (luck.flip(3)) plain.cure = given(luck.pick([0, 0.3, 1]));
    if (luck.flip(3)) plain['hazard-ratio'] = modifiers({ numeric: true });
    if (luck.flip(3)) plain['time-ratio'] = modifiers({ numeric: true, positive: true });
    return plain;
  }

  function one(way: Way): Plain {
    const shape = given(luck.pick([0.7, 1, 1.4, 3]));
    const scale = given(luck.pick([2, 6, 20]));
    return luck.pick<() => Plain>([
      () => ({ law: 'exponential', rate: given(luck.pick([0.05, 0.2, 0.5])) }),
      () => ({ law: 'weibull', shape, scale }),
      () => ({ law: 'gompertz', shape: given(luck.pick([-0.1, 0.05, 0.2])), rate: given(0.1) }),
      () => ({ law: 'log-normal', meanlog: given(1.2), sdlog: given(luck.pick([0.4, 1])) }),
      () => ({ law: 'log-logistic', shape: given(luck.pick([1.2, 3])), scale }),
      () => ({ law: 'gamma', shape, rate: given(0.3) }),
      () => ({
        law: 'generalized-gamma',
        mu: given(1.5),
        sigma: given(0.8),
        Q: given(luck.pick([-0.5, 0.7])),
      }),
      () => ({ law: 'triangular', min: given(1), mode: given(luck.pick([1, 2, 6])), max: given(6) }),
      () => ({ law: 'uniform', min: given(luck.pick([0, 2])), max: given(8) }),
      () => ({ law: 'fixed', delay: given(way === 'forward' ? luck.pick([0, 1, 2.5]) : luck.pick([1, 3])) }),
      () => ({
        law: 'piecewise-exponential',
        breaks: [0, 2, 4],
        rates: [given(0.2), given(0), given(luck.pick([0, 0.3]))],
      }),
      () => ({ law: 'empirical', curve: 'curve' }),
      () => ({ law: 'life-table', table: 'table' }),
    ])();
  }

  function clock(): unknown {
    const since = luck.pick(everyState(names));
    const choices: unknown[] = ['start', { since: luck.flip() ? since : [since, names.transient[0]!] }];
    if (names.numeric.length > 0) choices.push({ age: luck.pick(names.numeric) });
    return luck.pick(choices);
  }

  /** Ratios by characteristics, by marks, and for states passed. */
  function modifiers({ numeric, positive = false }: { numeric: boolean; positive?: boolean }): Plain {
    const ratio = () => given(luck.pick(positive ? [0.5, 2] : [0, 0.5, 1, 2]));
    const all: Plain = {};
    const add = (name: string | undefined) => {
      if (name === undefined) return;
      if (names.numeric.includes(name)) {
        if (numeric)
          all[name] = luck.flip() ? 'value' : { 'per-unit': given(luck.pick([0.8, 1.5])), reference: 1 };
      } else if (names.levelled.includes(name)) all[name] = { low: ratio(), high: ratio() };
      else if (names.marks[name]) all[name] = { [luck.pick(names.marks[name])]: ratio() };
      else all[name] = ratio();
    };
    const choices = [
      ...names.yesNo,
      ...names.levelled,
      ...names.numeric,
      ...Object.keys(names.marks),
      ...everyState(names),
      ...names.groups,
    ];
    for (let i = luck.whole(0, 2); i >= 0; i--) add(luck.pick(choices));
    return all;
  }
}
