import { type Counts, createEngine, roomFor } from '../../kernel/engine.ts';
import type { Graph } from '../../kernel/graph.ts';
import { machineOf } from '../../kernel/primitives/index.ts';
import { streamKeys } from '../../run/keys.ts';
import type { AskedTimes } from '../../scenario/compile/asked.ts';
import type { DrawnNumber } from '../../scenario/compile/columns.ts';
import { KeptTimes } from '../../scenario/compile/patient-times.ts';
import { StrategyPlans } from '../../scenario/compile/strategy-plans.ts';
import { FOLLOW_UP, type Model } from '../../scenario/model.ts';
import { patientTimesAgain, planAgain, resolvable } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { sumCounters } from '../../tally.ts';
import type { ArmColumns } from './cohort.ts';
import type { PointJob } from './points.ts';
import type { LikelihoodTarget } from './targets.ts';

export interface Arm {
  strategy: string;
  /** patients of a cohort */
  size: number;
  /** number of the first patient */
  first: number;
  /** as the scenario's follow-up sees them */
  isFollowed: boolean;
}

/** Simulates the patients of one arm repeatedly, each time with other parameter values. */
export interface ArmReader {
  asked: { endpoints: string[]; members: string[]; proportions: string[] };
  /** the bit of a subgroup; by default that of all patients */
  groupOf(subgroup: string | undefined): number;
  /** @throws OverrideError if these values are impossible together */
  columns(changed: Scenario, cohorts: number, seed: string): ArmColumns;
  /** Counts the shares of levels and branches in each cohort. No times are needed for them. */
  counts(
    changed: Scenario,
    cohorts: number,
    seed: string,
    wanted: readonly string[],
    write: (cohort: number, index: number, value: number, of: number) => void,
  ): void;
}

/** The first group is all patients. */
const ALL = 1;
/** Most groups, all patients included: bits of one word. */
const MOST_GROUPS = 31;

/**
 * @param targets the targets that are read from this arm
 * @throws RangeError if there are more subgroups than bits
 */
export function armReader(job: PointJob, arm: Arm, targets: readonly LikelihoodTarget[]): ArmReader {
  const { strategy, size, first, isFollowed } = arm;
  const model = resolvable(job.scenario, strategy);
  const asked = askedOfArm(model, targets);
  if (asked.members.length >= MOST_GROUPS)
    throw new RangeError(
      `targets are of ${asked.members.length} subgroups; at most ${MOST_GROUPS - 1} are possible`,
    );
  const kept = new KeptTimes();
  const plans = new StrategyPlans({ endpoints: [], subgroups: [], states: false, followUp: false });
  const simulate = (seed: string, graph: Graph, from: number, count: number, room: Counts) =>
    createEngine(graph, machineOf(job.engine), { generator: job.generator }).run(
      keysOf(seed, graph.streams),
      from,
      count,
      room,
    );
  const rooms = new Map<string, Counts>();
  const roomOf = (graph: Graph, count: number): Counts => {
    const key = `${count} ${graph.tracks} ${graph.counters}`;
    const room = rooms.get(key) ?? roomFor(graph, count);
    rooms.set(key, room);
    return room;
  };
  return {
    asked,
    groupOf: (subgroup) => (subgroup === undefined ? ALL : 2 << asked.members.indexOf(subgroup)),
    columns(changed, cohorts, seed) {
      const count = cohorts * size;
      const { model: now, times } = patientTimesAgain(changed, strategy, asked, kept);
      const followUp = isFollowed ? followUpOf(now) : [];
      const graph = times.graph(followUp);
      const room = roomOf(graph, count);
      const outcomes = simulate(seed, graph, first, count, room).outcomes!;
      const { endpoints, members, proportions } = times.times;
      return {
        size,
        events: endpoints.map(({ outcome }) => outcomes[outcome]!),
        censored: endpoints.map(({ censors, censored }) => (censors ? outcomes[censored!] : undefined)),
        followUp: summed(followUp.map((_, k) => outcomes[outcomes.length - followUp.length + k]!)),
        groups: groupsOf(
          members.map(({ outcome }) => outcomes[outcome]!),
          count,
        ),
        shares: proportions.map(({ hit, miss }) => ({ hit: outcomes[hit]!, miss: outcomes[miss]! })),
      };
    },
    counts(changed, cohorts, seed, wanted, write) {
      const plan = planAgain(changed, strategy, plans);
      const read = wanted.map((name) => plan.readout.proportions.findLast((one) => one.name === name)!);
      const engine = createEngine(plan.graph, machineOf(job.engine), { generator: job.generator });
      const keys = keysOf(seed, plan.graph.streams);
      const room = roomFor(plan.graph, size);
      for (let c = 0; c < cohorts; c++) {
        const counts = engine.run(keys, first + c * size, size, room);
        read.forEach(({ hits, among }, i) => {
          const of = sumCounters(counts, among);
          write(c, i, sumCounters(counts, hits) / of, of);
        });
      }
    },
  };
}

function askedOfArm(model: Model, targets: readonly LikelihoodTarget[]) {
  const names = (all: readonly (string | undefined)[]) => [
    ...new Set(all.filter((name) => name !== undefined)),
  ];
  const shares = names(targets.map(({ raw }) => raw.proportion));
  const defined = model.proportions.map(({ name }) => name);
  const subgroups = model.subgroups.map(({ name }) => name);
  return {
    endpoints: names(targets.map(({ raw }) => raw.endpoint)),
    members: names([
      ...targets.flatMap(({ raw, over }) => [raw.subgroup, over?.subgroup]),
      ...shares.filter((name) => subgroups.includes(name) && !defined.includes(name)),
    ]),
    proportions: shares.filter((name) => defined.includes(name)),
    censored: true,
  } satisfies AskedTimes;
}

/** The terms of a patient's follow-up, as in the model's timer. */
function followUpOf({ timers }: Model): DrawnNumber[] {
  const numbers: DrawnNumber[] = [];
  for (let next: string | undefined = FOLLOW_UP; next !== undefined; ) {
    const timer = timers.find(({ name }) => name === next);
    if (!timer) break;
    const { name, law, after } = timer;
    numbers.push({ stream: name, key: `timer ${name} ${law.key}`, law: law.distribution() });
    next = after;
  }
  return numbers;
}

function summed(columns: readonly Float64Array[]): Float64Array | undefined {
  const [first, ...rest] = columns;
  if (!first || rest.length === 0) return first;
  return first.map((value, i) => rest.reduce((sum, column) => sum + column[i]!, value));
}

function groupsOf(members: readonly Float64Array[], count: number): Uint32Array {
  const groups = new Uint32Array(count).fill(ALL);
  members.forEach((since, m) => {
    const bit = 2 << m;
    for (let i = 0; i < count; i++) if (since[i]! < Number.POSITIVE_INFINITY) groups[i]! |= bit;
  });
  return groups;
}

let last: { seed: string; streams: readonly string[]; keys: Int32Array } | undefined;

/** Deriving the keys of streams takes longer than a draw, so that those of the last graph are kept. */
function keysOf(seed: string, streams: readonly string[]): Int32Array {
  const isSame =
    last?.seed === seed &&
    last.streams.length === streams.length &&
    last.streams.every((name, i) => name === streams[i]);
  if (!isSame) last = { seed, streams, keys: streamKeys(seed, streams) };
  return last!.keys;
}
