import { plain, whole } from '../../media/numbers.ts';
import type {
  Adaptation,
  AdaptiveMethod,
  AdaptiveRule,
  AssumedEffect,
  RuleAction,
  RuleCondition,
} from '../../trial/adaptation.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { listed, plural } from './words.ts';

const METHODS: Record<AdaptiveMethod, string> = {
  'inverse-normal':
    'the inverse normal combination of the log-rank increments between looks, with weights fixed by the planned information fractions',
  fisher: "Fisher's product of the one-sided p values of the log-rank increments between looks",
  'conditional-error':
    'the conditional error: once a rule has changed the trial, the log-rank increments to come are tested at the chance of a claim that the plan had left without an effect',
  none: 'the log-rank of all data against the planned boundaries, as if nothing had been changed',
};

/** What is cited for each method. */
export const methodReferences: Record<AdaptiveMethod, readonly string[]> = {
  'inverse-normal': [
    'Cui, Hung & Wang (1999), Biometrics 55, 853-857.',
    'Lehmacher & Wassmer (1999), Biometrics 55, 1286-1290.',
    'Wassmer (2006), Biometrical Journal 48, 714-729.',
  ],
  fisher: [
    'Bauer & Köhne (1994), Biometrics 50, 1029-1041.',
    'Wassmer (2006), Biometrical Journal 48, 714-729.',
  ],
  'conditional-error': [
    'Müller & Schäfer (2001), Biometrics 57, 886-891.',
    'Schäfer & Müller (2001), Statistics in Medicine 20, 3741-3751.',
  ],
  none: [],
};

/** The rules of a design and how type I error is kept, for a protocol; empty without rules. */
export function rulesSentence({ adaptation, unit }: TrialDesign): string {
  if (!adaptation) return '';
  const { rules } = adaptation;
  const looks = [...new Set(rules.map(({ look }) => look))].sort((a, b) => a - b);
  return [
    ...looks.map((look) => {
      const own = rules.filter((rule) => rule.look === look);
      return `At look ${look + 1} the first of these rules that holds is carried out: ${own.map((rule) => ruleWords(rule, unit)).join('; ')}.`;
    }),
    `The trial is tested by ${METHODS[adaptation.method]}.`,
  ].join(' ');
}

function ruleWords({ name, condition, action }: AdaptiveRule, unit: string): string {
  return `${name}, ${condition ? `if ${conditionWords(condition)}` : 'otherwise'}, ${actionWords(action, unit)}`;
}

const MEASURES = {
  z: 'z',
  p: 'the one-sided p value',
  'hazard-ratio': 'the hazard ratio',
  'predictive-power': 'predictive power',
  events: 'the number of events',
  patients: 'the number of patients',
  'event-rate': 'the pooled event rate',
} as const;

function conditionWords(condition: RuleCondition): string {
  if (condition.kind !== 'measure')
    return condition.of.map(conditionWords).join(condition.kind === 'all' ? ' and ' : ' or ');
  const { measure, above, below, isWithin } = condition;
  const what =
    measure.kind === 'conditional-power'
      ? `conditional power under ${effectWords(measure.under)}`
      : MEASURES[measure.kind];
  if (isWithin) return `${what} is from ${plain(above)} to ${plain(below)}`;
  const limits = [
    above > -Infinity ? `above ${plain(above)}` : '',
    below < Infinity ? `below ${plain(below)}` : '',
  ];
  return `${what} is ${limits.filter(Boolean).join(' and ')}`;
}

const effectWords = (under: AssumedEffect): string =>
  under === 'trend'
    ? 'the effect seen'
    : under === 'design'
      ? 'the planned effect'
      : `a hazard ratio of ${plain(under)}`;

function actionWords({ stop, events, patients, followUp }: RuleAction, unit: string): string {
  if (stop) return stop === 'success' ? 'the trial stops with a claim' : 'the trial stops for futility';
  const changes = [
    events === undefined
      ? ''
      : 'to' in events
        ? `the last look is at ${whole(events.to)} events`
        : `the last look is at as many events as give a conditional power of ${plain(100 * events.conditionalPower)}% under ${effectWords(events.under)}, ${whole(events.most)} at most`,
    patients === undefined
      ? ''
      : 'to' in patients
        ? `${whole(patients.to)} patients are randomised`
        : `patients are randomised in proportion to ${'withEvents' in patients ? 'the events' : `a planned event rate of ${plain(patients.eventRate)} a ${unit} over the pooled one seen`}, ${whole(patients.most)} at most`,
    followUp === undefined ? '' : `later looks are put off by ${plain(followUp)} ${plural(unit, followUp)}`,
  ].filter(Boolean);
  return changes.length === 0 ? 'the trial goes on as planned' : listed(changes);
}

/** Warnings that belong to a method. */
export function methodNotes({ method, rules }: Adaptation): string[] {
  const changes = rules.some(({ action }) => action.events || action.patients || action.followUp);
  const claims = rules.some(({ action }) => action.stop === 'success');
  return [
    ...(method === 'none' && changes
      ? [
          'No method keeps the type I error where rules change the trial: what becomes of it is the share of claims without an effect above, of this one set of rules alone.',
        ]
      : []),
    ...(claims
      ? [
          'A rule claims success below the boundary of its look: no method allows for that, the simulated type I error does.',
        ]
      : []),
    ...(changes
      ? [
          'Rules see the endpoint of the test alone, so that log-rank increments between looks are independent of what they decide. A trial whose rules also saw another endpoint of the same patients, such as progression, would have to combine cohorts of patients instead.',
          'The estimate is not corrected for rules.',
        ]
      : []),
  ];
}
