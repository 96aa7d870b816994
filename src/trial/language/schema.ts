import * as z from 'zod';
import { didYouMean } from '../../language/names.ts';
import { procedureNames } from '../../multiplicity/procedures.ts';
import { strategy } from '../../scenario/schema/index.ts';
import { jsonSchemaOf } from '../../scenario/schema/json-schema.ts';
import { curve, lawKeys, lifeTable } from '../../scenario/schema/model.ts';
import { interval, name, prior, yesNo } from '../../scenario/schema/quantity.ts';
import { spendingFamilies } from '../../sequential/spending/index.ts';
import type { SpendingFamily } from '../../sequential/spending/spending.ts';
import { abbreviationOf } from './abbreviations.ts';
import { methodSchema, rulesSchema } from './rules-schema.ts';

const text = z.string().min(1);
const number = z.number();

/** A number of a design, alone or with its evidence. */
const quantity = z
  .union(
    [
      number,
      z.strictObject({
        value: number,
        from: text.optional().describe('the source of the number'),
        assumption: text.optional().describe('the reason for this number, if no source gives it'),
        note: text.optional(),
        interval: interval.optional(),
        level: number.optional().describe('level of the interval, 0.95 unless said otherwise'),
        ...prior.shape,
        heterogeneity: z
          .number()
          .positive()
          .optional()
          .describe(
            'of a ratio with an interval: standard deviation of its logarithm between trials, for this trial is not the one that found it',
          ),
        'no-effect': z
          .number()
          .min(0)
          .max(1)
          .optional()
          .describe(
            'of a ratio: chance that it is 1 in truth; the distribution is that of the effect, if there is one',
          ),
      }),
    ],
    { error: 'must be a number, or one with its source such as { value: 20.5, from: a trial }' },
  )
  .meta({
    id: 'number',
    description:
      'a number, or { value, from, assumption, note }; with an interval, a range, quantiles or a distribution it is drawn for assurance',
    examples: [{ value: 20.5, from: 'a trial' }],
  });

const milestone = z.strictObject({
  at: number.describe('time since randomisation'),
  share: quantity.describe('share without the event by then'),
});

const milestones = z
  .union([milestone, z.array(milestone).min(1)])
  .meta({ examples: [{ at: 12, share: 0.8 }] });

const hazardStep = z
  .strictObject({ from: number, hazard: quantity })
  .meta({ examples: [{ from: 6, hazard: 0.05 }] });
const hazardSteps = z
  .array(hazardStep)
  .min(1)
  .meta({
    examples: [
      [
        { from: 0, hazard: 0.1 },
        { from: 6, hazard: 0.05 },
      ],
    ],
  });

/** Hazards over time since randomisation; exactly one of these. */
const hazards = {
  median: quantity.optional().describe('median time to the event, of one constant hazard'),
  response: quantity.optional().describe('share with the event by the time that a proportion test looks at'),
  hazard: z
    .union([quantity, hazardSteps])
    .meta({ examples: [0.05, [{ from: 0, hazard: 0.1 }]] })
    .optional()
    .describe('events per unit of time; or its steps, the first from 0'),
  survival: milestones
    .optional()
    .describe('share without the event at one time or several: constant hazards through these points'),
};

const ratio = z
  .union([
    quantity,
    z
      .array(z.strictObject({ from: number, ratio: quantity }).meta({ examples: [{ from: 6, ratio: 0.7 }] }))
      .min(1),
    z.strictObject({ ratio: quantity, after: number }),
  ])
  .meta({
    examples: [
      0.7,
      [
        { from: 0, ratio: 1 },
        { from: 6, ratio: 0.7 },
      ],
    ],
  });

/** A law of time since randomisation that stands alone: one of the hazards, or any law of scenarios. */
const ownLaw = {
  ...hazards,
  ...lawKeys(quantity),
  cure: quantity
    .optional()
    .describe(
      'with `law`: the cured share, which never has the event; the law applies to the other patients',
    ),
  'time-ratio': quantity.optional().describe('with `law`: acceleration factor, multiplies its times'),
  'hazard-ratio': ratio
    .optional()
    .describe(
      'with `law`: multiplies its hazard. A number, steps, or { ratio, after } for a change at that time',
    ),
};

