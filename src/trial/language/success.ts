import { unknownName } from '../../language/names.ts';
import type { SuccessCondition } from '../hypotheses/design.ts';
import type { Issues, Path } from './problems.ts';
import { ratio } from './ranges.ts';
import type { RawTrial } from './schema.ts';

/** Reads what a success of the trial is; undefined if the design does not say. */
export function successOf(
  { success }: RawTrial,
  names: readonly string[],
  issues: Issues,
): SuccessCondition[] | undefined {
  if (success === undefined) return undefined;
  const isList = Array.isArray(success);
  return [success].flat().flatMap((one, i): SuccessCondition[] => {
    const path: Path = ['success', ...(isList ? [i] : [])];
    const { significant, 'hazard-ratio': ratioOf, below } = one;
    const conditions: SuccessCondition[] = [];
    const indexOf = (name: string, at: Path) => {
      const h = names.indexOf(name);
      if (h < 0) issues.add(at, unknownName('hypothesis', name, names, 'the design'));
      return h;
    };
    if (significant === undefined && ratioOf === undefined)
      issues.add(path, 'a success has no condition, must have `significant`, or `hazard-ratio` and `below`');
    if (significant !== undefined)
      conditions.push({
        kind: 'significant',
        hypotheses: [significant]
          .flat()
          .map((name, k) =>
            indexOf(name, [...path, 'significant', ...(Array.isArray(significant) ? [k] : [])]),
          ),
      });
    if ((ratioOf === undefined) !== (below === undefined))
      issues.add(path, 'hazard-ratio and below must stand together: { hazard-ratio: OS, below: 0.9 }');
    else if (ratioOf !== undefined) {
      const limit = issues.number(below, [...path, 'below'], ratio);
      const hypothesis = indexOf(ratioOf, [...path, 'hazard-ratio']);
      if (limit !== undefined) conditions.push({ kind: 'ratio', hypothesis, below: limit });
    }
    return conditions;
  });
}
