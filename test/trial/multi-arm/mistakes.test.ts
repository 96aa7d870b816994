import { describe, expect, it } from 'vitest';
import { mistakesIn } from '../language/designs.ts';
import { arms } from './designs.ts';

const dunnett = 'comparisons: { procedure: dunnett }\nefficacy: { shape: pocock }';

describe('mistakes in a design with several experimental arms', () => {
  it('are none in a sound one', () => expect(mistakesIn(arms(dunnett))).toEqual([]));

  it.each<[string, string, string[]]>([
    [
      'arms without comparisons',
      arms('efficacy: { shape: pocock }').replace(/, select:[^}]*}/, ''),
      [
        '3:1 treatment is missing, must be text or a mapping such as { median: 12 }',
        ...['5:3 unknown key "low"', '6:3 unknown key "high"'].map(
          (key) =>
            `${key}; experimental arms of other names need \`comparisons\`, which says how they are compared with control`,
        ),
        '7:13 allocation is "1:1:1", must be a ratio such as 1:1, or 2:1 for two patients on treatment to one on control',
      ],
    ],
    [
      'no control',
      arms(dunnett).replace('  control:', '  placebo:').replace('1:1:1', '1:1:1'),
      [
        '3:1 there is no arm named control among placebo, low, high, must be one: the others are compared with it',
      ],
    ],
    [
      'an allocation of other length',
      arms(dunnett, { allocation: '2:1' }),
      ['7:13 allocation is 2:1, of 2 arms, must be of 3, in the order of the file: control, low, high'],
    ],
    [
      'an allocation to an unknown arm, and none to another',
      arms(dunnett, { allocation: '{ control: 2, low: 1, hihg: 1 }' }),
      ['7:41 arm "hihg" is not in the design; did you mean "high"?'],
    ],
    [
      'events of an unknown arm',
      arms(dunnett).replace('control: 35', 'contrl: 35'),
      ['13:25 arm "contrl" is not in the design; did you mean "control"?'],
    ],
    [
      'a selection that could leave no arm',
      arms(dunnett).replace('best: 1', 'best: 0'),
      [
        '12:48 best is 0, must be a whole number from 1 to 2, the experimental arms: no arm would be left otherwise',
      ],
    ],
    [
      'a selection at the last analysis',
      arms(dunnett).replace('{ control: 35 }', '{ control: 35 }, select: best'),
      ['13:40 select is at the last analysis, must be at an earlier one: no arm goes on after it'],
    ],
    [
      'looks of which no fraction is known',
      arms(dunnett).replace('{ events: { control: 35 } }', '{ time: 40 }'),
      ['12:5 the information fraction of analysis 1 is unknown in advance, must be given as `fraction`'],
    ],
    [
      'several at once',
      arms(
        'comparisons: { procedure: { weights: { low: 0.7, hgh: 0.7 }, transitions: { low: { low: 1 } } } }\nsided: two\ntarget: { power: 0.8 }',
      ),
      [
        '15:8 sided is two, must be one: each comparison is of a benefit over control',
        '16:1 target is of `sojourn size`, which takes two arms, must be left out beside comparisons',
        '1:1 efficacy is missing, must be by a spending function, such as { spending: obrien-fleming }: the alpha of a comparison changes in the trial',
        '14:55 arm "hgh" is not in the design; did you mean "high"?',
        '14:89 low has a transition to itself, must be to another arm',
      ],
    ],
    [
      'boundaries that are given',
      arms('comparisons: { procedure: dunnett }\nefficacy: { z: [2.5, 2] }'),
      ["15:1 efficacy has z, must have spending or shape: Dunnett's boundaries follow from alpha"],
    ],
    [
      'futility above efficacy',
      arms(`${dunnett}\nfutility: { z: [4] }`),
      ['16:17 at analysis 1 futility is at z 4, must be below efficacy, 2.433'],
    ],
    [
      'a shape for a graph',
      arms('comparisons: { procedure: holm }\nefficacy: { shape: pocock }'),
      [
        '15:1 efficacy is not by a spending function, must be, such as { spending: obrien-fleming }: the alpha of a comparison changes in the trial',
      ],
    ],
    [
      'hypotheses and subgroups',
      arms(`${dunnett}\nhypotheses: { PFS: { weight: 1 } }\nrandomised: { among: some }`),
      [
        '16:1 hypotheses are of several endpoints of two arms, must be left out beside comparisons',
        '17:1 randomised is on reaching a state or among a subgroup, must be entry: with comparisons all who enter are randomised',
        '17:1 randomised is on reaching a state or among a subgroup, must be entry: there is no scenario',
      ],
    ],
    [
      'a test of two arms',
      arms(dunnett).replace('test: log-rank', 'test: { cox: { margin: 1.3 } }'),
      [
        '10:1 the test with a margin is of a design of two arms, must be another beside comparisons, such as log-rank',
      ],
    ],
  ])('%s', (_, text, mistakes) => expect(mistakesIn(text)).toEqual(mistakes));
});