const dropout = z
  .strictObject({
    ...ownLaw,
    share: quantity.optional().describe('share lost by the time `by`, at a constant hazard'),
    by: number.optional(),
    steps: hazardSteps.optional().describe('the same as `hazard` with steps'),
  })
  .meta({
    id: 'dropout',
    description:
      'loss to follow-up since randomisation: { share, by }, { hazard }, or any law of an arm, such as { law: weibull, shape: 0.8, scale: 200 }',
    examples: [{ share: 0.05, by: 12 }],
  });

/** The law of an arm: one of its own, or a ratio to control. */
const law = {
  ...ownLaw,
  'time-ratio': quantity
    .optional()
    .describe('acceleration factor: multiplies the times of control, or with `law` those of the law'),
  'hazard-ratio': ratio
    .optional()
    .describe(
      'hazard ratio to control, or with `law` to that law; below 1 favours treatment. A number, steps, or { ratio, after } for a delayed effect',
    ),
};

const stratumArm = z.strictObject(law).meta({ examples: [{ median: 12 }] });

/** The three transitions of an illness-death model, for endpoints that share their patients. */
const illnessDeath = {
  progression: stratumArm
    .optional()
    .describe('illness-death model: the law of progression; PFS ends with it or with death, OS with death'),
  death: stratumArm.optional().describe('illness-death model: the law of death without progression'),
  'death-after-progression': stratumArm
    .optional()
    .describe('illness-death model: the law of death after progression, in time since progression'),
  crossover: z
    .strictObject({ share: number.describe('share of the patients of control who progress') })
    .meta({ examples: [{ share: 0.5 }] })
    .optional()
    .describe(
      'illness-death model, control: patients who switch at progression and then die by the law of treatment; they stay in their arm',
    ),
};

const arm = z
  .union([
    text,
    z.strictObject({
      title: text.optional(),
      ...law,
      ...illnessDeath,
      strategy: text.optional().describe('a strategy of the scenario'),
      set: z
        .record(text, number)
        .meta({ examples: [{ 'death-rate': 0.05 }] })
        .optional()
        .describe('values that replace parameters of the scenario in this arm'),
      dropout: dropout.optional().describe('loss to follow-up of this arm; replaces that of the trial'),
    }),
  ])
  .meta({
    id: 'arm',
    description: 'the name of a strategy, or a plain law of the time to the event',
    examples: [{ median: 12 }],
  });

const accrual = z
  .strictObject({
    duration: number.optional().describe('from the first patient to the last'),
    rate: number.optional().describe('patients per unit of time'),
    rates: z
      .array(
        z
          .strictObject({
            from: number,
            rate: number,
            to: number.optional().describe('rate at the end of this piece, reached in a straight line'),
          })
          .meta({ examples: [{ from: 6, rate: 20 }] }),
      )
      .min(1)
      .meta({
        examples: [
          [
            { from: 0, rate: 10 },
            { from: 6, rate: 20 },
          ],
        ],
      })
      .optional()
      .describe('rates in steps or ramps, the first from 0, the last until all have entered'),
    entry: z
      .enum(['uniform', 'equally spaced', 'poisson'])
      .default('uniform')
      .describe(
        'entry times: independent (uniform at a constant rate), equally spaced, or a Poisson process',
      ),
  })
  .meta({
    description: 'how patients enter; if randomisation is later than entry, these are the screened patients',
    examples: [{ duration: 24 }],
  });

