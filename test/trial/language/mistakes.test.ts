import { describe, expect, it } from 'vitest';
import { mistakesIn, plain, worked } from './designs.ts';

/** What the design says, what somebody may write, and what is told. */
const slips: [says: string, written: string, told: string[]][] = [
  ['alpha: 0.025', 'alpha: 0', ['11:8 alpha is 0, must be above 0 and below 0.5']],
  ['alpha: 0.025', 'alpha: 0.5', ['11:8 alpha is 0.5, must be above 0 and below 0.5']],
  ['alpha: 0.025', 'alpah: 0.025', ['11:1 unknown key "alpah"; did you mean "alpha"?']],
  [
    'power: 0.8',
    'power: 1',
    ['17:18 power is 1, must be above 0.025, the one-sided alpha, and below 1: no size gives a power of 1'],
  ],
  ['median: 20', 'median: -3', ['4:22 median is -3, must be above 0']],
  ['median: 20', 'medain: 20', ['4:14 unknown key "medain"; did you mean "median"?']],
  [
    'median: 20',
    'median: 20, hazard: 0.1',
    ['4:3 control has median and hazard, must have one of median, hazard, survival or law'],
  ],
  ['hazard-ratio: 0.7', 'hazard-ratio: 0', ['5:30 hazard-ratio is 0, must be above 0']],
  [
    'hazard-ratio: 0.7',
    'hazard-ratio: "0,7"',
    [
      '5:30 hazard-ratio is "0,7", must be a number, or one with its source such as { value: 20.5, from: a trial }',
    ],
  ],
  [
    '{ hazard-ratio: 0.7 }',
    'standard',
    [
      '5:14 treatment is a strategy, standard, must be a law such as { median: 20 }; or `scenario` must name a file',
    ],
  ],
  [
    '  control: { median: 20 }\n',
    '',
    [
      '4:30 hazard-ratio is relative to a control arm, must have one',
      '9:7 test log-rank compares two arms, must be binomial, one-sample-log-rank, or proportion with a null: there is no control arm',
    ],
  ],
  [
    'test: log-rank',
    'test: logrank',
    ['10:7 test is "logrank", must be log-rank, max-combo, cox or a mapping; did you mean "log-rank"?'],
  ],
  [
    'test: log-rank',
    'test: { max-combo: [{ rho: 0, gamma: 1 }] }',
    ['10:9 max-combo has 1 weight, must have 2 to 4'],
  ],
  [
    'test: log-rank',
    'test: { max-combo: [{ rho: 0, gamma: 1 }, { rho: -1, gamma: 0 }, { rho: 0, gamma: 1 }] }',
    [
      '10:50 rho is -1, must be from 0 to 10',
      '10:66 the weight with rho 0 and gamma 1 is there twice, must differ',
    ],
  ],
  ['test: log-rank', 'test: { rmts: { tau: 3 } }', ['10:9 unknown key "rmts"; did you mean "rmst"?']],
  [
    'test: log-rank',
    'test: { rmst: { tau: 90 } }',
    ['15:5 the last analysis is at 48, must be after 90, the last time that the test uses'],
  ],
  [
    'test: log-rank',
    'test: { binomial: { at: 12, share: 0.5 } }',
    ['10:1 test binomial is for a single arm, must compare two: there is a control arm'],
  ],
  [
    'test: log-rank',
    'test: { cox: { margin: 1.3 } }\nsided: two',
    ['11:8 sided is two, must be one for a margin'],
  ],
  [
    'events: 201',
    'events: 99',
    ['14:5 the information of analysis 2 is 99 events, must be more than the 99 of the one before'],
  ],
  [
    'events: 300',
    'events: 700',
    ['15:15 events is 700, must be a whole number from 1 to 600, the number of patients'],
  ],
  [
    'events: 99',
    'events: 99.5',
    ['13:15 events is 99.5, must be a whole number from 1 to 600, the number of patients'],
  ],
  [
    'test: log-rank',
    'test: log-rank\nrandomisation: { block: 5 }',
    ['11:25 block is 5, must be a multiple of 2, the patients of the ratio 1:1, such as 4'],
  ],
  [
    'test: log-rank',
    'test: log-rank\nrandomisation: { block: 4, within-strata: true }',
    ['11:43 within-strata is true, must be left out: the design has no strata, which `strata` would name'],
  ],
  [
    'test: log-rank',
    'test: log-rank\nrandomisation: simpel',
    ['11:16 randomisation is "simpel", must be simple or a mapping; did you mean "simple"?'],
  ],
  [
    '{ events: 201 }',
    '{ patients: 601, after: 6, gap: -1 }',
    [
      '14:17 patients is 601, must be a whole number from 1 to 600, the number of patients',
      '14:37 gap is -1, must be above 0',
    ],
  ],
  [
    '{ events: 201 }',
    '{ followed-for: 3, patients: 100 }',
    [
      '14:21 an analysis has followed-for and patients, must have one of them: { patients: 200, after: 6 } is when the first 200 have been followed for 6',
    ],
  ],
  [
    '{ events: 201 }',
    '{ events: { controll: 90 }, after: 2 }',
    [
      '14:27 arm or stratum "controll" is not in the design; did you mean "control"?',
      '14:40 after is 2, must stand beside patients: { patients: 200, after: 6 }',
    ],
  ],
  [
    '{ events: 99 }',
    '{ gap: 3 }',
    ['13:12 gap is 3, must be left out of the first analysis: it is to the one before'],
  ],
  [
    '{ events: 201 }',
    '{ followed-for: 30 }',
    ['14:21 the analysis is expected at 54, must be by 48, when follow-up ends'],
  ],
  [
    '{ events: 99 }\n  - { events: 201 }',
    '{ patients: 300, after: 6 }\n  - { time: 15 }',
    ['14:13 the analysis is expected at 15, must be after 18, the analysis before'],
  ],
  [
    '{ events: 300 }',
    '{ patients: 300 }',
    [
      '15:5 the last analysis is at 12, must not be before accrual ends, 24: patients who enter later would not count',
    ],
  ],
  [
    '{ events: 201 }',
    '{ events: 201, skip-below: 20 }',
    [
      '14:32 skip-below needs alpha spent by what each trial sees: efficacy: { spending: obrien-fleming, information: observed }',
    ],
  ],
  [
    '{ events: 300 }',
    '{ events: 300, skip-below: 20 }',
    ['15:32 skip-below is 20, must be left out of the last analysis: it spends what is left of alpha'],
  ],
  [
    '{ events: 300 }',
    '{ events: 300, spending-time: 0.9 }',
    [
      '13:5 spending-time is missing, must be given for all analyses or none',
      '14:5 spending-time is missing, must be given for all analyses or none',
      '15:35 spending-time is 0.9, must be 1 at the last analysis',
    ],
  ],
  [
    'spending: obrien-fleming',
    'shape: pocock, information: observed',
    ['16:41 information is observed, must stand beside a spending function such as obrien-fleming'],
  ],
  ['events: 201', 'time: 60', ['14:13 time is 60, must be at most 48, when follow-up ends']],
  [
    'events: 300',
    'time: 12',
    [
      '15:13 the last analysis is at 12, must not be before accrual ends, 24: patients who enter later would not count',
    ],
  ],
  [
    'unit: month',
    'unit: month\nevents: 200',
    ['16:5 the last analysis is at 300 events, must be at the 200 that are planned'],
  ],
  ['follow-up: 24', 'follow-up: -1', ['8:12 follow-up is -1, must be at least 0']],
  ['accrual: { duration: 24 }', 'accrual: { duration: 0 }', ['7:22 duration is 0, must be above 0']],
  [
    'accrual: { duration: 24 }',
    'accrual: {}',
    ['7:1 accrual has no duration, rate or rates; must have one of them'],
  ],
  [
    'accrual: { duration: 24 }',
    'accrual: { rate: 8, duration: 24 }',
    ['7:31 duration and rates make 192 patients, and patients is 600; must be two of the three'],
  ],
  [
    'accrual: { duration: 24 }',
    'accrual: { rates: [{ from: 0, rate: 8, to: 16 }] }',
    [
      '7:44 `to` needs the time at which the last rates end; must be left out, or accrual must have a duration',
    ],
  ],
  [
    'accrual: { duration: 24 }',
    'accrual: { rates: [{ from: 0, rate: 8 }, { from: 6, rate: 0 }] }',
    ['7:59 rate is 0 at the end, must be above 0, so that all can enter'],
  ],
  ['patients: 600', 'patients: 1', ['6:11 patients is 1, must be at least 2, one in each arm']],
  [
    'patients: 600',
    'patients: 600\nscreened: 900',
    ['7:11 screened must be left out: all who enter are randomised'],
  ],
  [
    'patients: 600',
    'patients: 600\nallocation: 1:0',
    ['7:13 allocation is 1:0, must have patients in both arms'],
  ],
  [
    'patients: 600\n',
    '',
    ['1:1 patients is missing, must be the number who are randomised; `sojourn size` finds it'],
  ],
  [
    'efficacy: { spending: obrien-fleming }\n',
    '',
    [
      '1:1 efficacy is missing, must say how alpha is spent over 3 analyses, such as { spending: obrien-fleming }',
    ],
  ],
  [
    'spending: obrien-fleming',
    'spending: obrien-flemming',
    [
      '16:23 spending is "obrien-flemming", must be obrien-fleming, pocock, a list or a mapping; did you mean "obrien-fleming"?',
    ],
  ],
  ['spending: obrien-fleming', 'z: [3, 2]', ['16:13 z has 2 values, must have 3, one for each analysis']],
  [
    'spending: obrien-fleming',
    'spending: { hwang-shih-decani: 50 }',
    ['16:44 hwang-shih-decani is 50, must be from -40 to 40'],
  ],
  [
    'spending: obrien-fleming }',
    'spending: obrien-fleming }\nfutility: { conditional-power: [0.2], under: { hazard-ratio: 0 }, z: [0] }',
    [
      '17:13 conditional-power has 1 values, must have 2, one for each analysis but the last, or be one number',
      '17:1 futility has z and conditional-power, must have one of them',
    ],
  ],
  [
    'spending: obrien-fleming }',
    'spending: obrien-fleming }\nfutility: { hazard-ratio: [-1, none], under: trend }',
    [
      '17:46 under is of conditional-power, must stand beside it',
      '17:28 hazard-ratio[0] is -1, must be above 0',
    ],
  ],
  [
    'spending: obrien-fleming }',
    'spending: obrien-fleming }\nfutility: { z: [4, 1] }',
    ['17:17 at analysis 1 futility is at z 4, must be below efficacy, 3.731'],
  ],
  [
    'spending: obrien-fleming }',
    'spending: obrien-fleming }\nsided: two\nfutility: { z: [0, 1] }',
    ['18:1 a two-sided trial has futility boundaries, must have none'],
  ],
  [
    'dropout: { hazard: 0.01 }',
    'dropout: { law: weibull, shape: 0, scale: 200 }',
    ['9:33 shape is 0, must be > 0'],
  ],
  [
    'dropout: { hazard: 0.01 }',
    'dropout: { hazard: 0.01, shape: 2 }',
    ['9:33 shape is a parameter of a law, must stand beside one, such as law: weibull'],
  ],
  [
    'dropout: { hazard: 0.01 }',
    'dropout: { hazard-ratio: 0.5 }',
    ['9:26 hazard-ratio changes a law, must stand beside one, such as law: weibull'],
  ],
  [
    'dropout: { hazard: 0.01 }',
    'dropout: { hazard: 0.01, share: 0.05, by: 12 }',
    ['9:1 dropout has hazard and share, must have one of hazard, share, steps, median, survival or law'],
  ],
  [
    'dropout: { hazard: 0.01 }',
    'dropout: { share: 0.05 }',
    ['9:1 by is missing, must be the time by which that share is lost, such as { share: 0.05, by: 12 }'],
  ],
  [
    'unit: month',
    'unit: months',
    ['2:7 unit is "months", must be day, week, month or year; did you mean "month"?'],
  ],
  ['unit: month', 'unit: month\nenrol: [few]', ['3:1 enrol names strata, must have strata to choose from']],
  [
    'unit: month',
    'unit: month\nrandomised: { on-reaching: complete }',
    ['3:1 randomised is on reaching a state or among a subgroup, must be entry: there is no scenario'],
  ],
  [
    '{ median: 20 }',
    '{ survival: [{ at: 12, share: 0.8 }, { at: 12, share: 0.5 }] }',
    ['4:55 at is 12, must be above 12'],
  ],
  [
    '{ median: 20 }',
    '{ hazard: [{ from: 1, hazard: 0.1 }] }',
    ['4:31 from is 1, must be 0: the first step begins there'],
  ],
];

