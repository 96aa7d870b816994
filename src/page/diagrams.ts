import type { RunStrategy } from '../answers/run/schema.ts';
import { plain } from '../media/numbers.ts';
import { contextOf, inForce } from '../scenario/resolve/context.ts';
import { numberOf } from '../scenario/resolve/quantities.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { RawTransition } from '../scenario/schema/model.ts';
import type { RawQuantity } from '../scenario/schema/quantity.ts';
import type { StateKind } from './figures/diagram/diagram.ts';
import type { Figure } from './figures/figure.ts';
import { flowFigure } from './figures/flow.ts';
import { type ModelTransition, modelFigure } from './figures/model.ts';
import { errorOfShares, properNames, within } from './words.ts';

interface DrawnState {
  name: string;
  title: string;
  kind: StateKind;
}

/** The states that patients can enter under a strategy, the start state first. */
function statesOf(scenario: Scenario, strategy: string): DrawnState[] {
  const context = contextOf(scenario, strategy);
  const start = context.strategy.start ?? scenario.start;
  return Object.entries(inForce(context, 'states')).map(([name, { title, transitions, decide }]) => ({
    name,
    title: title ?? name,
    kind: name === start ? 'start' : decide ? 'decision' : transitions ? 'timed' : 'absorbing',
  }));
}

/** The model of a strategy as written in the scenario. */
export function modelDiagram(scenario: Scenario, strategy: string, id: string): Figure {
  const context = contextOf(scenario, strategy);
  const states = inForce(context, 'states');
  const words = wordsOf(scenario, strategy);
  const transitions = Object.entries(states).flatMap(([from, { transitions = [], decide = [] }]) => [
    ...[
      ...transitions,
      ...(states[from]!.transitions ? everywhere(scenario, strategy).filter(({ to }) => to !== from) : []),
    ].map((raw): ModelTransition => ({ from, to: raw.to, ...words.transition(raw) })),
    ...decide
      .filter(({ chance }) => chance === 'rest' || words.value(chance) !== 0)
      .map(
        ({ to, chance }): ModelTransition => ({
          from,
          to,
          label: chance === 'rest' ? 'rest' : `${plain(words.value(chance) * 100, 1)}%`,
          law: chance === 'rest' ? 'the rest' : `chance ${words.quantity(chance)}`,
        }),
      ),
  ]);
  const title = scenario.strategies[strategy]?.title ?? strategy;
  return modelFigure({
    id,
    title: `States and transitions: ${title}`,
    caption: `States and transitions under ${within(title)}, as the scenario defines them. Beside an arrow: its law, or the chance of a decision before any ratio.`,
    ...reached(statesOf(scenario, strategy), transitions),
  });
}

function everywhere(scenario: Scenario, strategy: string): RawTransition[] {
  return [...scenario.everywhere, ...(scenario.strategies[strategy]?.everywhere ?? [])];
}

/** A strategy may not use all states of the file. */
function reached(
  states: readonly DrawnState[],
  transitions: readonly ModelTransition[],
): { states: DrawnState[]; transitions: ModelTransition[] } {
  const seen = new Set(states.filter(({ kind }) => kind === 'start').map(({ name }) => name));
  for (const name of seen) for (const { from, to } of transitions) if (from === name) seen.add(to);
  return {
    states: states.filter(({ name }) => seen.has(name)),
    transitions: transitions.filter(({ from }) => seen.has(from)),
  };
}

/** Laws and chances in words, with their numbers. */
function wordsOf(scenario: Scenario, strategy: string) {
  const context = contextOf(scenario, strategy);
  const value = (quantity: RawQuantity) => numberOf(context, quantity, [], '', 'real');
  const quantity = (one: RawQuantity) =>
    typeof one === 'string' ? `${one} = ${short(value(one))}` : short(value(one));
  const said = (node: unknown): string => {
    if (typeof node === 'string' || isFigure(node)) return quantity(node as RawQuantity);
    if (typeof node === 'number') return short(node);
    if (Array.isArray(node)) return node.map(said).join(', ');
    return Object.entries(node as object)
      .map(([key, inner]) => `${key} ${said(inner)}`)
      .join(', ');
  };
  return {
    value,
    quantity,
    transition: (raw: RawTransition): { law: string; label: string } => {
      const { to: _to, name: _name, at, law, clock, curve, table, ...numbers } = raw;
      if (at !== undefined) return { law: `when the timer ${at} goes off`, label: at };
      const parts = [
        ...(curve === undefined ? [] : [`curve ${curve}`]),
        ...(table === undefined ? [] : [`table ${table}`]),
        ...Object.entries(numbers).map(([key, node]) => `${key.replace('-', ' ')} ${said(node)}`),
        ...(clock === undefined ? [] : [`clock from ${clockWords(clock)}`]),
      ];
      return { law: parts.join('; '), label: properNames[law ?? ''] ?? law ?? '' };
    },
  };
}

function isFigure(node: unknown): boolean {
  const fields = node as Record<string, unknown>;
  return [
    'value',
    'ratio',
    'mean',
    'events',
    'product',
    'quotient',
    'complement',
    'difference',
    'with-odds',
  ].some((key) => Object.hasOwn(fields, key));
}

function clockWords(clock: NonNullable<RawTransition['clock']>): string {
  if (typeof clock === 'string') return clock === 'entry' ? 'entry' : 'the start';
  return 'since' in clock ? `the entry into ${[clock.since].flat().join(' or ')}` : `birth, by ${clock.age}`;
}

const short = (value: number) => String(Number(value.toPrecision(4)));

/** The flow of patients under a strategy. */
export function flowDiagram(
  scenario: Scenario,
  strategy: string,
  result: Pick<RunStrategy, 'title' | 'n' | 'ways' | 'occupancy'>,
  id: string,
): Figure {
  const { horizon, unit } = scenario.time;
  const { ways, n, occupancy } = result;
  const end = occupancy.times.indexOf(horizon);
  const into = (name: string) =>
    ways.filter(({ to }) => to === name).reduce((sum, { patients }) => sum + patients, 0);
  const states = statesOf(scenario, strategy).map((state) => ({
    ...state,
    entered: into(state.name) + (state.kind === 'start' ? n : 0),
    atEnd: Math.round((occupancy.states[state.name]?.[end] ?? 0) * n),
  }));
  return flowFigure({
    id,
    title: `Patient pathways: ${result.title}`,
    caption: `Counts of simulated patients up to ${horizon} ${unit}s; ${errorOfShares(n)}.`,
    ...{ states, ways, n, horizon, unit },
  });
}