const test = z
  .union([
    z.enum(['log-rank', 'max-combo', 'cox']),
    z.strictObject({
      'fleming-harrington': z
        .strictObject({ rho: number, gamma: number })
        .meta({ examples: [{ rho: 0, gamma: 1 }] })
        .optional(),
      'max-combo': z
        .array(z.strictObject({ rho: number, gamma: number }).meta({ examples: [{ rho: 0, gamma: 1 }] }))
        .meta({
          examples: [
            [
              { rho: 0, gamma: 0 },
              { rho: 0, gamma: 1 },
            ],
          ],
        })
        .optional()
        .describe(
          'the largest of 2 to 4 Fleming-Harrington tests; `max-combo` alone has (0, 0), (0, 1), (1, 1) and (1, 0)',
        ),
      'modestly-weighted': z
        .strictObject({
          until: number.optional().describe('weights 1 / max(S(t), S(until))'),
          cap: number.optional().describe('instead: the largest weight; weights 1 / max(S(t), 1 / cap)'),
        })
        .meta({ examples: [{ until: 12 }, { cap: 2 }] })
        .optional(),
      rmst: z
        .strictObject({ tau: number })
        .meta({ examples: [{ tau: 36 }] })
        .optional(),
      milestone: z
        .strictObject({
          at: number,
          margin: number.default(0).describe('non-inferiority margin, as a difference in survival'),
        })
        .meta({ examples: [{ at: 36, margin: 0.1 }] })
        .optional(),
      cox: z
        .strictObject({ margin: number.describe('hazard ratio; above 1 for non-inferiority') })
        .meta({ examples: [{ margin: 1.3 }] })
        .optional(),
      proportion: z
        .strictObject({
          at: number.describe('time since randomisation by which the event counts'),
          better: z
            .enum(['higher', 'lower'])
            .default('higher')
            .describe('higher: a response; lower: a toxicity or a failure'),
          by: z
            .enum(['difference', 'ratio', 'fisher', 'boschloo'])
            .default('difference')
            .describe(
              'score test of the difference or the ratio (pooled z; with a margin Farrington and Manning), or an exact test',
            ),
          margin: number
            .optional()
            .describe(
              'non-inferiority: by how much the share may be worse, or the ratio at which it is just worse',
            ),
          null: number.optional().describe('single arm, exact: the share under the null hypothesis'),
        })
        .meta({ examples: [{ at: 6 }, { at: 6, by: 'fisher' }, { at: 6, null: 0.1 }] })
        .optional()
        .describe('the share of patients with the event by a time'),
      binomial: z
        .strictObject({
          at: number,
          share: number.describe('share without the event under the null hypothesis'),
        })
        .meta({ examples: [{ at: 12, share: 0.5 }] })
        .optional()
        .describe('single arm, exact'),
      'one-sample-log-rank': z
        .strictObject(ownLaw)
        .meta({ examples: [{ median: 12 }] })
        .optional()
        .describe('single arm, against a known reference law, in the words of an arm'),
    }),
  ])
  .meta({
    description: 'the test of each analysis; stratified where there are strata',
    examples: [{ cox: { margin: 1.3 } }],
  });

/** Which experimental arms go on after a look. */
const selection = z
  .union([
    z.enum(['best', 'all']),
    z.strictObject({
      best: number.optional().describe('so many arms with the largest z'),
      within: number.optional().describe('all arms whose z is at most this far below the largest'),
      'z-above': number.optional().describe('all arms whose z is above this'),
      'hazard-ratio-below': number.optional().describe('all arms whose estimated hazard ratio is below this'),
    }),
  ])
  .meta({ examples: ['best', { best: 2 }] })
  .describe(
    'with `comparisons`: which experimental arms go on after this analysis: best, all, { best: 2 }, { within: 0.5 }, { z-above: 0 } or { hazard-ratio-below: 0.9 }; of several conditions all must hold',
  );

const analysis = z
  .strictObject({
    events: z
      .union([
        number,
        z
          .record(text, number)
          .refine((events) => Object.keys(events).length > 0, 'must name an endpoint or a hypothesis'),
      ])
      .meta({ examples: [150, { PFS: 150 }, { control: 80 }] })
      .optional()
      .describe(
        'at this event; with hypotheses, by endpoint or hypothesis: { PFS: 150 }; without, events of an arm or of a stratum too: { control: 80 }',
      ),
    information: number
      .optional()
      .describe(
        'at this information fraction: when this share of the information of the last analysis is expected. Information is the number of events; for a weighted test, events weighted by the squares of their weights; for a difference between curves, the inverse variance',
      ),
    time: number.optional().describe('at this calendar time since the first patient could enter'),
    'followed-for': number
      .optional()
      .describe('when the last patient has been followed for this time since randomisation, unless lost'),
    patients: number.optional().describe('when so many patients have been randomised'),
    after: number.optional().describe('beside patients: so long after that'),
    gap: number.optional().describe('at least this time after the analysis before'),
    'skip-below': number
      .optional()
      .describe(
        'left out where fewer events than this have come since the analysis before; its alpha goes on. Of hypotheses, each by its own events',
      ),
    fraction: number.optional().describe('information fraction for the boundaries; computed unless given'),
    'spending-time': number
      .optional()
      .describe(
        'where the spending function is read, as a share of 1, in place of the information fraction; of all analyses or none',
      ),
    whichever: z
      .enum(['first', 'last'])
      .optional()
      .describe(
        'with several conditions, such as events and time: the analysis is at whichever comes first or last; default first',
      ),
    tests: z
      .array(text)
      .min(1)
      .meta({ examples: [['PFS']] })
      .optional()
      .describe('hypotheses that the analysis tests; default all'),
    select: selection.optional(),
  })
  .meta({ examples: [{ events: 150 }] });

