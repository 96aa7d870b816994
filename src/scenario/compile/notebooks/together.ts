import type { Notebook } from './notebook.ts';

/** Combines two notebooks of one plan. Tracks and counters are those of the first; both may remember times. */
export function together<A, B>(first: Notebook<A>, second: Notebook<B>): Notebook<[A, B]> {
  return {
    onPath: (notes) => [...first.onPath(notes), ...second.onPath(notes)],
    onArm(notes, before) {
      const { track, effects } = first.onArm(notes, before);
      return { track, effects: [...effects, ...second.onPath(notes)] };
    },
    isOver: (known) => first.isOver(known) && second.isOver(known),
    get tracks() {
      return first.tracks;
    },
    get counters() {
      return first.counters;
    },
    get outcomes() {
      return [...first.outcomes, ...second.outcomes];
    },
    readout: () => [first.readout(), second.readout()],
  };
}
