import { unknownName } from '../../language/names.ts';
import { variablesAsked } from '../asked.ts';
import type { Mark, Model } from '../model.ts';

/** What is asked of a plan. What nobody asks for is not counted, and patients are not kept apart for it. */
export interface Asked {
  /** names of endpoints; all unless given */
  endpoints?: readonly string[];
  /** names of subgroups whose endpoints are asked for; all unless given */
  subgroups?: readonly string[];
  /** shares: proportions, levels of characteristics and marks, branches of decisions, and of subgroups; unless false */
  shares?: boolean;
  /** who is in which state, and who goes which way; unless false */
  states?: boolean;
  /** what a study with the scenario's follow-up would see; unless false */
  followUp?: boolean;
  /** each patient's own times, handed out beside what is counted; none unless given */
  times?: AskedTimes;
}

/** Times of each patient that are handed out: see `TimesReadout`. */
export interface AskedTimes {
  /** names of endpoints, of whose events the times are */
  endpoints: readonly string[];
  /** names of states */
  entries?: readonly string[];
  /** the name of a subgroup */
  member?: string;
}

/**
 * The model without what is not asked for. A subgroup of which only the share is asked is a proportion: its members are
 * counted and nothing of theirs is kept apart.
 *
 * @throws RangeError for an endpoint or subgroup that the model does not have
 */
export function askedOf(model: Model, { endpoints, subgroups, shares = true }: Asked): Model {
  const kept = namedIn('subgroup', model.subgroups, subgroups);
  const others = model.subgroups.filter((subgroup) => !kept.includes(subgroup));
  const asShares = others.map((subgroup) => ({ ...subgroup, among: { op: 'always' } as const }));
  const left: Model = {
    ...model,
    endpoints: namedIn('endpoint', model.endpoints, endpoints),
    subgroups: kept,
    proportions: shares ? [...asShares, ...model.proportions] : [],
  };
  return shares ? left : { ...left, marks: marksNeeded(left) };
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
  const missing = names?.find((name) => !all.some((one) => one.name === name));
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