/** Explains names of boundaries from other programs, instead of reporting them as unknown. */
const ofOtherPrograms: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(abbreviationOf).find((meaning) => meaning !== undefined);
  const meaning = typeof issue.input === 'string' ? abbreviationOf(issue.input) : undefined;
  return meaning && `is ${JSON.stringify(issue.input)}; ${meaning}`;
};

const spending = z
  .union(
    [
      z.enum(spendingKeys(false)),
      z.array(number).min(1),
      z.strictObject(Object.fromEntries(spendingKeys(true).map((key) => [key, number.optional()])), {
        error: ofOtherPrograms,
      }),
    ],
    { error: ofOtherPrograms },
  )
  .meta({
    id: 'spending',
    examples: ['obrien-fleming', [0.005, 0.025]],
    description: `${spendingFamilies.map(asWritten).join(', ')}, or the cumulative error at each look`,
  });

/** Keys of the spending families with a parameter, or of those without. */
function spendingKeys(hasParameter: boolean): string[] {
  return spendingFamilies
    .filter(({ parameter }) => (parameter !== undefined) === hasParameter)
    .map(({ key }) => key);
}

function asWritten({ key, parameter }: SpendingFamily): string {
  return parameter ? `{ ${key}: ${parameter.name} }` : key;
}

const boundary = z.union([number, z.literal('none')]);
const boundaryList = (example: (number | string)[]) =>
  z
    .array(boundary)
    .min(1)
    .meta({ examples: [example] });

/** A limit for all looks but the last, or one for each. */
const limits = (example: (number | string)[]) =>
  z.union([number, z.array(boundary).min(1)]).meta({ examples: [example[0]!, example] });

const efficacy = z
  .strictObject({
    spending: spending.optional(),
    shape: z
      .union(
        [
          z.enum(['obrien-fleming', 'pocock', 'triangular']),
          z.strictObject({ 'wang-tsiatis': number }, { error: ofOtherPrograms }),
        ],
        { error: ofOtherPrograms },
      )
      .meta({ examples: ['obrien-fleming'] })
      .optional()
      .describe(
        'boundaries of a constant shape, z = c t^(delta - 1/2); with `comparisons` by Dunnett also triangular, which gives the futility too',
      ),
    information: z
      .enum(['planned', 'observed'])
      .optional()
      .describe(
        'observed: alpha is spent by the events that each trial sees at its looks; default as planned. With hypotheses always as observed',
      ),
    z: boundaryList(['none', 2.5, 1.97])
      .optional()
      .describe('given boundaries, one for each look; none: no claim at that look'),
    p: boundaryList(['none', 0.006, 0.024]).optional().describe('one-sided p, one for each look'),
    events: boundaryList(['none', 7])
      .optional()
      .describe('single arm with a proportion test: so many events or more claim benefit'),
  })
  .meta({ description: 'efficacy boundaries', examples: [{ spending: 'obrien-fleming' }] });

