import { expect, it } from 'vitest';
import { claimsOf, type EvidenceSource } from '../../../src/scenario/evidence/claims.ts';
import { pathText } from '../../../src/scenario/evidence/words.ts';

const q = (value: number) => ({ value, assumption: 'for the test' });

it('finds every number that needs a source, with the path to it', () => {
  const file = {
    parameters: {
      rate: { value: 0.1, from: 'a' },
      twice: { product: ['rate', 'two'] },
      less: { difference: ['rate', 'two'] },
      likelier: { 'with-odds': ['rate', 'two'] },
    },
    characteristics: {
      sex: { counts: { male: 160, value: 68 }, from: 'a' },
      responder: { chance: q(0.2) },
      level: { shares: { low: q(0.3), high: 'rest' } },
    },
    timers: { mdt: { law: 'uniform', min: q(2), max: 'rate' } },
    'follow-up': { law: 'uniform', min: q(17.5), max: q(92.5) },
    curves: {
      km: {
        points: [
          [0, 1],
          [5, 0.5],
        ],
        'after-last': 'never',
        from: 'a',
      },
    },
    'life-tables': { men: { 'first-age': 50, probabilities: [0.1], assumption: 'rough' } },
    states: {
      well: {
        transitions: [
          {
            to: 'dead',
            law: 'piecewise-exponential',
            breaks: [0, 6],
            rates: [q(0.1), 'rate'],
            clock: { since: 'well' },
            'hazard-ratio': {
              responder: { ratio: 0.25, assumption: 'x' },
              sex: { value: q(1.2) }, // a level that happens to be called value
              age: { 'per-unit': q(1.01), reference: 60 },
              counts: q(1.1), // a characteristic of that name
            },
          },
        ],
      },
      board: { decide: [{ to: 'well', chance: q(0.8), 'odds-ratio': { responder: 'rate' } }] },
    },
    everywhere: [{ to: 'dead', law: 'exponential', rate: q(0.0005) }],
    marks: { toxicity: { on: 'well', if: { sex: 'male' }, chance: { events: 50, of: 228, from: 'a' } } },
    strategies: {
      other: { parameters: { rate: q(0.05) }, states: { board: { decide: [{ to: 'well', chance: q(1) }] } } },
    },
    targets: [{ endpoint: 'OS', at: 36, survival: 0.566, from: 'a' }],
    figures: [{ quantity: 'age', value: 56, from: 'a' }],
  } as unknown as EvidenceSource;

  const found = claimsOf(file).map(({ path, estimate }) => `${pathText(path)} ${estimate ?? '-'}`);
  expect(found).toEqual([
    'parameters.rate 0.1',
    'parameters.twice -',
    'parameters.less -',
    'parameters.likelier -',
    'characteristics.sex -',
    'characteristics.responder.chance 0.2',
    'characteristics.level.shares.low 0.3',
    `marks.toxicity.chance ${50 / 228}`,
    'timers.mdt.min 2',
    'states.well.transitions[0].rates[0] 0.1',
    'states.well.transitions[0].hazard-ratio.responder 0.25',
    'states.well.transitions[0].hazard-ratio.sex.value 1.2',
    'states.well.transitions[0].hazard-ratio.age.per-unit 1.01',
    'states.well.transitions[0].hazard-ratio.counts 1.1',
    'states.board.decide[0].chance 0.8',
    'everywhere[0].rate 0.0005',
    'follow-up.min 17.5',
    'follow-up.max 92.5',
    'curves.km -',
    'life-tables.men -',
    'strategies.other.parameters.rate 0.05',
    'strategies.other.states.board.decide[0].chance 1',
    'targets[0] 0.566',
    'figures[0] 56',
  ]);
});

it('finds nothing in an empty file', () => expect(claimsOf({})).toEqual([]));
