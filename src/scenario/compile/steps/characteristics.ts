import { type Atom, atomsOf } from '../../logic/condition.ts';
import { betweenKey } from '../../logic/reach.ts';
import type { Model } from '../../model.ts';
import { firstKnown, type Known, learn, openAtoms, withFact, withKey } from '../know/known.ts';
import { isWanted } from '../know/levels.ts';
import { drawLevels } from './draw.ts';
import { noteProportions } from './proportions.ts';
import type { Ground, Moment, Step, Target } from './step.ts';

/** Draws the characteristics on which something depends, in order; then enters the first state. */
export function drawCharacteristic(ground: Ground, index: number, known: Known): Step {
  const { model, reach } = ground;
  const characteristic = model.characteristics[index];
  if (!characteristic)
    return { kind: 'on', notes: [], moment: { at: 'entry', state: model.start, atZero: true }, known };
  if (characteristic.kind === 'numeric')
    return { kind: 'on', notes: [], moment: { at: 'range', index, range: 0, part: 'from' }, known };
  const { name, levels } = characteristic;
  const source = { kind: 'characteristic', index } as const;
  const draw = ground.chances(source, known.facts);
  if (!isWanted(reach, name, model.start, known)) {
    const all = levels.map((_, level) => level);
    return {
      kind: 'on',
      notes: [{ kind: 'drawn', draw, levels: all }],
      moment: { at: 'characteristic', index: index + 1 },
      known,
    };
  }
  return drawLevels(ground, source, levels, known, (level, run) =>
    noteProportions({
      notes: [{ kind: 'drawn', draw, levels: run }],
      moment: { at: 'characteristic', index: index + 1 },
      known: withFact(known, name, level),
    }),
  );
}

type Range = Extract<Atom, { op: 'between' }>;

/** Settles the ranges of a numeric characteristic that conditions ask for, in order. */
export function settleRange(
  { model }: Ground,
  { index, range: k, part }: Extract<Moment, { at: 'range' }>,
  known: Known,
): Step {
  const { name } = model.characteristics[index]!;
  const range = rangesOf(model, name)[k];
  if (!range)
    return {
      kind: 'on',
      ...noteProportions<Target>({ notes: [], moment: { at: 'characteristic', index: index + 1 }, known }),
    };
  const answer = (is: boolean): Target => {
    const learned = learn(known, (atom) => (isSame(atom, range) ? is : undefined));
    const key = betweenKey(range.characteristic, range.from, range.below);
    return {
      notes: [],
      moment: { at: 'range', index, range: k + 1, part: 'from' },
      known: is ? withKey(learned, key) : learned,
    };
  };
  // a `when` node tests "not above" a bound, a range asks for "below" it
  const when = (value: number, yes: Target, no: Target): Step => ({
    kind: 'when',
    notes: [],
    test: {
      left: { kind: 'number', characteristic: name },
      bound: { kind: 'value', value: justBelow(value) },
    },
    yes,
    no,
  });
  if (part === 'below') {
    if (range.below === Number.POSITIVE_INFINITY) return { kind: 'on', ...answer(true) };
    return when(range.below, answer(true), answer(false));
  }
  const below: Target = { notes: [], moment: { at: 'range', index, range: k, part: 'below' }, known };
  if (range.from === Number.NEGATIVE_INFINITY) return { kind: 'on', ...below };
  return when(range.from, answer(false), below);
}

/** The largest double below a finite number. */
export function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const double = new Float64Array([value]);
  const bits = new BigInt64Array(double.buffer);
  bits[0]! += value > 0 ? -1n : 1n;
  return double[0]!;
}

function rangesOf(model: Model, name: string): Range[] {
  const atoms = [
    ...openAtoms(firstKnown(model)),
    ...model.marks.flatMap(({ condition }) => atomsOf(condition)),
  ];
  const ranges = atoms.filter((atom): atom is Range => atom.op === 'between' && atom.characteristic === name);
  return ranges.filter((range, i) => ranges.findIndex((other) => isSame(other, range)) === i);
}

function isSame(atom: Atom, range: Range): boolean {
  return (
    atom.op === 'between' &&
    atom.characteristic === range.characteristic &&
    atom.from === range.from &&
    atom.below === range.below
  );
}
