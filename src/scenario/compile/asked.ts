import { unknownName } from '../../language/names.ts';
import { variablesAsked } from '../asked.ts';
import type { Mark, Model } from '../model.ts';

/** What a plan is asked for. The compiler counts nothing else, and splits patients for nothing else. */
export interface Asked {
  /** names of endpoints; all unless given */
  endpoints?: readonly string[];
  /** names of the subgroups whose endpoints are counted; all unless given */
  subgroups?: readonly string[];
  /** proportions, levels of characteristics and marks, branches of decisions, sizes of subgroups; unless false */
  shares?: boolean;
  /** names of defined proportions that are counted where shares are not asked for; none unless given */
  proportions?: readonly string[];
  /** occupancy of states and transitions between them; unless false */
  states?: boolean;
  /** endpoints as observed under the scenario's follow-up; unless false */
  followUp?: boolean;
  /** times of each patient, returned beside the counts; none unless given */
  times?: AskedTimes;
}

/** Times that are returned for each patient: see `TimesReadout`. */
export interface AskedTimes {
  /** names of endpoints whose event times are returned */
  endpoints: readonly string[];
  /** names of states whose entry times are returned */
  entries?: readonly string[];
  /** name of a subgroup whose members are marked */
  member?: string;
  /** names of further subgroups, of each of which the members are marked */
  members?: readonly string[];
  /** names of defined proportions, of each of which the patients are marked */
  proportions?: readonly string[];
  /** times at which an endpoint's own definition censors are returned too */
  censored?: boolean;
}

/**
 * The model without the parts that nobody asks for. A subgroup of which only the share is asked becomes a proportion:
 * its members are counted, but the compiler does not split patients by it.
 *
 * @param like the same of this model with other numbers, where that is known
 * @throws RangeError for an endpoint, subgroup or proportion that the model does not have
 */
export function askedOf(
  model: Model,
  { endpoints, subgroups, shares = true, proportions = [] }: Asked,
  like?: Model,
): Model {
  const kept = namedIn('subgroup', model.subgroups, subgroups);
  const others = model.subgroups.filter((subgroup) => !kept.includes(subgroup));
  const asShares = others.map((subgroup) => ({ ...subgroup, among: { op: 'always' } as const }));
  const left: Model = {
    ...model,
    endpoints: namedIn('endpoint', model.endpoints, endpoints),
    subgroups: kept,
    proportions: shares
      ? [...asShares, ...model.proportions]
      : namedIn('proportion', model.proportions, proportions),
  };
  if (shares) return left;
  const needed = like?.marks.map(({ name }) => name);
  return {
    ...left,
    marks: needed ? model.marks.filter(({ name }) => needed.includes(name)) : marksNeeded(left),
  };
}

/** Marks on which something else depends: a law, a ratio, a condition, or another mark that is needed. */
function marksNeeded(model: Model): Mark[] {
  let needed: Mark[] = [];
  for (;;) {
    const asked = variablesAsked({ ...model, marks: needed });
    const more = model.marks.filter(({ name }) => asked.has(name));
    if (more.length === needed.length) return more;
    needed = more;
  }
}

function namedIn<T extends { name: string }>(
  kind: string,
  all: readonly T[],
  names: readonly string[] | undefined,
): T[] {
  const missing = names?.find((name) => !all.some((item) => item.name === name));
  if (missing !== undefined)
    throw new RangeError(
      unknownName(
        kind,
        missing,
        all.map(({ name }) => name),
        'the model',
      ),
    );
  return all.filter(({ name }) => names === undefined || names.includes(name));
}
