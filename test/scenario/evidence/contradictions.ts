/**
 * The contradictions in the paper behind `test/corpus/li-2021-as-printed.yaml`, within itself or with its citations,
 * and what the lint must report for each: the rule, the figure (quantity, place, group) and the key.
 */
export interface Contradiction {
  item: string;
  findings: Finding[];
  /** why arithmetic on printed figures cannot find it */
  beyondArithmetic?: string;
}

export interface Finding {
  rule: string;
  /** the quantity of a figure, or what an identity says */
  of: string;
  key: string;
  where?: string;
  group?: string;
}

const finding = (rule: string, of: string, where: string, key: string, group?: string): Finding => {
  return { rule, of, where, key, ...(group && { group }) };
};
const identity = (of: string): Finding => ({ rule: 'identities-hold', of, key: 'parts' });
const percent = (of: string, where: string) => finding('percent-of-counts', of, where, 'printed');
const differs = (of: string, where: string, key: string, group?: string) =>
  finding('same-quantity', of, where, key, group);
const pasted = (of: string, group: string) =>
  finding('pasted-interval', of, 'Results, survival', 'interval', group);

const COMPLETION = 'Results, completion';
const RESPONSES = 'Results, responses';
const SURVIVAL = 'Results, survival';
const cured = 'clinical complete response everywhere';
const many = 'more than 5 liver metastases against at most 5';

const ratio = (of: string, group: string, where = 'Table 4'): Finding[] => [
  finding('ratio-in-the-middle', of, where, 'interval', group),
  finding('ratio-fits-p', of, where, 'p', group),
];

export const contradictions: readonly Contradiction[] = [
  {
    item: 'four percentages of 244 patients, not 228',
    findings: [
      percent('rectum treated first', COMPLETION),
      percent('metastases treated first', COMPLETION),
      percent('rectum and metastases resected together', COMPLETION),
      percent(cured, COMPLETION),
    ],
  },
  {
    item: 'orders of treatment add up to 157, the treated to 167',
    findings: [
      identity(
        'locally treated in some order are those treated at both sites, at the rectum only or at the metastases only',
      ),
      identity('patients treated at the metastases only had them treated first'),
    ],
  },
  {
    item: 'toxicity of 51 patients, or of 50',
    findings: [differs('grade 3 or 4 toxicity', 'Results, toxicities', 'events')],
  },
  {
    item: 'complications in 22 of 142 are not 9.6%',
    findings: [
      percent('surgical complications', 'Abstract'),
      differs('surgical complications', 'Results, toxicities', 'of'),
    ],
  },
  {
    item: 'interval of completers’ OS at 12 months is that of PFS of all',
    findings: [
      pasted('OS at 12 months', 'completers'),
      finding('interval-holds-estimate', 'OS at 12 months', SURVIVAL, 'interval', 'completers'),
    ],
  },
  { item: '134 of 228 are not 58.9%', findings: [percent('metastases treated locally', 'Discussion')] },
  {
    item: 'liver and lung 8.9% in the text, 8.8% in the table',
    findings: [percent('metastases in liver and lung', 'Results, patients')],
  },
  {
    item: 'regression among 142 or among 129',
    findings: [
      differs('pathological complete response of the rectum', 'Table 2', 'of', 'resected'),
      differs('good regression, TRG 1 or 2', 'Discussion', 'of', 'resected'),
    ],
  },
  {
    item: 'downstaging among 112, of whom 109 were operated on',
    findings: [identity('downstaging is seen in completers who had rectal surgery, 142 less 33')],
  },
  {
    item: 'complete response of 3, as 1.2% or 2.7%',
    findings: [
      percent(cured, COMPLETION),
      percent(cured, RESPONSES),
      differs(cured, COMPLETION, 'of'),
      differs(cured, RESPONSES, 'of'),
    ],
  },
  {
    item: 'progression after treatment among patients not at risk of it',
    findings: [
      identity('patients at risk of progression after treatment have had none during it, 228 less 70'),
    ],
  },
  {
    item: 'hazard ratio 1.18 (0.30-2.89) with P 0.028, or 0.300-2.866',
    findings: [
      ...ratio(many, 'multivariable'),
      ...ratio(many, 'multivariable', SURVIVAL),
      differs(many, 'Table 4', 'interval', 'multivariable'),
    ],
  },
  {
    item: 'four more rows of Table 4',
    findings: [
      ...ratio('cT4 against cT2-3', 'univariable'),
      ...ratio('cN2 against cN0-1', 'univariable'),
      finding('ratio-fits-p', 'several metastatic organs against one', 'Table 4', 'p', 'univariable'),
      ...ratio(many, 'univariable'),
    ],
  },
  {
    item: 'Table 4 said to be of the whole cohort',
    findings: [
      finding('standard-error', 'men against women', 'Table 4', 'interval', 'univariable'),
      finding('standard-error', 'cT4 against cT2-3', 'Table 4', 'interval', 'multivariable'),
    ],
  },
  { item: 'range of follow-up after the median OS', findings: [pasted('median OS, months', 'all')] },
  {
    item: 'median follow-up of 33 months',
    findings: [],
    beyondArithmetic:
      'whether 33 is the naive median or the reverse Kaplan-Meier one takes a model of accrual',
  },
  {
    item: 'follow-up longer than the calendar allows',
    findings: [identity('months of the longest follow-up, from July 2013 to 31 March 2021')],
  },
  {
    item: 'more progressions during treatment than non-completers had',
    findings: [
      identity(
        'progressions during treatment are by month 12 and of non-completers, 228 x (1 - 0.674) less 112 x (1 - 0.768)',
      ),
    ],
  },
  {
    item: 'completion requires two adjuvant cycles',
    findings: [],
    beyondArithmetic:
      'its figures agree (109 + 3 = 112); that the requirement excluded nobody is a reading of them',
  },
  {
    item: 'PFS ends with deaths related to cancer only',
    findings: [differs('deaths that end progression-free survival', 'definition of PFS', 'stated')],
  },
  {
    item: 'age of 60 years or more, or of more than 60',
    findings: [differs('age from which a patient counts as old', 'Table 4', 'stated')],
  },
  {
    item: 'Zhu 2013: percentages of 14 patients said to be of 32',
    findings: [
      finding('percent-possible', 'pathological downstaging', 'Discussion', 'printed', 'Zhu 2013, resected'),
      finding(
        'percent-possible',
        'pathological complete response',
        'Discussion',
        'printed',
        'Zhu 2013, resected',
      ),
      differs('pathological complete response', 'Abstract of Zhu 2013', 'of', 'Zhu 2013, resected'),
    ],
  },
  {
    item: 'Kok 2020: symptom control of 79.4% or 87.0%; survival of completers said to be of all',
    findings: [
      differs('symptoms controlled', 'Abstract of Kok 2020', 'printed', 'Kok 2020'),
      differs('patients whose median OS was 51.5 months', 'Abstract of Kok 2020', 'stated', 'Kok 2020'),
    ],
  },
  {
    item: 'inclusion requires radiotherapy received',
    findings: [],
    beyondArithmetic: 'guarantee time lies in the design; no printed figure speaks of those it left out',
  },
];
