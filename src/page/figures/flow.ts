import { percentOf, whole } from '../../media/numbers.ts';
import type { Diagram, StateKind } from './diagram/diagram.ts';
import { drawDiagram } from './diagram/draw-diagram.ts';
import { explainArrows } from './diagram/ends.ts';
import type { Figure } from './figure.ts';

export interface Flow {
  id: string;
  title: string;
  caption: string;
  states: FlowState[];
  /** the names of two states */
  ways: { from: string; to: string; patients: number }[];
  /** number of all patients */
  n: number;
  horizon: number;
  unit: string;
}

export interface FlowState {
  name: string;
  title: string;
  kind: StateKind;
  /**
   * entries by the horizon, including those at time 0; may exceed the number of patients if a state can be re-entered
   */
  entered: number;
  /** patients in the state at the horizon */
  atEnd: number;
}

/**
 * The number of patients who made each transition up to the horizon, like a CONSORT diagram.
 *
 * States and transitions without patients are not drawn, but are in the table.
 *
 * @throws RangeError for a transition from or to a state that is not given
 */
export function flowFigure({ id, title, caption, states, ways, n, horizon, unit }: Flow): Figure {
  const byName = new Map(states.map((state) => [state.name, state]));
  const stateOf = (name: string) => {
    const state = byName.get(name);
    if (!state) throw new RangeError(`the ways of figure ${id} name "${name}", must be one of its states`);
    return state;
  };
  const shareOf = (way: { from: string; patients: number }) =>
    percentOf(way.patients, stateOf(way.from).entered);
  const until = `${horizon} ${unit}${horizon === 1 ? '' : 's'}`;
  const taken = ways.filter(({ patients }) => patients > 0);
  const passed = new Set(taken.flatMap(({ from, to }) => [from, to]));
  const seen = states.filter(({ name, entered }) => entered > 0 || passed.has(name));
  const again = enteredAgain(taken);
  const diagram: Diagram = {
    boxes: seen.map((state) => ({ ...state, notes: notesOf(state, again.has(state.name), n, until) })),
    arrows: taken.map((way) => ({
      from: way.from,
      to: way.to,
      label: whole(way.patients),
      says: [
        `${stateOf(way.from).title} to ${stateOf(way.to).title}: ${whole(way.patients)}, ${shareOf(way)}% of ${whole(stateOf(way.from).entered)}`,
      ],
      share: Math.min(1, way.patients / n),
    })),
  };
  const sentences = [
    caption,
    taken.length > 1 ? 'Thicker arrows carry more patients.' : '',
    again.size > 0 ? 'For a state that can be re-entered, entries are counted, not patients.' : '',
    explainArrows(diagram),
    leftOut(states.length - seen.length, ways.length - taken.length),
  ];
  const figure = { id, title, caption: sentences.filter((sentence) => sentence !== '').join(' ') };
  return {
    ...figure,
    draw: (look) => drawDiagram(figure, diagram, look),
    table: {
      header: ['from', 'to', 'patients', '% of those who entered'],
      rows: ways.map((way) => [
        stateOf(way.from).title,
        stateOf(way.to).title,
        way.patients,
        stateOf(way.from).entered === 0 ? null : Number(shareOf(way)),
      ]),
    },
  };
}

function notesOf({ kind, entered, atEnd }: FlowState, isAgain: boolean, n: number, until: string): string[] {
  const notes = [isAgain ? `${whole(entered)} entries` : `n = ${whole(entered)} (${percentOf(entered, n)}%)`];
  // patients stay in an absorbing state
  if (kind !== 'absorbing' && atEnd > 0) notes.push(`${whole(atEnd)} there at ${until}`);
  return notes;
}

/** Whether patients can enter a state more than once: then entries are neither patients nor a share of them. */
function enteredAgain(ways: Flow['ways']): Set<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of ways) next.set(from, [...(next.get(from) ?? []), to]);
  const returns = (state: string) => {
    const found = new Set<string>();
    const open = [state];
    while (open.length > 0) {
      for (const to of next.get(open.pop()!) ?? []) {
        if (to === state) return true;
        if (!found.has(to)) open.push(to);
        found.add(to);
      }
    }
    return false;
  };
  return new Set([...next.keys()].filter(returns));
}

function leftOut(states: number, ways: number): string {
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const parts = [
    ...(states > 0 ? [`${count(states, 'state')} that no patient entered`] : []),
    ...(ways > 0 ? [`${count(ways, 'way')} that no patient took`] : []),
  ];
  return parts.length === 0 ? '' : `Left out of the drawing: ${parts.join(' and ')}.`;
}
