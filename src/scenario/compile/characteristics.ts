import type { Edge, Effect } from '../../kernel/graph.ts';
import { arrive } from './arrive.ts';
import { type Atom, atomsOf } from './condition.ts';
import { isWanted, levelRuns } from './levels.ts';
import { noteProportions } from './note.ts';
import { firstKnown, type Known, learn, openAtoms, withFact, withKey } from './patient.ts';
import { betweenKey } from './reach.ts';
import { countLevels, drawLevels, splitWhen } from './splits.ts';
import type { Walk } from './walk.ts';

/** Draw the characteristics that something depends on, one after the other, and enter the first state. */
export function drawCharacteristics(walk: Walk, i: number, known: Known, effects: Effect[]): Edge {
  return walk.bounded(() => drawNext(walk, i, known, effects));
}

function drawNext(walk: Walk, i: number, known: Known, effects: Effect[]): Edge {
  const { model } = walk;
  const characteristic = model.characteristics[i];
  if (!characteristic) {
    return arrive(walk, { state: walk.stateOf(model.start), known, effects, track: undefined, atZero: true });
  }
  const next = (told: Known, counted: Effect[]): Edge => {
    const noted = noteProportions(walk, told, counted);
    return walk.shared(`characteristic ${i + 1}`, noted, counted, () =>
      drawCharacteristics(walk, i + 1, noted, []),
    );
  };
  if (characteristic.kind === 'numeric') {
    const edge = askRanges(walk, rangesOf(walk, characteristic.name), known, (told) => next(told, []));
    return { to: edge.to, effects: [...effects, ...edge.effects] };
  }
  const { name, levels, chances } = characteristic;
  const counters = walk.recorder.levels(characteristic);
  if (!isWanted(walk, name, model.start, known)) {
    return drawCharacteristics(walk, i + 1, known, [...effects, countLevels(walk, name, chances, counters)]);
  }
  const ways = levelRuns(walk, name, levels, chances, known).map(({ chance, indices, level }) => ({
    chance,
    way: () => next(withFact(known, name, level), [countLevels(walk, name, chances, counters, indices)]),
  }));
  const edge = drawLevels(walk, { stream: name }, ways);
  return { to: edge.to, effects: [...effects, ...edge.effects] };
}

type Range = Extract<Atom, { op: 'between' }>;

/** Settle the ranges of a numeric characteristic that conditions ask for. */
function askRanges(walk: Walk, ranges: Range[], known: Known, then: (known: Known) => Edge): Edge {
  const [range, ...others] = ranges;
  if (!range) return then(known);
  const memory = walk.columns.number(range.characteristic);
  const answer = (is: boolean) => () => {
    const told = learn(known, (atom) => (isSame(atom, range) ? is : undefined));
    const key = betweenKey(range.characteristic, range.from, range.below);
    return askRanges(walk, others, is ? withKey(told, key) : told, then);
  };
  // a split asks whether the number is not above a bound, a range whether it is below
  const when = (value: number, yes: () => Edge, no: () => Edge) =>
    splitWhen(
      walk,
      { left: { kind: 'memory', memory }, bound: { kind: 'value', value: justBelow(value) } },
      yes,
      no,
    );
  const below = () =>
    range.below === Number.POSITIVE_INFINITY
      ? answer(true)()
      : when(range.below, answer(true), answer(false));
  return range.from === Number.NEGATIVE_INFINITY ? below() : when(range.from, answer(false), below);
}

/** The largest double below a finite number. */
export function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const double = new Float64Array([value]);
  const bits = new BigInt64Array(double.buffer);
  bits[0]! += value > 0 ? -1n : 1n;
  return double[0]!;
}

function rangesOf({ model }: Walk, name: string): Range[] {
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
