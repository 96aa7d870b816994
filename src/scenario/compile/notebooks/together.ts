import type { Notebook } from './notebook.ts';

/** Two notebooks of one plan: tracks and counters are of the first, what both want to be remembered is. */
export function together<A, B>(first: Notebook<A>, second: Notebook<B>): Notebook<[A, B]> {
  return {
    onWay: (notes) => [...first.onWay(notes), ...second.onWay(notes)],
    onArm(notes, before) {
      const { track, effects } = first.onArm(notes, before);
      return { track, effects: [...effects, ...second.onWay(notes)] };
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
