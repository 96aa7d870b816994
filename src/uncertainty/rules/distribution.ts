import type { UncertaintyLaw } from '../law.ts';
import { beta } from '../laws/beta.ts';
import { gamma } from '../laws/gamma.ts';
import { logNormal } from '../laws/log-normal.ts';
import { logitNormal } from '../laws/logit-normal.ts';
import { normal } from '../laws/normal.ts';
import { uniform } from '../laws/uniform.ts';
import type { Rule } from '../rule.ts';

/** `distribution:` states the law itself. */
export const distribution: Rule = {
  name: 'distribution',
  about: 'a distribution that the file states is taken as it is',
  lawOf: ({ distribution: stated }): UncertaintyLaw | undefined => {
    switch (stated?.law) {
      case undefined:
        return undefined;
      case 'beta':
        return beta(stated.shape1, stated.shape2);
      case 'gamma':
        return gamma(stated.shape, stated.rate);
      case 'normal':
        return normal(stated.mean, stated.sd);
      case 'log-normal':
        return logNormal(stated.meanlog, stated.sdlog);
      case 'logit-normal':
        return logitNormal(stated.location, stated.scale);
      case 'uniform':
        return uniform(stated.min, stated.max);
    }
  },
};
