import { plain } from '../../media/numbers.ts';
import type { TrialDesign } from '../../trial/design.ts';
import type { RawTrial } from '../../trial/language/schema.ts';

/** The null hypothesis of a design and its alternative, in words. */
export function hypothesesOf(raw: RawTrial, { arms, test, sides, unit }: TrialDesign): string {
  const endpoint = raw.endpoint ?? 'the event';
  const [control, treatment] = arms.map(({ title }) => title);
  const pair = (zero: string, one: string, other: string) => `H0: ${zero}. H1: ${sides === 2 ? other : one}.`;
  switch (test.kind) {
    case 'log-rank':
      return pair(
        `the hazard of ${endpoint} under ${treatment} is that under ${control}`,
        'it is lower',
        'it is lower or higher',
      );
    case 'fleming-harrington':
    case 'modestly-weighted':
    case 'max-combo':
      return pair(
        `time to ${endpoint} under ${treatment} is distributed as under ${control}`,
        `it is longer under ${treatment}`,
        'it is longer or shorter',
      );
    case 'cox':
      return test.margin === 1
        ? pair(
            `the hazard ratio of ${endpoint}, ${treatment} over ${control}, is 1`,
            'it is below 1',
            'it is below or above 1',
          )
        : pair(
            `the hazard ratio of ${endpoint}, ${treatment} over ${control}, is ${plain(test.margin)} or more`,
            `it is below ${plain(test.margin)}, so that ${treatment} is not worse by that margin`,
            '',
          );
    case 'rmst':
      return pair(
        `the mean time free of ${endpoint}, restricted to ${plain(test.tau)} ${unit}s, is the same under ${treatment} and ${control}`,
        `it is longer under ${treatment}`,
        'it is longer or shorter',
      );
    case 'milestone': {
      const share = `the share without ${endpoint} at ${plain(test.at)} ${unit}s`;
      return test.margin > 0
        ? pair(
            `${share} is lower under ${treatment} than under ${control} by ${plain(100 * test.margin)} percentage points or more`,
            'it is lower by less, the same or higher',
            '',
          )
        : pair(
            `${share} is the same under ${treatment} and ${control}`,
            `it is higher under ${treatment}`,
            'it is higher or lower',
          );
    }
    case 'proportion': {
      const share = `the share with ${endpoint} by ${plain(test.at)} ${unit}s`;
      const [good, bad] = test.better === 'higher' ? ['higher', 'lower'] : ['lower', 'higher'];
      if (test.null !== undefined)
        return `H0: under ${control} ${share} is ${plain(100 * test.null)}% or ${test.better === 'higher' ? 'less' : 'more'}. H1: it is ${good}.`;
      if (test.margin !== (test.by === 'ratio' ? 1 : 0))
        return pair(
          test.by === 'ratio'
            ? `${share} under ${treatment} is ${plain(test.margin)} of that under ${control}, or ${bad}`
            : `${share} is ${bad} under ${treatment} than under ${control} by ${plain(100 * test.margin)} percentage points or more`,
          `it is not ${bad} by so much`,
          '',
        );
      return pair(
        `${share} is the same under ${treatment} and ${control}`,
        `it is ${good} under ${treatment}`,
        'it is higher or lower',
      );
    }
    case 'binomial':
      return `H0: under ${control} the share without ${endpoint} at ${plain(test.at)} ${unit}s is ${plain(100 * test.share)}% or less. H1: it is higher.`;
    case 'one-sample-log-rank':
      return `H0: the hazard of ${endpoint} under ${control} is that of the reference law. H1: it is lower.`;
  }
}