/** Numbers that nothing can be simulated with, or that no trial has. */
const outOfRange: [says: string, written: string, told: string][] = [
  ['median: 20', 'median: 1e-300', '4:22 median is 1e-300, must be from 0.000001 to 1,000,000'],
  ['median: 20', 'median: 1e300', '4:22 median is 1e+300, must be from 0.000001 to 1,000,000'],
  ['median: 20', 'hazard: 1e300', '4:22 hazard is 1e+300, must be from 0.000000001 to 1,000,000'],
  ['hazard-ratio: 0.7', 'hazard-ratio: 1e-300', '5:30 hazard-ratio is 1e-300, must be from 0.0001 to 10,000'],
  [
    'hazard-ratio: 0.7',
    'hazard-ratio: [{ from: 0, ratio: 1 }, { from: 1e300, ratio: 2 }]',
    '5:62 from is 1e+300, must be from 0.000001 to 1,000,000',
  ],
  [
    'patients: 600',
    'patients: 2147483648',
    '6:11 patients is 2147483648, must be a whole number from 1 to 1,000,000',
  ],
  [
    'events: 300',
    'events: 2147483648',
    '15:15 events is 2147483648, must be a whole number from 1 to 600, the number of patients',
  ],
  ['duration: 24', 'duration: 1e300', '7:22 duration is 1e+300, must be from 0.000001 to 1,000,000'],
  ['{ duration: 24 }', '{ rate: 1e-300 }', '7:18 rate is 1e-300, must be from 0.000000001 to 1,000,000,000'],
  [
    '{ duration: 24 }',
    '{ rate: 1e-6 }',
    '7:18 accrual goes on until 600000000, must end by 1,000,000: raise the rate',
  ],
  ['follow-up: 24', 'follow-up: 1e300', '8:12 follow-up is 1e+300, must be 0, or from 0.000001 to 1,000,000'],
  [
    '{ hazard: 0.01 }',
    '{ hazard: 1e300 }',
    '9:20 hazard is 1e+300, must be 0, or from 0.000000001 to 1,000,000',
  ],
  [
    'test: log-rank',
    'test: { rmst: { tau: 1e-300 } }',
    '10:22 tau is 1e-300, must be from 0.000001 to 1,000,000',
  ],
  [
    'test: log-rank',
    'test: { fleming-harrington: { rho: 1e300, gamma: 0 } }',
    '10:36 rho is 1e+300, must be from 0 to 10',
  ],
  [
    'test: log-rank',
    'test: { cox: { margin: 1e300 } }',
    '10:24 margin is 1e+300, must be from 0.0001 to 10,000',
  ],
  ['alpha: 0.025', 'alpha: 1e-300', '11:8 alpha is 1e-300, must be above 0 and below 0.5'],
  ['alpha: 0.025', 'nominal-ratio: -1', '11:16 nominal-ratio is -1, must be above 0'],
  ['spending: obrien-fleming', 'z: [1e300, 3, 2]', '16:17 z[0] is 1e+300, must be from -20 to 20'],
  ['spending: obrien-fleming', 'p: [0, 0.01, 0.02]', '16:17 p[0] is 0, must be above 0 and below 1, or none'],
  [
    'spending: obrien-fleming',
    'spending: { power-family: 1e300 }',
    '16:39 power-family is 1e+300, must be from 0.01 to 100',
  ],
  [
    'spending: obrien-fleming',
    'shape: { wang-tsiatis: 1e300 }',
    '16:36 wang-tsiatis is 1e+300, must be from -5 to 5',
  ],
  [
    'spending: obrien-fleming',
    'spending: [0.001, 0.01, 0.02]',
    '16:13 the errors given add up to 0.02, must be 0.025',
  ],
  [
    'events: 99',
    'information: 0.001',
    '13:20 information 0.001 is expected at 0.3 events, of 300 at the last analysis; must be expected at 1 event or more',
  ],
];