const futility = z
  .strictObject({
    spending: spending.optional(),
    power: number.optional().describe('power at which futility spends 1 - power; default the target power'),
    z: boundaryList([0, 0.5]).optional().describe('given boundaries, one for each look but the last'),
    'conditional-power': limits([0.1, 0.2])
      .optional()
      .describe(
        'stop where the chance of a later claim under `under` is below this; one for all looks, or a list',
      ),
    under: z
      .union([z.enum(['design', 'trend']), z.strictObject({ 'hazard-ratio': number })])
      .meta({ examples: ['trend', { 'hazard-ratio': 0.7 }] })
      .optional()
      .describe(
        'the effect of conditional power: that of the design (default), the trend seen, or a hazard ratio',
      ),
    'predictive-power': limits([0.1, 0.2])
      .optional()
      .describe('stop where predictive power, with a flat prior, is below this'),
    'hazard-ratio': limits([1.1, 1])
      .optional()
      .describe('stop where the hazard ratio is above this; one for all looks, or a list'),
    events: boundaryList([2])
      .optional()
      .describe('single arm with a proportion test: so many events or fewer stop'),
    binding: yesNo
      .default(false)
      .describe('binding: the trial always stops for futility, which allows lower efficacy boundaries'),
  })
  .meta({ description: 'futility boundaries', examples: [{ z: [0, 0.5], binding: 'no' }] });

/** The procedures for comparisons with one control. */
export const comparisonProcedures = ['dunnett', 'dunnett-single-step', ...procedureNames, 'none'] as const;

const hypothesis = z
  .strictObject({
    endpoint: text.optional().describe('an endpoint of the scenario, or PFS or OS of an illness-death model'),
    population: text
      .optional()
      .describe('a subgroup of the scenario, or a stratum; default all patients of the trial'),
    test: test.optional().describe('default the test of the design'),
    weight: number.optional().describe('share of alpha that it begins with'),
    alpha: number.optional().describe('alpha that it begins with, instead of a weight'),
    efficacy: z
      .strictObject({ spending: spending })
      .meta({ examples: [{ spending: 'obrien-fleming' }] })
      .optional()
      .describe('how its alpha is spent over its looks; default that of the design'),
    events: number.optional().describe('planned events at its last look, at which all of its alpha is spent'),
    fractions: z
      .array(number)
      .min(1)
      .meta({ examples: [[0.6, 1]] })
      .optional()
      .describe('information fractions of its looks, instead of the events that each trial sees'),
  })
  .meta({ examples: [{ endpoint: 'PFS', weight: 0.2 }] });

const transitions = z
  .record(text, z.record(text, number).meta({ examples: [{ OS: 1 }] }))
  .meta({ examples: [{ PFS: { OS: 1 }, OS: { PFS: 1 } }] });

const graph = z
  .union([
    z.enum(procedureNames),
    z.strictObject({
      weights: z
        .record(text, number)
        .meta({ examples: [{ PFS: 0.2, OS: 0.8 }] })
        .optional()
        .describe('share of alpha of each hypothesis; may stand in the hypotheses instead'),
      transitions: transitions.describe('where the alpha of a rejected hypothesis goes: { PFS: { OS: 1 } }'),
    }),
  ])
  .meta({
    examples: ['holm', { transitions: { PFS: { OS: 1 } } }],
    description: `the multiple testing procedure: ${procedureNames.join(', ')}, or transitions of a graph`,
  });

const successCondition = z.strictObject({
  significant: z
    .union([text, z.array(text).min(1)])
    .meta({ examples: ['PFS', ['PFS', 'OS']] })
    .optional()
    .describe('hypotheses that are all rejected'),
  'hazard-ratio': text.optional().describe('a hypothesis whose estimate, when the trial ends, is `below`'),
  below: number.optional(),
});

const success = z.union([successCondition, z.array(successCondition).min(1)]).meta({
  examples: [{ significant: 'PFS' }, [{ significant: 'PFS' }, { 'hazard-ratio': 'OS', below: 0.9 }]],
  description: 'what a success of the trial is; of a list, all must hold',
});

const limit = z.strictObject({ below: number.optional(), above: number.optional() });

const decisionCondition = z.strictObject({
  estimate: limit
    .meta({ examples: [{ below: 0.8 }] })
    .optional()
    .describe('the estimate when the trial stops: a hazard ratio, a difference or a share'),
  truth: limit
    .meta({ examples: [{ below: 0.9 }] })
    .optional()
    .describe('the true effect is so, given the data, with at least the `probability`'),
  probability: number.optional(),
  significant: yesNo.optional().describe('whether the trial claims benefit'),
});

