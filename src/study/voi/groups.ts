import { type DrawnValue, parameterDraws } from '../../uncertainty/draw.ts';
import type { FixedNumber } from '../../uncertainty/items.ts';
import { uncertaintyFor } from '../draws/needed.ts';
import type { DrawJob, PsaResult } from '../psa/index.ts';

/** Numbers that would be learned together. */
export interface InformationGroup {
  name: string;
  kind: 'number' | 'source' | 'group';
  /** names of the numbers */
  numbers: string[];
}

/** Each number, each source, and the groups that were asked for, whose members are numbers or sources. */
export function informationGroups(
  drawn: PsaResult['drawn'],
  groups: Readonly<Record<string, readonly string[]>>,
): InformationGroup[] {
  const bySource = sourcesOf(drawn);
  return [
    ...drawn.map(({ name }): InformationGroup => ({ name, kind: 'number', numbers: [name] })),
    ...[...bySource].map(([name, numbers]): InformationGroup => ({ name, kind: 'source', numbers })),
    ...Object.entries(groups).map(([name, members]): InformationGroup => {
      const numbers = members.flatMap((member) =>
        drawn.some((one) => one.name === member) ? [member] : bySource.get(member)!,
      );
      return { name, kind: 'group', numbers: [...new Set(numbers)] };
    }),
  ];
}

/** Numbers by source; all calibrated values count as one source, and so do all assumptions. */
function sourcesOf(drawn: PsaResult['drawn']): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { name, basis, source } of drawn) {
    const of = basis === 'calibrated' ? 'calibrated values' : (source ?? 'assumptions');
    sources.set(of, [...(sources.get(of) ?? []), name]);
  }
  return sources;
}

/** @throws RangeError for a member of a group that is neither a drawn number nor the source of one */
export function checkMembers(
  { drawn, fixed }: { drawn: PsaResult['drawn']; fixed: readonly FixedNumber[] },
  groups: Readonly<Record<string, readonly string[]>>,
): void {
  const sources = [...sourcesOf(drawn).keys()];
  const names = drawn.map(({ name }) => name);
  for (const [group, members] of Object.entries(groups))
    for (const member of members) {
      if (names.includes(member) || sources.includes(member)) continue;
      const held = fixed.find(({ name }) => name === member);
      const what = held ? `${member} is held fixed (${held.why})` : `${member} is not drawn`;
      const choices =
        names.length === 0
          ? 'no number of the scenario is'
          : `choose of numbers: ${names.join(', ')}; of sources: ${sources.join(', ')}`;
      throw new RangeError(`group ${group}: ${what}; ${choices}`);
    }
}

/**
 * Explanatory columns of the drawn items, by name: one for a number; for counts by level, one for the share of each level except the
 * last; for a curve, one for its survival at each point.
 *
 * @param job the job of the draws
 * @param numbers numbers of the draws, from 0
 */
export function columnsByName(
  job: Pick<DrawJob, 'scenario' | 'seed' | 'strategies' | 'questions'>,
  numbers: readonly number[],
): Map<string, Float64Array[]> {
  const uncertainty = uncertaintyFor(job);
  const draws = parameterDraws(job.scenario, uncertainty, job.seed);
  const values = numbers.map((draw) => draws.valuesOf(draw));
  return new Map(
    uncertainty.drawn.map(({ name }, i) => {
      const parts = numbers.length === 0 ? 0 : partsOf(values[0]![i]!).length;
      const columns = Array.from({ length: parts }, (_, part) =>
        Float64Array.from(values, (of) => partsOf(of[i]!)[part]!),
      );
      return [name, columns] as const;
    }),
  );
}

function partsOf(value: DrawnValue): number[] {
  // a curve has a column for each point except the first, at which survival is 1
  if (Array.isArray(value)) return value.slice(1).map(([, survival]) => survival);
  return typeof value === 'number' ? [value] : Object.values(value).slice(0, -1);
}