/** What other programs call boundaries. */
const otherNames: [written: string, told: string][] = [
  [
    'spending: hsd',
    'spending is "hsd"; Hwang-Shih-DeCani spending is written { spending: { hwang-shih-decani: -4 } }',
  ],
  [
    'spending: { hsd: -4 }',
    'unknown key "hsd"; Hwang-Shih-DeCani spending is written { spending: { hwang-shih-decani: -4 } }',
  ],
  [
    'spending: sfLDOF',
    `spending is "sfLDOF"; Lan-DeMets O'Brien-Fleming-like spending is written { spending: obrien-fleming }`,
  ],
  ['spending: asP', `spending is "asP"; Lan-DeMets Pocock-like spending is written { spending: pocock }`],
  [
    'spending: asKD',
    `spending is "asKD"; power-family spending is written { spending: { power-family: 3 } }`,
  ],
  [
    'spending: OF',
    `spending is "OF"; O'Brien and Fleming's own boundaries are written { shape: obrien-fleming }`,
  ],
  ['shape: WT', `shape is "WT"; Wang and Tsiatis's boundaries are written { shape: { wang-tsiatis: 0.25 } }`],
  ['shape: P', `shape is "P"; Pocock's own boundaries are written { shape: pocock }`],
];

describe('a design with a slip', () => {
  it.each([
    [
      'treatment: { hazard-ratio: 0.7 }',
      'treatment: 0.7',
      'must be text or a mapping such as { median: 12 }',
    ],
    ['test: log-rank', 'test: { cox: 1.3 }', 'cox is 1.3, must be a mapping such as { margin: 1.3 }'],
    ['{ spending: obrien-fleming }', 'pocock', 'must be a mapping such as { spending: obrien-fleming }'],
    ['target: { power: 0.8 }', 'target: 0.8', 'target is 0.8, must be a mapping such as { power: 0.8 }'],
  ])('of shape has an example: %s, written as %s', (says, written, told) => {
    expect(plain).toContain(says);
    expect(mistakesIn(plain.replace(says, written)).join()).toContain(told);
  });

  it('has none to begin with', () => expect(mistakesIn(plain)).toEqual([]));

  it.each(slips)('%s, written as %s, is told with its place', (says, written, told) => {
    expect(plain).toContain(says);
    expect(mistakesIn(plain.replace(says, written))).toEqual(told);
  });

  it.each(outOfRange)('%s, written as %s, is out of range', (says, written, told) => {
    expect(plain).toContain(says);
    expect(mistakesIn(plain.replace(says, written))).toEqual([told]);
  });

  it.each(otherNames)('%s is told how it is written here', (written, told) => {
    const [only, ...more] = mistakesIn(plain.replace('spending: obrien-fleming', written));
    expect(only).toMatch(/^16:\d+ /);
    expect(only).toContain(told);
    expect(more).toEqual([]);
  });

  it('is told of all of them at once, those of boundaries too', () => {
    const text = plain
      .replace('median: 20', 'median: -3')
      .replace('alpha: 0.025', 'alpha: 0.6')
      .replace('events: 99', 'events: 0')
      .replace('{ spending: obrien-fleming }', '{ spending: { hwang-shih-decani: 50 } }');
    const alone = plain.replace('median: 20', 'median: -3').replace('obrien-fleming', '{ power-family: 0 }');
    expect(mistakesIn(text)).toEqual([
      '11:8 alpha is 0.6, must be above 0 and below 0.5',
      '4:22 median is -3, must be above 0',
    ]);
    expect(mistakesIn(alone)).toEqual([
      '4:22 median is -3, must be above 0',
      '16:39 power-family is 0, must be from 0.01 to 100',
    ]);
  });

  it.each(['constructor', 'valueOf', 'toString', 'hasOwnProperty', '__proto__'])(
    'has no key, test or strategy %s for being one of JavaScript',
    (name) => {
      const told = (says: string, written: string) => mistakesIn(plain.replace(says, written));
      expect(told('unit: month', `unit: month\n${name}: 1`)[0]).toMatch(/^3:1 /);
      expect(told('median: 20', `median: 20, ${name}: 1`)[0]).toMatch(/^4:26 /);
      expect(told('test: log-rank', `test: ${name}`)[0]).toMatch(/^10:7 test is "/);
      expect(told('test: log-rank', `test: { ${name}: {} }`)[0]).toMatch(/^10:9 /);
      expect(told('spending: obrien-fleming', `spending: ${name}`)[0]).toMatch(/^16:23 spending is "/);
      expect(told('spending: obrien-fleming', `spending: { ${name}: 1 }`)[0]).toMatch(/^16:25 /);
    },
  );

  it('cannot spend alpha where binding futility stops nearly all', () => {
    // P(2.5 < Z < 2.963 at half the information): R's pnorm(-2.5)
    const text = plain.replace(
      '{ spending: obrien-fleming }',
      '{ spending: obrien-fleming }\nfutility: { z: [2.5, none], binding: yes }',
    );
    expect(mistakesIn(text)).toEqual([
      '17:1 futility at look 1, z 2.5, binds, and stops so many trials that no more than 0.00621 of alpha, 0.025, can be spent; must be lower, or not binding',
    ]);
    expect(mistakesIn(text.replace('binding: yes', 'binding: no'))).toEqual([]);
  });

  it.each([
    ['', '1:1 the file is empty; a design starts with `trial: its title`'],
    ['- a', '1:1 the file holds a list, must be a mapping; a design starts with `trial: its title`'],
    ['trial: [', '1:9 a { or [ before this is not closed, must end with } or ]'],
  ])('%j is no design', (text, told) => expect(mistakesIn(text)).toEqual([told]));
});

/** Likewise of a design of strategies. */
const slipsOfStrategies: [says: string, written: string, told: string][] = [
  [
    'endpoint: PFS',
    'endpoint: PFS-cancer',
    'endpoint PFS-cancer censors patients by its definition, so their event times are unknown; must be one that does not censor: OS, PFS, organ-preservation, regrowth',
  ],
  ['endpoint: PFS', 'endpoint: PSF', 'endpoint "PSF" is not in the scenario; did you mean "PFS"?'],
  [
    'on-reaching: complete',
    'on-reaching: compleat',
    'state or group "compleat" is not defined; did you mean "complete"?',
  ],
  ['on-reaching: complete', 'on-reaching: mdt', 'mdt is a decision, in which no time is spent'],
  [
    'on-reaching: complete',
    'on-reaching: watched-partial',
    'no patient of study-schedule spends time in watched-partial',
  ],
  ['on-reaching: complete', 'among: completed', 'membership of subgroup completed is known only after entry'],
  [
    'on-reaching: complete',
    'on-reaching: complete, among: complete',
    'subgroup "complete" is not in the scenario; did you mean "completed"?',
  ],
  [
    'follow-up: 36',
    'follow-up: 100',
    'the first patients are followed for 136, must be at most the horizon of the scenario, 120',
  ],
  [
    'control: study-schedule',
    'control: study-shedule',
    'strategy "study-shedule" is not in the scenario; did you mean "study-schedule"?',
  ],
  [
    'treatment: maintenance',
    'treatment: { strategy: maintenance, set: { pps-scael: 3 } }',
    'parameter "pps-scael" is not in the scenario; did you mean "pps-scale"?',
  ],
  [
    'treatment: maintenance',
    'treatment: { strategy: maintenance, set: { local-share: 3 } }',
    'must be a probability from 0 to 1',
  ],
  [
    'treatment: maintenance',
    'treatment: { median: 3 }',
    'median is a plain law, must be left out: arms are strategies of the scenario',
  ],
  ['unit: month', 'unit: week', 'unit is week, must be month as in the scenario'],
  ['rate: late-rate', 'rate: late-raet', 'parameter "late-raet" is not defined; did you mean "late-rate"?'],
  [
    'accrual: { duration: 36 }',
    'accrual: { rate: 8 }',
    'screened is missing, must be the number who enter the cohort',
  ],
];

describe('a design of strategies with a slip', () => {
  const sound = worked('after-completion-from-completion');
  it('has none to begin with', () => expect(mistakesIn(sound)).toEqual([]));

  it.each(slipsOfStrategies)('%s, written as %s, is told where it stands', (says, written, told) => {
    expect(sound).toContain(says);
    const changed = sound.replace(says, written);
    const [first] = mistakesIn(changed);
    expect(first).toContain(told);
    // in the line of the slip, or at the top where something is missing
    const line = changed.split('\n').findIndex((one) => one.includes(written)) + 1;
    const top = changed.split('\n').findIndex((one) => one.startsWith('trial:')) + 1;
    expect([line, top]).toContain(Number(first!.split(':')[0]));
  });
});