const decisionConditions = z.union([decisionCondition, z.array(decisionCondition).min(1)]).meta({
  examples: [{ estimate: { below: 0.8 } }, [{ truth: { below: 0.9 }, probability: 0.8 }]],
  description: 'conditions that must all hold',
});

const decision = z
  .strictObject({
    go: decisionConditions,
    'no-go': decisionConditions,
    prior: z
      .strictObject({
        value: number.describe('median of a ratio, or mean of a difference'),
        sd: number.describe('standard deviation, of a ratio that of its logarithm'),
      })
      .meta({ examples: [{ value: 0.9, sd: 0.3 }] })
      .optional()
      .describe('what was known of the effect before, for `truth`; default nothing'),
  })
  .meta({
    description: 'a rule at the end of the trial: go, no-go, or consider where neither or both hold',
    examples: [
      {
        go: [{ estimate: { below: 0.8 } }, { truth: { below: 0.9 }, probability: 0.8 }],
        'no-go': { estimate: { above: 0.95 } },
      },
    ],
  });

const transitionsOrName = z
  .union([
    z.enum(comparisonProcedures),
    z.strictObject({
      weights: z
        .record(text, number)
        .meta({ examples: [{ low: 0.5, high: 0.5 }] })
        .describe('share of alpha with which each experimental arm begins'),
      transitions: transitions.describe(
        'where the alpha of a rejected comparison goes: { high: { low: 1 } }',
      ),
    }),
  ])
  .meta({ examples: ['dunnett', 'holm'] });

/** How experimental arms are compared with control. */
const comparisons = z
  .strictObject({
    procedure: transitionsOrName.describe(
      'dunnett (closed: steps down), dunnett-single-step, bonferroni, holm, hochberg, fallback, hierarchical (in order of the arms), transitions of a graph, or none: each at all of alpha',
    ),
    stopping: z
      .enum(['separate', 'simultaneous'])
      .default('separate')
      .describe(
        'simultaneous: the trial ends with the first rejection; separate: it goes on with the arms that are left',
      ),
    places: z
      .enum(['remaining', 'saved'])
      .default('remaining')
      .describe(
        'the places of an arm that is dropped: of the remaining arms and control, by their ratio, or saved: fewer patients are enrolled',
      ),
  })
  .meta({
    examples: [{ procedure: 'dunnett' }],
    description: 'several experimental arms, each compared with control',
  });

const allocationDescription =
  'ratio of treatment to control; default 1:1. With `comparisons`, of all arms in the order of the file, 2:1:1, or { control: 2, low: 1, high: 1 }';

const randomised = z
  .union([
    z.literal('entry'),
    z.strictObject({
      'on-reaching': z
        .union([text, z.array(text).min(1)])
        .meta({ examples: [['ill', 'progressed']] })
        .optional()
        .describe('states or groups: randomisation on the first entry into one of them'),
      among: text.optional().describe('only patients of this subgroup'),
    }),
  ])
  .meta({ examples: [{ 'on-reaching': 'remission' }] });

const randomisation = z
  .union([
    z.literal('simple'),
    z.strictObject({
      block: number.describe('patients per block: a multiple of the sum of the ratio'),
      'within-strata': yesNo.default(false).describe('separate blocks in each enrolled stratum'),
    }),
  ])
  .meta({ examples: [{ block: 4 }] })
  .describe(
    'permuted blocks, { block: 4 }, or simple: an independent draw for each patient. Default: blocks of twice the sum of the ratio; with independent entry (uniform), a random order of all patients',
  );

const share = number.describe('share of the patients who enter');
const stratumExample = { share: 0.5, control: { median: 12 }, treatment: { 'hazard-ratio': 0.7 } };

const stratum = z
  .strictObject({ share, control: stratumArm.optional(), treatment: stratumArm })
  .meta({ examples: [stratumExample] });

/** A stratum of a design with several experimental arms. */
const stratumOfArms = z
  .object({ share, control: stratumArm.optional() })
  .catchall(stratumArm)
  .meta({ examples: [stratumExample] });

