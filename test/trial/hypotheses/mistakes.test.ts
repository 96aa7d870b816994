import { describe, expect, it } from 'vitest';
import { mistakesIn } from '../language/designs.ts';
import { both, populations } from './designs.ts';

/** What the design says, what somebody may write, and what is told. */
const slips: [text: string, says: string, written: string, told: string[]][] = [
  [both, 'weight: 0.4', 'weight: 0.5', ['12:1 the weights add up to 1.1, must be at most 1']],
  [both, 'weight: 0.4', 'weight: -1', ['13:18 weight is -1, must be from 0 to 1']],
  [
    both,
    'weight: 0.4',
    'alpha: 0.05',
    ['13:17 alpha is 0.05, must be from 0 to 0.025, the alpha of the design'],
  ],
  [
    both,
    'weight: 0.4',
    'weight: 0.4, alpha: 0.01',
    ['13:30 hypothesis PFS has more than one of a weight, an alpha and a weight in the graph, must have one'],
  ],
  [both, 'PFS: { OS: 1 }', 'PFS: { OS: 1.5 }', ['15:36 OS is 1.5, must be from 0 to 1']],
  [
    both,
    'OS: { PFS: 0.5 }',
    'OS: { OS: 0.5, PSF: 0.6 }',
    [
      '15:51 OS has a transition to itself, must be to another hypothesis',
      '15:61 hypothesis "PSF" is not in the design; did you mean "PFS"?',
      '15:41 the transitions of OS add up to 1.1, must be at most 1',
    ],
  ],
  [
    both,
    'graph: { transitions: { PFS: { OS: 1 }, OS: { PFS: 0.5 } } }\n',
    '',
    [
      '1:1 graph is missing, must say how the hypotheses share alpha: hierarchical, bonferroni, holm, hochberg, fallback, or transitions',
    ],
  ],
  [
    both,
    'graph: { transitions: { PFS: { OS: 1 }, OS: { PFS: 0.5 } } }',
    'graph: hierarchical',
    ['12:1 weights stand beside the hierarchical procedure, must be left out: it tests at all of alpha'],
  ],
  [
    both,
    '  PFS: { weight: 0.4, events: 150 }\n  OS: { weight: 0.6, events: 140 }\ngraph: { transitions: { PFS: { OS: 1 }, OS: { PFS: 0.5 } } }',
    '  PFS: { events: 150 }\n  OS: { events: 140 }\ngraph: { transitions: { PFS: { OS: 1 }, OS: { PFS: 0.5 } } }',
    ['13:3 hypothesis PFS has no alpha, must have a weight or an alpha, which may be 0'],
  ],
  [
    both,
    '  PFS: { weight: 0.4, events: 150 }\n  OS: { weight: 0.6, events: 140 }\ngraph: { transitions: { PFS: { OS: 1 }, OS: { PFS: 0.5 } } }',
    '  PFS: { events: 150 }\n  OS: { weight: 0.6, events: 140 }\ngraph: holm',
    ['13:3 hypothesis PFS has no alpha, must have a weight or an alpha, which may be 0'],
  ],
  [
    both,
    '  PFS: { weight: 0.4, events: 150 }',
    '  PFS: { weight: 0.2, events: 150 }\n  PFS: { weight: 0.2, events: 150 }',
    ['14:3 "PFS" is given a second time, must be given once'],
  ],
  [
    both,
    '{ PFS: 90 } }',
    '{ PFS: 90 }, tests: [OS] }\n  - { events: { PSF: 95 }, tests: [OSS] }',
    [
      '18:22 endpoint or hypothesis "PSF" is not in the design; did you mean "PFS"?',
      '18:36 hypothesis "OSS" is not in the design; did you mean "OS"?',
    ],
  ],
  [
    both,
    '90 } }\n  - { events: { PFS: 150, OS: 80 }, whichever: last }',
    '90 }, tests: [OS] }',
    ['13:3 hypothesis PFS has no look, must be among `tests` of an analysis'],
  ],
  [both, '{ PFS: 90 } }', '90 }', ['17:15 events are 90 of no endpoint, must name one: { PFS: 90 }']],
  [both, '{ PFS: 90 } }', '{} }', ['17:7 events is a mapping, must name an endpoint or a hypothesis']],
  [
    both,
    '{ PFS: 90 } }',
    '{ PFS: 90 }, whichever: last }',
    ['17:39 whichever is last, must stand beside a time and events, or events of several endpoints'],
  ],
  [
    both,
    '{ events: { PFS: 90 } }',
    '{ patients: 241, after: 6, gap: 2 }',
    [
      '17:17 patients is 241, must be a whole number from 1 to 240, the number of patients',
      '17:37 gap is 2, must be left out of the first analysis: it is to the one before',
    ],
  ],
  [
    both,
    'test: log-rank',
    'test: log-rank\nvisits: 2\nassessed: { PFSS: OS, OS: PFS }',
    [
      '11:19 endpoint "PFSS" is not in the hypotheses; did you mean "PFS"?',
      '11:19 OS is known at once, must not be assessed itself',
    ],
  ],
  [
    both,
    'treatment: {',
    'treatment: { crossover: { share: 0.5 },',
    ['5:16 crossover is from control to treatment, must be of control'],
  ],
  [
    both,
    'control: {',
    'control: { crossover: { share: 1.2 },',
    ['4:34 share is 1.2, must be above 0 and below 1; of all patients, the law after progression says so'],
  ],
  [
    both,
    'test: log-rank',
    'test: log-rank\nassessed: [PFS]',
    ['10:1 assessed endpoints are seen at visits, and the design has no `visits`'],
  ],
  [
    both,
    '{ PFS: 90 } }',
    '{ PFS: 1000 } }',
    ['17:22 PFS is 1000, must be a whole number from 1 to 240, the number of patients'],
  ],
  [
    both,
    '{ PFS: 90 } }',
    '{ PFS: 90 }, information: 0.5, fraction: 0.5 }',
    [
      '17:41 information differs by hypothesis, must be events or a time',
      '17:56 a fraction is of one hypothesis, must be in its list of `fractions`',
    ],
  ],
  [
    both,
    'significant: PFS',
    'significant: [PFS, XX]',
    ['20:32 hypothesis "XX" is not in the design; it has PFS, OS'],
  ],
  [
    both,
    'hazard-ratio: OS, below',
    'hazard-ratio: OSS, below',
    ['20:49 hypothesis "OSS" is not in the design; did you mean "OS"?'],
  ],
  [
    both,
    ', below: 0.9',
    '',
    ['20:33 hazard-ratio and below must stand together: { hazard-ratio: OS, below: 0.9 }'],
  ],
  [
    both,
    'weight: 0.4, events: 150 }',
    'weight: 0.4 }',
    [
      '13:3 events are missing, must be the number planned at its last look, at which all of its alpha is spent',
    ],
  ],
  [
    both,
    'efficacy: { spending: obrien-fleming }\n',
    '',
    [
      '12:3 efficacy is missing, must say how alpha is spent over its 2 looks, such as { spending: obrien-fleming }',
      '13:3 efficacy is missing, must say how alpha is spent over its 3 looks, such as { spending: obrien-fleming }',
    ],
  ],
  [
    both,
    'spending: obrien-fleming',
    'shape: pocock',
    [
      '11:1 efficacy is not by spending, must be: alpha and information of a hypothesis are known only in the trial',
    ],
  ],
  [
    both,
    'spending: obrien-fleming',
    'spending: [0.01, 0.02, 0.025]',
    [
      '11:13 spending is a list of errors, must be a function such as obrien-fleming: the alpha of a hypothesis changes in the trial',
    ],
  ],
  [
    both,
    'test: log-rank\n',
    '',
    [
      '12:3 test is missing, must be given here or for the whole design, such as log-rank',
      '13:3 test is missing, must be given here or for the whole design, such as log-rank',
    ],
  ],
  [
    both,
    'test: log-rank',
    'test: { rmst: { tau: 24 } }',
    [
      '13:3 the information of the test is not the number of events, must be given as `fractions`, one for each of its 2 looks',
      '14:3 the information of the test is not the number of events, must be given as `fractions`, one for each of its 3 looks',
    ],
  ],
  [
    both,
    'test: log-rank',
    'test: { cox: { margin: 1.2 } }',
    ['9:1 a test with a margin is of a design with one endpoint, must be without one here'],
  ],
  [
    both,
    '  OS: { weight: 0.6',
    '  OS: { endpoint: TTP, weight: 0.6',
    ['14:19 endpoint "TTP" is not in an illness-death model; it has PFS, OS'],
  ],
  [
    both,
    'OS: { weight: 0.6',
    'OS: { population: young, weight: 0.6',
    ['14:21 a population is a subgroup of a scenario, must be left out: arms are illness-death models'],
  ],
  [
    both,
    'alpha: 0.025',
    'alpha: 0.025\nsided: two\nfutility: { z: [0, 0] }\nevents: 100\ntarget: { power: 0.9 }\nendpoint: OS',
    [
      '11:8 sided is two, must be one: each hypothesis is of a benefit of treatment',
      '12:1 futility is of a design with one endpoint, must be left out beside hypotheses',
      '13:9 events is of a design with one endpoint, must be left out beside hypotheses',
      '15:11 endpoint stands beside hypotheses, must be given in each of them',
    ],
  ],
  [
    both,
    'progression: { median: 8 }',
    'progression: { median: 8 }, median: 3',
    [
      '4:50 median stands beside the transitions of an illness-death model, must be left out, or be the law of one of them',
    ],
  ],
  [
    both,
    'progression: { median: 8 }, ',
    '',
    ['4:3 progression is missing, must be a law such as { median: 12 }: the arm is an illness-death model'],
  ],
  [
    both,
    'death-after-progression: { median: 12 }',
    'death-after-progression: { hazard-ratio: 12 }',
    ['4:108 hazard-ratio is given for control, must be given for treatment: it is the ratio to control'],
  ],
  [
    both,
    'death: { hazard: 0.01 }, death-after-progression: { median: 12 } }\n  treatment: {',
    'death-after-progression: { median: 12 } }\n  treatment: { death: { hazard-ratio: 0.5 },',
    ['5:39 hazard-ratio is relative to control, which has no death'],
  ],
  [
    both,
    'OS: { weight: 0.6, events: 140 }',
    'OS: { weight: 0.6, fractions: [0.5, 1] }',
    ['14:22 fractions are 0.5, 1, must be 3, one for each of its looks, increasing to 1'],
  ],
  [
    populations,
    'population: high',
    'population: hihg',
    ['13:28 stratum "hihg" is not in the design; did you mean "high"?'],
  ],
  [
    populations,
    'everybody: { events',
    'everybody: { endpoint: OS, events',
    [
      '13:3 endpoints are OS and PFS, must be one: arms have laws of one event; arms with progression, death and death-after-progression have PFS and OS',
    ],
  ],
  [
    populations,
    'everybody: { events',
    'everybody: { weight: 1, events',
    ['11:1 weights stand beside the hochberg procedure, must be left out: it tests at all of alpha'],
  ],
];

describe('what is wrong with a design with hypotheses', () => {
  it('is nothing, if nothing is', () => {
    expect(mistakesIn(both)).toEqual([]);
    expect(mistakesIn(populations)).toEqual([]);
  });

  it.each(slips)('%# is told with its place', (text, says, written, told) => {
    expect(text).toContain(says);
    expect(told).not.toEqual([]);
    expect(mistakesIn(text.replace(says, written))).toEqual(told);
  });

  it('is told of keys that only hypotheses have, and of arms of one event', () => {
    const alone = both
      .replace(/hypotheses:[\s\S]*/, 'endpoint: TTP\ngraph: holm\nsuccess: { significant: PFS }\n')
      .concat('analyses: [{ events: { PFS: 90 }, tests: [PFS] }]\n');
    expect(mistakesIn(alone)).toEqual([
      '12:11 endpoint "TTP" is not in an illness-death model; it has PFS, OS',
      '13:8 graph is of several hypotheses, must be left out: the design has no `hypotheses`',
      '14:1 success is of several hypotheses, must be left out: the design has no `hypotheses`',
      '15:35 tests name hypotheses, must be left out: the design has no `hypotheses`',
    ]);
  });
});
