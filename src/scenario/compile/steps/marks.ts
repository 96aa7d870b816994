import { type Atom, simplify } from '../../logic/condition.ts';
import { betweenKey, passedKey, seenKey } from '../../logic/reach.ts';
import { YES } from '../../model.ts';
import { type Known, keepFacts, withFact, withKey } from '../know/known.ts';
import { isWanted } from '../know/levels.ts';
import { drawLevels } from './draw.ts';
import { noteProportions } from './proportions.ts';
import { type Ground, numericOddsOf, type Step } from './step.ts';

/** Records the marks of a state one after the other, in file order. */
export function recordMark(
  ground: Ground,
  state: string,
  atZero: boolean,
  index: number,
  before: Known,
): Step {
  const { model, reach } = ground;
  const [asking, ...others] = reach.marksAt(state).slice(index);
  if (!asking) return { kind: 'on', notes: [], moment: { at: 'settling', state, atZero }, known: before };
  const { mark } = asking;
  const next = { at: 'mark', state, atZero, index: index + 1 } as const;
  const known = keepFacts(
    before,
    (key) =>
      reach.live(state).has(key) ||
      [asking, ...others].some(({ mark: one, keys }) => key === seenKey(one.name) || keys.includes(key)),
  );
  const seen = withKey(known, seenKey(mark.name));
  const holds = simplify(mark.condition, (atom) => answerFromFacts(atom, known));
  if (known.facts.has(seenKey(mark.name)) || holds.op !== 'always')
    return { kind: 'on', notes: [], moment: next, known: seen };
  const source = { kind: 'mark', index: model.marks.indexOf(mark) } as const;
  const draw = ground.chances(source, known.facts);
  const isNumeric = numericOddsOf(model, source, 0).length > 0;
  if (!isNumeric && !isWanted(reach, mark.name, state, known)) {
    const all = mark.levels.map((_, level) => level);
    return { kind: 'on', notes: [{ kind: 'drawn', draw, levels: all }], moment: next, known: seen };
  }
  return drawLevels(ground, source, mark.levels, known, (level, run) =>
    noteProportions({
      notes: [{ kind: 'drawn', draw, levels: run }],
      moment: next,
      known: withFact(seen, mark.name, level),
    }),
  );
}

function answerFromFacts(atom: Atom, { facts }: Known): boolean {
  if (atom.op === 'is') return atom.levels.includes(facts.get(atom.variable) ?? '');
  if (atom.op === 'reached') return facts.get(passedKey(atom)) === YES;
  return facts.has(betweenKey(atom.characteristic, atom.from, atom.below));
}
