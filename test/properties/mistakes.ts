import { given, type Luck, type Plain } from './luck.ts';

/** A scenario with one mistake of a kind that people make. */
export function spoil(plain: Plain, luck: Luck): Plain {
  const scenario: Plain = structuredClone(plain);
  const state = luck.pick(Object.keys(scenario.states));
  const waiting =
    scenario.states[
      luck.pick(Object.keys(scenario.states).filter((name) => scenario.states[name].transitions))
    ];
  luck.pick<() => void>([
    () => (waiting.transitions[0].to = 'nowhere'),
    () => (waiting.transitions[0] = { to: state }),
    () => (waiting.transitions[0] = { to: state, law: 'weibul', shape: given(1), scale: given(2) }),
    () => (waiting.transitions[0] = { to: state, law: 'weibull', shape: given(-1), scale: given(2) }),
    () => (waiting.transitions[0] = { to: state, law: 'exponential', rate: 0.5 }),
    () => (waiting.transitions[0] = { to: state, at: 'no-timer' }),
    () => (waiting.decide = [{ to: state, chance: 'rest' }]),
    () => (waiting.colour = 'red'),
    () => (scenario.states[state].decide = [{ to: state, chance: given(1) }]),
    () => (scenario.states[state] = { decide: [{ to: state, chance: given(0.4) }] }),
    () => (scenario.states[state] = null),
    () => (scenario.start = 'nowhere'),
    () => (scenario.time.horizon = luck.pick([0, -3, 1.03, 'long', 1e9])),
    () => (scenario.time.unit = 'fortnight'),
    () => (scenario.endpoints.wide.event = []),
    () => (scenario.endpoints.wide.event = [{ reached: state, if: { reached: state } }]),
    () => (scenario.subgroups.bad = { if: {} }),
    () => (scenario.subgroups.bad = { if: { nobody: 'yes' } }),
    () => (scenario.proportions.bad = { if: { by: 3 } }),
    () => (scenario.marks.bad = { on: 'nowhere', chance: given(0.5) }),
    () => (scenario.marks.bad = { on: state, chance: given(1.5) }),
    () => (scenario.marks[state] = { on: state, chance: given(0.5) }),
    () => (scenario.targets = [{ endpoint: 'nothing', at: 3, survival: 0.5 }]),
    () => delete scenario.states,
    () => delete scenario.time,
  ])();
  return scenario;
}
