import { uniform } from '../laws/uniform.ts';
import type { Rule } from '../rule.ts';

/** `range:` of an assumption. */
export const range: Rule = {
  name: 'range',
  about: 'within a range that an assumption states every value is as likely',
  lawOf: ({ range: stated }) => stated && uniform(stated[0], stated[1]),
};
