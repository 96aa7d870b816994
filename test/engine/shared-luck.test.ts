import { expect, it } from 'vitest';
import { sumTracks } from '../../src/tally.ts';
import { patients, strategiesOf, tallyOf } from './simulated.ts';

const given = (value: number) => `{ value: ${value}, assumption: for this test }`;

/** A second state with the law of the first, which one strategy leads half of the patients to. */
const scenario = (name: string) => `scenario: Shared luck
time: { unit: month, origin: entry, horizon: 24 }
start: choice
states:
  choice: { decide: [{ to: watched, chance: ${given(0)} }, { to: well, chance: rest }] }
  well: { transitions: [{ to: dead, law: exponential, rate: ${given(0.05)} }] }
  watched: { transitions: [{ to: dead, ${name}law: exponential, rate: ${given(0.05)} }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies:
  usual: {}
  watching:
    states:
      choice: { decide: [{ to: watched, chance: ${given(0.5)} }, { to: well, chance: rest }] }
`;

/** Deaths by row of the grid, in each strategy. */
function deaths(text: string): Float64Array[] {
  return strategiesOf(text).map(({ plan }) => {
    const tracks = plan.readout.endpoints[0]!.cells.flatMap(({ events }) => events.flat());
    return sumTracks(tallyOf(plan, 'shared luck', patients(20_000)), [...new Set(tracks)]);
  });
}

it('a transition that is named as another is without a name has its luck: each patient dies on the same day', () => {
  const [usual, watching] = deaths(scenario('name: well>dead, '));
  expect(watching).toEqual(usual);
});

it('without that name it has luck of its own', () => {
  const [usual, watching] = deaths(scenario(''));
  expect(watching).not.toEqual(usual);
});
