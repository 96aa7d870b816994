import { capitalised } from '../words.ts';
import type { Diagram, StateKind } from './diagram/diagram.ts';
import { drawDiagram } from './diagram/draw-diagram.ts';
import { explainArrows } from './diagram/ends.ts';
import type { Figure } from './figure.ts';

export interface ModelDrawing {
  id: string;
  title: string;
  caption: string;
  states: { name: string; title: string; kind: StateKind }[];
  transitions: ModelTransition[];
}

export interface ModelTransition {
  from: string;
  to: string;
  /** full text: 'Weibull, shape 1.2, scale 14' */
  law: string;
  /** short text at the arrow: name of a hazard, a chance; may be empty */
  label: string;
}

/**
 * The states of a model and the transitions between them, with their laws.
 *
 * @throws RangeError for a transition from or to a state that is not given
 */
export function modelFigure({ id, title, caption, states, transitions }: ModelDrawing): Figure {
  const titles = new Map(states.map((state) => [state.name, state.title]));
  const titleOf = (name: string) => {
    const found = titles.get(name);
    if (found === undefined)
      throw new RangeError(`the transitions of figure ${id} name "${name}", must be one of its states`);
    return found;
  };
  const diagram: Diagram = {
    boxes: states.map((state) => ({ ...state, notes: state.kind === 'start' ? ['start'] : [] })),
    arrows: transitions.map(({ from, to, law, label }) => ({
      ...{ from, to, share: 0 },
      label,
      says: [`${titleOf(from)} to ${titleOf(to)}: ${label === '' ? '' : `${label}, `}${law}`],
    })),
  };
  const sentences = [caption, explainShapes(states), explainArrows(diagram)];
  const figure = { id, title, caption: sentences.filter((sentence) => sentence !== '').join(' ') };
  return {
    ...figure,
    draw: (look) => drawDiagram(figure, diagram, look),
    table: {
      header: ['from', 'to', 'label', 'law'],
      rows: transitions.map(({ from, to, law, label }) => [titleOf(from), titleOf(to), label, law]),
    },
  };
}

function explainShapes(states: ModelDrawing['states']): string {
  const kinds = new Set(states.map(({ kind }) => kind));
  const shapes = [
    ...(kinds.has('decision') ? ['cut corners: a decision, which takes no time'] : []),
    ...(kinds.has('absorbing') ? ['double line: a state that is not left'] : []),
  ];
  if (shapes.length === 0) return '';
  const text = shapes.join('; ');
  return `${capitalised(text)}.`;
}
