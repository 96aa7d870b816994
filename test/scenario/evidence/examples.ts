import type { EvidenceSource } from '../../../src/scenario/evidence/index.ts';

/** For each rule, one sound and one broken file: parts of files, as parsed. */
export interface Example {
  sound: object;
  broken: object;
  /** the path and the whole message of the one problem in the broken file */
  path: (string | number)[];
  message: string;
}

const figures = (...items: object[]) => ({
  figures: items.map((item) => ({ quantity: 'q', from: 'a', ...item })),
});
const hazardRatio = (fields: object) => figures({ ratio: 1.25, interval: [1, 1.56], ...fields });

export const examples: Record<string, Example> = {
  'evidence-given': {
    sound: {
      parameters: {
        a: { value: 1, from: 'x' },
        b: { value: 1, assumption: 'x' },
        c: { product: ['a', 'b'] },
      },
    },
    broken: { parameters: { a: { value: 1, calibrated: 'x' }, b: { value: 0.3 } } },
    path: ['parameters', 'b'],
    message: '0.3 has no evidence; say where it comes from: from, assumption or calibrated',
  },
  'evidence-known': {
    sound: { evidence: { 'li-2021': { cite: 'x' } }, figures: [{ quantity: 'q', from: 'li-2021' }] },
    broken: { evidence: { 'li-2021': { cite: 'x' } }, figures: [{ quantity: 'q', from: 'li-2012' }] },
    path: ['figures', 0, 'from'],
    message: 'no evidence is called "li-2012"; did you mean "li-2021"?',
  },
  'evidence-cited': {
    sound: { evidence: { a: { cite: 'x' } }, identities: [{ says: 'x', parts: [1], total: 1, from: 'a' }] },
    broken: { evidence: { a: { cite: 'x' } } },
    path: ['evidence', 'a'],
    message: 'no number comes from "a"',
  },
  'printed-agrees': {
    sound: figures({ value: 0.566, interval: [0.502, 0.639], printed: '56.6% (50.2 to 63.9%)' }),
    broken: figures({ value: 0.566, interval: [0.502, 0.936], printed: '56.6% (50.2 to 63.9%)' }),
    path: ['figures', 0, 'interval', 1],
    message: '0.936 here is printed as 0.639 in "56.6% (50.2 to 63.9%)"',
  },
  'events-within-total': {
    sound: figures({ events: 7, of: 7 }),
    broken: figures({ events: 8, of: 7 }),
    path: ['figures', 0, 'events'],
    message: '8 events among 7 patients; at most 7 are possible',
  },
  'percent-of-counts': {
    // an exact half may be rounded either way
    sound: figures({ events: 1, of: 16, printed: '6.2%' }, { events: 1, of: 16, printed: '6.3%' }),
    broken: figures({ events: 100, of: 228, printed: '100 (41.0%)' }),
    path: ['figures', 0, 'printed'],
    message: '41.0% is not 100/228 = 43.9%; it would be 100/244',
  },
  'percent-possible': {
    sound: figures({ of: 14, printed: '85.7%' }),
    broken: figures({ of: 32, printed: '85.7%' }),
    path: ['figures', 0, 'printed'],
    message:
      'no count out of 32 is 85.7%: 27/32 = 84.4% and 28/32 = 87.5%; it would be possible out of 7: 6/7',
  },
  'within-bounds': {
    sound: { targets: [{ endpoint: 'OS', at: 36, survival: 1, interval: [0, 1], from: 'a' }] },
    broken: { targets: [{ endpoint: 'OS', at: 36, survival: 0.566, interval: [50.2, 63.9], from: 'a' }] },
    path: ['targets', 0, 'interval'],
    message: '50.2 to 63.9 leaves [0, 1], where proportions lie (percentages are written / 100)',
  },
  'interval-order': {
    sound: figures({ value: 2, interval: [1, 3] }),
    broken: figures({ value: 2, interval: [3, 1] }),
    path: ['figures', 0, 'interval'],
    message: '3 to 1 is upside down; lower limit first',
  },
  'interval-holds-estimate': {
    sound: figures({ events: 25, of: 129, interval: [0.194, 0.3] }), // 0.1938 rounds to the lower limit
    broken: figures({ value: 0.964, interval: [0.615, 0.738] }),
    path: ['figures', 0, 'interval'],
    message: '0.615 to 0.738 does not hold its estimate 0.964, which lies above it',
  },
  'pasted-interval': {
    sound: figures(
      { quantity: 'leak', events: 5, of: 228, interval: [0.0072, 0.0504] },
      { quantity: 'rash', events: 5, of: 228, interval: [0.0072, 0.0504] },
    ),
    broken: figures(
      { quantity: 'OS at 12', group: 'completers', value: 0.964, interval: [0.615, 0.738] },
      { quantity: 'PFS at 12', value: 0.674, interval: [0.615, 0.738], where: 'Results' },
    ),
    path: ['figures', 0, 'interval'],
    message: '0.615 to 0.738 is also the interval of PFS at 12 at figures[1] (Results): pasted?',
  },
  'p-value': {
    sound: figures({ p: 0.028 }, { p: '<0.001' }, { p: '0.02 log-rank' }),
    broken: figures({ p: 'n.s.' }),
    path: ['figures', 0, 'p'],
    message: '"n.s." is no P value; such are 0.028, "<0.001" and "0.02 log-rank"',
  },
  'ratio-in-the-middle': {
    sound: hazardRatio({}),
    broken: hazardRatio({ ratio: 1.07, interval: [0.94, 1.73] }),
    path: ['figures', 0, 'interval'],
    message:
      '1.07 is not the geometric middle of 0.94 to 1.73, which is 1.28; with 1.07 and 1.73 the lower limit would ' +
      'be 0.66; with 1.07 and 0.94 the upper limit would be 1.22',
  },
  'ratio-fits-p': {
    sound: figures(
      { ratio: 1.15, interval: [0.72, 1.84], p: 0.553 },
      { ratio: 2, interval: [0.5, 8], p: '0.01 log-rank' },
    ),
    broken: hazardRatio({ ratio: 1.18, interval: [0.3, 2.89], p: 0.028 }),
    path: ['figures', 0, 'p'],
    message:
      'P = 0.028 does not fit 1.18 (0.3-2.89), which implies P = 0.77 to 0.78; from the upper limit and P: ' +
      '1.75 (1.06-2.89); or from the ratio and P: 1.18 (1.02-1.37)',
  },
  'standard-error': {
    sound: hazardRatio({
      ratio: 1.04,
      interval: [0.65, 1.67],
      'standard-error-for': { events: 76, split: [160, 68] },
    }),
    broken: hazardRatio({
      ratio: 1.04,
      interval: [0.65, 1.67],
      'standard-error-for': { events: 149, split: [160, 68] },
    }),
    path: ['figures', 0, 'interval'],
    message:
      '0.65 to 1.67 has a standard error of 0.241; but 149 events split 160:68 would give 0.179; the interval ' +
      'implies about 82 events',
  },
  'same-quantity': {
    sound: figures(
      { printed: '49%' },
      { events: 112, of: 228, printed: '49.1%' },
      { group: 'men', printed: '30%' },
    ),
    broken: figures({ events: 51, of: 228, where: 'Abstract' }, { events: 50, of: 228, where: 'Table 5' }),
    path: ['figures', 1, 'events'],
    message: '50 of 228 here, but 51 of 228 at figures[0] (Abstract): one quantity, two figures',
  },
  'identities-hold': {
    sound: { identities: [{ says: 'rounded shares', parts: [33.3, 33.3, 33.3], total: 100 }] },
    broken: { identities: [{ says: 'all treated', parts: [100, 20, 37], total: 167 }] },
    path: ['identities', 0, 'parts'],
    message: '100 + 20 + 37 = 157, not 167: 10 too few (all treated)',
  },
};

/** The examples are parts of files: sections that a rule does not read are left out. */
export const asFile = (part: object) => part as EvidenceSource;
