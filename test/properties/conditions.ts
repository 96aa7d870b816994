import { everyState, LEVELS, type Luck, type Names, type Plain } from './luck.ts';

/** Random conditions, up to three deep. */
export function randomConditions(luck: Luck, names: Names) {
  return { condition };

  /** @param reached whether conditions on states passed are allowed */
  function condition({ reached }: { reached: boolean }, depth = 0): Plain {
    const deeper = () => condition({ reached }, depth + 1);
    if (depth < 3 && luck.flip(4)) return { not: deeper() };
    if (depth < 2 && luck.flip(4)) return { [luck.pick(['all', 'any'])]: [deeper(), deeper()] };
    const plain = atom(reached);
    return depth < 2 && luck.flip(4) ? { not: deeper(), ...plain } : plain;
  }

  function atom(reached: boolean): Plain {
    const variables = [...names.yesNo, ...names.levelled, ...names.numeric, ...Object.keys(names.marks)];
    if (reached && (variables.length === 0 || luck.flip())) return passed();
    if (variables.length === 0) return { not: { is1: 'yes' } };
    const name = luck.pick(variables);
    if (names.yesNo.includes(name)) return { [name]: luck.pick(['yes', 'no']) };
    if (names.numeric.includes(name)) {
      return { [name]: luck.pick([{ from: 1 }, { below: 1 }, { from: 0.8, below: 1.3 }, { below: 1.1 }]) };
    }
    const levels = names.marks[name] ?? LEVELS;
    return { [name]: luck.flip() ? luck.pick(levels) : [luck.pick(levels), luck.pick(levels)] };
  }

  function passed(): Plain {
    const one = () => luck.pick([...everyState(names), ...names.groups]);
    const plain: Plain = { reached: luck.flip(3) ? [one(), one()] : one() };
    if (luck.flip(3)) plain.by = luck.pick([0, 2, 3.5, 100, ...names.timers]);
    if (names.hasFollowUp && luck.flip(4)) plain.observed = !luck.flip(4);
    return plain;
  }
}
