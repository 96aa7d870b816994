import { unknownName } from '../../language/names.ts';
import type { PartEvents } from '../design.ts';
import type { Issues, Path } from './problems.ts';
import type { Range } from './ranges.ts';
import type { RawAnalysis, RawTrial } from './schema.ts';

const ARMS = ['control', 'treatment'];

/** Reads events of single arms or strata: `{ control: 60 }`; empty if an analysis is not by them. */
export function partEventsOf(
  { events }: RawAnalysis,
  path: Path,
  { arms, strata = {} }: RawTrial,
  countable: Range,
  issues: Issues,
): PartEvents[] {
  if (typeof events !== 'object') return [];
  const kinds = Object.keys(strata);
  const own = arms && !arms.control ? ['treatment'] : ARMS;
  return Object.entries(events).flatMap(([name, raw]): PartEvents[] => {
    const at = [...path, 'events', name];
    const count = issues.number(raw, at, countable);
    const stratum = kinds.indexOf(name);
    const arm = own.indexOf(name);
    if (stratum < 0 && arm < 0)
      issues.add(at, unknownName('arm or stratum', name, [...kinds, ...own], 'the design'));
    if (count === undefined || (stratum < 0 && arm < 0)) return [];
    return [stratum >= 0 ? { stratum, count } : { arm, count }];
  });
}