/** Several experimental arms are named freely, and `comparisons` says how they are held against control. */
const ofSeveralArms: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const isOther = issue.keys.some((key) => didYouMean(key, ['control', 'treatment']) === '');
  return isOther
    ? 'experimental arms of other names need `comparisons`, which says how they are compared with control'
    : undefined;
};

const armsDescription =
  'control and treatment, or treatment alone for a single-arm trial; with `comparisons`, control and experimental arms of any name; left out if strata have the laws';
const armsExample = { control: { median: 12 }, treatment: { 'hazard-ratio': 0.7 } };
const strataDescription = 'kinds of patients whose laws differ: shares that add up to 1';
const strataExample = { young: { ...stratumExample, share: 1 } };

const twoArmSchema = z.strictObject({
  trial: text.describe('title'),
  about: text.optional(),
  unit: z.enum(['day', 'week', 'month', 'year']).describe('unit of all times'),
  scenario: text
    .optional()
    .describe('scenario file whose strategies are the arms; path relative to this file'),
  strategies: z
    .record(name, strategy)
    .meta({ examples: [{ treatment: { parameters: { 'death-rate': { value: 0.05, assumption: 'why' } } } }] })
    .optional()
    .describe('further strategies, written as in the scenario'),
  arms: z
    .strictObject({ control: arm.optional(), treatment: arm }, { error: ofSeveralArms })
    .meta({ examples: [armsExample] })
    .optional()
    .describe(armsDescription),
  endpoint: text.optional().describe('an endpoint of the scenario; with plain laws, the name of the event'),
  randomised: randomised.optional().describe('when patients are randomised; default entry'),
  strata: z
    .record(text, stratum)
    .meta({ examples: [strataExample] })
    .optional()
    .describe(strataDescription),
  curves: z
    .record(name, curve)
    .meta({
      examples: [
        {
          published: {
            points: [
              [0, 1],
              [12, 0.5],
            ],
            'after-last': 'constant-hazard',
          },
        },
      ],
    })
    .optional()
    .describe('survival curves for `law: empirical`'),
  'life-tables': z
    .record(name, lifeTable)
    .meta({ examples: [{ women: { 'first-age': 60, probabilities: [0.01, 0.011, 0.012] } }] })
    .optional()
    .describe('yearly probabilities of death for `law: life-table`'),
  enrol: z
    .array(text)
    .min(1)
    .meta({ examples: [['young']] })
    .optional()
    .describe('strata that are enrolled; default all'),
  allocation: z
    .string()
    .regex(
      /^\s*\d+\s*:\s*\d+\s*$/,
      'must be a ratio such as 1:1, or 2:1 for two patients on treatment to one on control',
    )
    .optional()
    .describe(allocationDescription),
  randomisation: randomisation.optional(),
  patients: number.optional().describe('randomised patients, all arms together'),
  screened: number
    .optional()
    .describe('patients who enter, if not all of them are randomised; the accrual rates refer to them'),
  accrual,
  dropout: dropout.optional(),
  'follow-up': number
    .optional()
    .describe(
      'time from the end of accrual to the last analysis; event-driven analyses are at this time at the latest',
    ),
  followed: number
    .optional()
    .describe(
      'each patient is followed for at most this time since randomisation; by default to the last analysis',
    ),
  visits: z
    .union([
      number,
      z
        .array(z.strictObject({ from: number, every: number }).meta({ examples: [{ from: 0, every: 2 }] }))
        .min(1)
        .meta({
          examples: [
            [
              { from: 0, every: 2 },
              { from: 24, every: 6 },
            ],
          ],
        }),
    ])
    .meta({ examples: [2] })
    .optional()
    .describe(
      'time between visits since randomisation: an event is seen at the next one, and who is lost before is last seen at the one before. By default events are seen when they happen',
    ),
  assessed: z
    .union([z.array(text).min(1), z.record(text, text)])
    .meta({ examples: [['PFS'], { PFS: 'OS' }] })
    .optional()
    .describe(
      'with hypotheses and visits: the endpoints that are seen at visits, and what is part of each and known when it happens: { PFS: OS }, the default of illness-death models',
    ),
  test: test.optional(),
  comparisons: comparisons.optional(),
  hypotheses: z
    .record(name, hypothesis)
    .meta({ examples: [{ PFS: { endpoint: 'PFS', weight: 0.2 }, OS: { endpoint: 'OS', weight: 0.8 } }] })
    .optional()
    .describe('several hypotheses, in place of one endpoint'),
  graph: graph.optional(),
  success: success.optional(),
  decision: decision.optional(),
  alpha: number
    .optional()
    .describe('type I error, with hypotheses of all together; default 0.025 one-sided, 0.05 two-sided'),
  sided: z.enum(['one', 'two']).default('one'),
  events: number.optional().describe('planned events, all arms together'),
  analyses: z
    .array(analysis)
    .min(1)
    .meta({ examples: [[{ events: 150 }, { events: 300 }]] })
    .optional()
    .describe('analyses in order; default one, at the planned events or the end of follow-up'),
  efficacy: efficacy.optional(),
  futility: futility.optional(),
  rules: rulesSchema.optional(),
  method: methodSchema.optional(),
  'nominal-ratio': number
    .optional()
    .describe(
      'for arms that are strategies: the hazard ratio for the textbook formulas shown beside the simulation',
    ),
  target: z
    .strictObject({
      power: number,
      of: z
        .string()
        .optional()
        .describe('of several hypotheses: whose power; a hypothesis, any, all, or success'),
    })
    .meta({ examples: [{ power: 0.8 }, { power: 0.8, of: 'PFS' }] })
    .optional()
    .describe('the power that `size` searches for'),
});

