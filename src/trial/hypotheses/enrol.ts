import type { ArmColumns } from '../arms/columns.ts';
import type { Observation } from '../design.ts';
import { DesignError } from '../design-error.ts';
import type { Block } from '../replicate/block.ts';
import type { Columns } from '../replicate/columns.ts';
import { type EnrolRoom, enroller, enrolRoom } from '../replicate/enrol.ts';
import type { TrialLoops } from '../replicate/loops/loops.ts';
import { type TrialColumns, trialColumns } from '../replicate/trial-columns.ts';
import type { Assessed, HypothesesDesign } from './design.ts';

/** Memory for the patients of a trial: by endpoint, by population, and by cohort where it is not everybody. */
export interface CohortsRoom {
  endpoints: EnrolRoom[];
  members: EnrolRoom[];
  cohorts: (TrialColumns | undefined)[];
}

export function cohortsRoom(design: HypothesesDesign, from: Columns): CohortsRoom {
  const { endpoints, populations, cohorts, patients } = design;
  return {
    endpoints: endpoints.map(() => enrolRoom(design, from)),
    members: populations.flatMap(({ kind }) => (kind === 'subgroup' ? [enrolRoom(design, from)] : [])),
    cohorts: cohorts.map(({ population }) =>
      population === undefined ? undefined : trialColumns(patients, from),
    ),
  };
}

/** The patients of one trial; the columns are reused for each trial. */
export interface EnrolledCohorts {
  /** everybody, with the times of each endpoint; patients have the same place in all */
  endpoints: readonly TrialColumns[];
  /** the patients of each cohort */
  cohorts: readonly TrialColumns[];
  /** by population, whether the patient at a place among everybody is in it */
  isMember: (population: number, i: number) => boolean;
}

/**
 * Enrols the patients of a trial once for each endpoint. The draws are the same, so that the patients are too.
 *
 * @returns a function of a block, which returns a function of a replicate
 */
export function cohortsEnroller(
  design: HypothesesDesign,
  arms: readonly ArmColumns[],
  room: CohortsRoom,
  loops: TrialLoops,
): (block: Block) => (r: number) => EnrolledCohorts {
  const { populations, cohorts, assessed } = design;
  const subgroups = populations.filter(({ kind }) => kind === 'subgroup');
  const reader = (own: readonly ArmColumns[], columns: EnrolRoom, observation?: Observation) => {
    const enrol = enroller({ ...design, observation }, own, columns, loops);
    return (block: Block) => {
      const read = { ...block, arms: block.arms.map((one, a) => ({ ...one, arm: own[a]! })) };
      return (r: number) => enrol(read, r);
    };
  };
  const ofEndpoints = room.endpoints.map((columns, e) =>
    reader(
      arms.map((arm) =>
        ofEndpoint(
          arm,
          e,
          assessed?.find(({ endpoint }) => endpoint === e),
        ),
      ),
      columns,
      observationOf(design, e),
    ),
  );
  const ofMembers = room.members.map((columns, m) =>
    reader(
      arms.map((arm) => ofMember(arm, subgroups[m]!.index)),
      columns,
      design.observation && {},
    ),
  );
  const enrolled: EnrolledCohorts = {
    endpoints: room.endpoints.map(({ columns }) => columns),
    cohorts: cohorts.map(({ endpoint }, c) => room.cohorts[c] ?? room.endpoints[endpoint]!.columns),
    isMember: (population, i) => {
      const own = populations[population]!;
      if (own.kind === 'stratum') return room.endpoints[0]!.columns.stratum[i] === own.index;
      return room.members[subgroups.indexOf(own)]!.columns.eventAt[i]! < Infinity;
    },
  };
  return (block) => {
    const endpoints = ofEndpoints.map((read) => read(block));
    const members = ofMembers.map((read) => read(block));
    return (r) => {
      for (const read of endpoints) read(r);
      for (const read of members) read(r);
      for (let c = 0; c < cohorts.length; c++) {
        const { endpoint, population } = cohorts[c]!;
        if (population === undefined) continue;
        const from = room.endpoints[endpoint]!.columns;
        const { kind, index, name } = populations[population]!;
        if (kind === 'stratum') keepStratum(from, index, room.cohorts[c]!);
        else
          keepMembers(
            from,
            room.members[subgroups.indexOf(populations[population]!)]!.columns,
            name,
            room.cohorts[c]!,
          );
      }
      return enrolled;
    };
  };
}

/** The arm with another of its endpoints; who may be enrolled depends on all of them. */
function ofEndpoint(arm: ArmColumns, e: number, assessed: Assessed | undefined): ArmColumns {
  if (!arm.endpoints) return arm;
  const { atOnce } = assessed ?? {};
  return {
    ...arm,
    ...{ event: [arm.endpoints[e]!], free: arm.endpoints },
    ...(atOnce !== undefined && { atOnce: arm.endpoints[atOnce]! }),
  };
}

/** How patients are observed for one endpoint; patients of all are read in the same way, so that they are the same. */
function observationOf({ observation, assessed }: HypothesesDesign, e: number): Observation | undefined {
  if (!observation?.visits || assessed?.some(({ endpoint }) => endpoint === e)) return observation;
  const { visits: _, ...others } = observation;
  return others;
}

/** The arm with membership in place of an event: who is a member has it, at or before randomisation. */
function ofMember(arm: ArmColumns, m: number): ArmColumns {
  return { ...arm, event: [arm.members![m]!], dropout: [undefined], free: arm.endpoints! };
}

function keepStratum(from: TrialColumns, stratum: number, into: TrialColumns): void {
  begin(from, into);
  for (let i = 0; i < from.size; i++) if (from.stratum[i] === stratum) keep(from, i, into);
}

/** @throws DesignError if a member is known only after randomisation */
function keepMembers(from: TrialColumns, members: TrialColumns, name: string, into: TrialColumns): void {
  begin(from, into);
  for (let i = 0; i < from.size; i++) {
    if (members.eventAt[i] === Infinity) continue;
    if (members.time[i]! > 0)
      throw new DesignError(
        ['hypotheses'],
        `patients are known to be of subgroup ${name} only after randomisation, must be a subgroup that is known by then`,
      );
    keep(from, i, into);
  }
}

function begin(from: TrialColumns, into: TrialColumns): void {
  into.size = 0;
  into.control = 0;
  into.events = 0;
  into.screened = from.screened;
  into.earliest = from.earliest;
}

function keep(from: TrialColumns, i: number, into: TrialColumns): void {
  const slot = into.size++;
  if (i < from.control) into.control++;
  into.start[slot] = from.start[i]!;
  into.time[slot] = from.time[i]!;
  const at = from.eventAt[i]!;
  into.eventAt[slot] = at;
  into.stratum[slot] = from.stratum[i]!;
  if (at < Infinity) into.eventTimes[into.events++] = at;
}
