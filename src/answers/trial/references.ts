import { spendingFamilies } from '../../sequential/spending/index.ts';
import type { TrialDesign, TrialTest } from '../../trial/design.ts';
import type { RawSpending, RawTrial } from '../../trial/language/schema.ts';
import { methodReferences } from './rules-words.ts';

/** The publication of each test. */
const OF_TESTS: Record<TrialTest['kind'], string> = {
  'log-rank': 'Mantel (1966), Cancer Chemotherapy Reports 50, 163-170.',
  'fleming-harrington': 'Harrington & Fleming (1982), Biometrika 69, 553-566.',
  'modestly-weighted': 'Magirr & Burman (2019), Statistics in Medicine 38, 3782-3790.',
  'max-combo': 'Karrison (2016), Stata Journal 16, 678-690.',
  rmst: 'Uno et al. (2014), Journal of Clinical Oncology 32, 2380-2385.',
  milestone: 'Klein, Logan, Harhoff & Andersen (2007), Statistics in Medicine 26, 4505-4519.',
  cox: 'Cox (1972), Journal of the Royal Statistical Society B 34, 187-220.',
  proportion: 'Farrington & Manning (1990), Statistics in Medicine 9, 1447-1454.',
  binomial: "A'Hern (2001), Statistics in Medicine 20, 859-866.",
  'one-sample-log-rank':
    'Finkelstein, Muzikansky & Schoenfeld (2003), Journal of the National Cancer Institute 95, 1434-1439.',
};

const BOUNDARIES = 'Jennison & Turnbull (2000), Group Sequential Methods, chapters 2, 7 and 19.';

/** What a protocol cites for a design: its test, its spending functions, its boundaries. */
export function designReferences(
  { efficacy, futility }: RawTrial,
  { test, looks, adaptation }: Pick<TrialDesign, 'test' | 'adaptation'> & { looks: readonly unknown[] },
): string[] {
  const spent = [efficacy?.spending, futility?.spending].flatMap((spending) => sourceOf(spending) ?? []);
  const ofMethod = adaptation ? methodReferences[adaptation.method] : [];
  return [
    ...new Set([OF_TESTS[test.kind], ...(looks.length > 1 ? [...spent, BOUNDARIES] : []), ...ofMethod]),
  ];
}

function sourceOf(spending: RawSpending | undefined): string | undefined {
  if (spending === undefined || Array.isArray(spending)) return undefined;
  const key = typeof spending === 'string' ? spending : Object.keys(spending)[0];
  return spendingFamilies.find((family) => family.key === key)?.source;
}