/** A design whose arms have any name, for `comparisons` with control. */
export const trialSchema = twoArmSchema.extend({
  arms: z
    .object({ control: arm.optional() })
    .catchall(arm)
    .meta({ examples: [armsExample] })
    .optional()
    .describe(armsDescription),
  strata: z
    .record(text, stratumOfArms)
    .meta({ examples: [strataExample] })
    .optional()
    .describe(strataDescription),
  allocation: z
    .union([
      z
        .string()
        .regex(
          /^\s*\d+(\s*:\s*\d+)+\s*$/,
          'must be a ratio of all arms in the order of the file, such as 2:1:1',
        ),
      z.record(text, number).meta({ examples: [{ control: 2, low: 1, high: 1 }] }),
    ])
    .meta({ examples: ['1:1', '2:1:1'] })
    .optional()
    .describe(allocationDescription),
});

/** The schema of a file: arms have free names where `comparisons` says what becomes of them. */
export function trialSchemaFor(content: unknown): z.ZodType<RawTrial> {
  const isOfSeveral = typeof content === 'object' && content !== null && 'comparisons' in content;
  return (isOfSeveral ? trialSchema : twoArmSchema) as unknown as z.ZodType<RawTrial>;
}

/** A design as its file gives it: shapes are checked, names are not yet resolved. */
export type RawTrial = Omit<z.infer<typeof trialSchema>, 'arms' | 'strata'> & {
  arms?: Readonly<Record<string, RawArm>>;
  strata?: Readonly<Record<string, RawStratum>>;
};
/** The laws of the arms in a stratum, and its share. */
export type RawStratum = { share: number } & { readonly [arm: string]: RawLaw | number };
export type RawComparisons = z.infer<typeof comparisons>;
export type RawSelection = z.infer<typeof selection>;
export type RawHypothesis = z.infer<typeof hypothesis>;
export type RawSuccess = z.infer<typeof successCondition>;
export type RawDecisionCondition = z.infer<typeof decisionCondition>;
export type RawQuantity = z.infer<typeof quantity>;
export type RawLaw = z.infer<typeof stratumArm>;
export type RawArm = z.infer<typeof arm>;
export type RawHazards = z.infer<z.ZodObject<typeof hazards>>;
export type RawDropout = z.infer<typeof dropout>;
export type RawTest = z.infer<typeof test>;
export type RawAnalysis = z.infer<typeof analysis>;
export type RawSpending = z.infer<typeof spending>;

/** The JSON Schema of design files, for editors. */
export function designJsonSchema(): object {
  return { title: 'sojourn trial design', ...jsonSchemaOf(trialSchema) };
}
