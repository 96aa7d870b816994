import type { Problem } from '../../language/problem.ts';
import { normalCdf } from '../../math/normal.ts';
import type { RawTogether } from '../../scenario/schema/joint.ts';
import type { UncertaintyLaw } from '../law.ts';
import { readCorrelation, readPairs } from './correlation.ts';
import { gaussian, type Member } from './gaussian.ts';
import type { Joint } from './joint.ts';

/** A drawn number with its value in the file, or the reason why a name does not refer to one. */
export type Found =
  | { key: string; law: UncertaintyLaw; value: number; why?: undefined }
  /** the rest of a sentence that begins with the name */
  | { why: string };

/** The smallest and largest probability for which a quantile is asked. */
const EDGE = 2 ** -53;

/**
 * A stated correlation: each number keeps its own law, and a Gaussian copula draws them jointly. On the scale of standard
 * normal numbers the correlation is the stated one. So it is for normal numbers, and for log-normal ones on the log scale.
 *
 * @param find finds a number by its name
 * @param taken keys of numbers in another joint group, with the name of that group
 */
export function togetherOf(
  { parameters, correlation, pairs }: RawTogether,
  index: number,
  find: (name: string) => Found,
  taken: Map<string, string>,
): { joint?: Joint; problems: Problem[] } {
  const problems: Problem[] = [];
  const add = (path: Problem['path'], message: string) =>
    problems.push({ path: ['together', index, ...path], message, severity: 'error' });
  const title = `together.${index}`;
  const seen = new Map<string, string>();
  const members = parameters.flatMap((name, i): Member[] => {
    const found = find(name);
    const at = ['parameters', i];
    if (found.why !== undefined) {
      add(at, `${name} ${found.why}`);
      return [];
    }
    const { key, law } = found;
    const [other, group] = [seen.get(key), taken.get(key)];
    seen.set(key, name);
    if (other === name) add(at, `${name} stands here twice`);
    else if (other !== undefined)
      add(at, `${name} and ${other} are one piece of evidence, which is drawn once`);
    else if (group !== undefined)
      add(at, `${name} is drawn with others in ${group} already; it can be in one of them`);
    const below = (z: number) => Math.min(1 - EDGE, Math.max(EDGE, normalCdf(z)));
    return [{ name, key, law, ofNormal: (z) => law.quantile(below(z)) }];
  });
  if ((correlation === undefined) === (pairs === undefined))
    add([], 'parameters that are drawn together need correlation or pairs, one of the two');
  if (problems.length > 0) return { problems };
  const read = pairs === undefined ? readCorrelation(correlation!, parameters) : readPairs(pairs, parameters);
  for (const { path, message } of read.problems ?? [])
    add([pairs === undefined ? 'correlation' : 'pairs', ...path], message);
  if (!read.matrix) return { problems };
  for (const { key } of members) taken.set(key, title);
  return { joint: gaussian('together', title, members, read.matrix), problems };
}
