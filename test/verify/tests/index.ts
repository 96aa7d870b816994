import { birthdaySpacings } from './birthday-spacings.ts';
import { bitPairs } from './bit-pairs.ts';
import { bits } from './bits.ts';
import { bytes } from './bytes.ts';
import { collisions } from './collisions.ts';
import { extremes } from './extremes.ts';
import { gaps } from './gaps.ts';
import { octaves } from './octaves.ts';
import { pairs } from './pairs.ts';
import { ranks } from './ranks.ts';
import type { StatisticalTest } from './statistical-test.ts';
import { triples } from './triples.ts';
import { uniform } from './uniform.ts';
import { weights } from './weights.ts';

/** Every test that a sequence of draws goes through: uniformity first, then independence. */
export const tests: readonly StatisticalTest[] = [
  bytes,
  bits,
  uniform,
  octaves,
  extremes,
  pairs,
  triples,
  gaps,
  weights,
  bitPairs,
  ranks,
  birthdaySpacings,
  collisions,
];
