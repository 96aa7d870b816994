import { edgesOf } from './edges.ts';
import { effectsOf } from './effects.ts';
import { ENDLESS } from './endless.ts';
import type { GeneratorName } from './generators.ts';
import type { ChanceNode, Edge, Graph, Node, StateNode, WhenNode } from './graph.ts';
import { Layout } from './memory.ts';
import { type Line, layOut } from './places.ts';
import type { MachineOf, Queue } from './primitives/primitives.ts';
import { timesOf } from './times.ts';
import type { Work } from './work.ts';
import { powerOfTwo, workspaceFor } from './workspace.ts';

/** Patients are taken from a queue in blocks of this many, so that their columns stay in the L1 cache. */
const BLOCK = 4096;
/** Largest memory of all queues together, in bytes. */
const MOST_IN_QUEUES = 2 ** 29;
/**
 * A patient who enters a state this often is first simulated alone: a whole batch in an endless loop would take
 * minutes.
 */
const SUSPECT = 1_000;

/** The counts of a chunk of patients. */
export interface Counts {
  /** by track: grid.rows + 1 numbers each */
  tracks: Uint32Array;
  counters: Float64Array;
  /** for each outcome of the graph, the values of the patients in order; may be longer than the number of patients */
  outcomes?: Float64Array[];
}

export interface Engine {
  /**
   * Simulates `count` patients from number `first` on.
   *
   * @param keys two 32-bit keys for each stream, in the graph's order
   * @param into memory for the counts; default newly allocated
   * @throws EndlessModelError
   */
  run(keys: Int32Array, first: number, count: number, into?: Counts): Counts;
  /**
   * The same counts where they are, in the engine's own memory: to be read before any engine of the thread runs again.
   *
   * @param outcomes memory for the outcomes; they are not returned unless given
   * @throws EndlessModelError
   */
  peek(keys: Int32Array, first: number, count: number, outcomes?: Float64Array[]): CountsInPlace;
}

export interface CountsInPlace extends Omit<Counts, 'outcomes'> {
  /** Writes by row how many of `size` patients are left when those in these tracks are gone, up to and with the row. */
  left(tracks: readonly number[], size: number, into: Uint32Array): void;
}

export interface EngineOptions {
  generator?: GeneratorName;
  /** patients per batch; results do not depend on it */
  batch?: number;
  /** number of entries into one state from which on a patient is simulated alone */
  suspects?: number;
}

/**
 * An engine for a graph: queues, tables and columns in one block of memory, reused for each chunk.
 *
 * A batch of patients enters at the root, and the nodes are drained in turn until all queues are empty. A patient is
 * in one queue at a time, so queues cannot overflow, and cycles need no special treatment.
 *
 * @throws RangeError if the model's tables, counts and queues need more than a gigabyte
 */
export function createEngine(graph: Graph, machineOf: MachineOf, options: EngineOptions = {}): Engine {
  const { generator = 'triple32', batch = batchFor(graph), suspects = SUSPECT } = options;
  const { grid } = graph;
  const stride = grid.rows + 1;
  const layout = new Layout();
  const places = layOut(graph, batch, layout);
  const workspace = workspaceFor(machineOf, layout);
  const { memory, primitives: p } = workspace;
  const { queues, outs, loop } = places;
  const loops = graph.nodes.map((node, at) => edgesOf(node).some(({ to }) => to === at));
  // numbers are drawn at the start, so they are always known
  const numbers = new Set(graph.numbers.map(({ memory }) => memory));
  const unknown = graph.outcomes.filter((outcome) => !numbers.has(outcome));
  const work: Work = {
    graph,
    generator,
    memory,
    primitives: p,
    places,
    stride,
    keys: new Int32Array(0),
    first: 0,
    suspect: suspects,
    counters: new Float64Array(graph.counters),
  };
  const times = timesOf(work);
  const apply = effectsOf(work, times, runAlone);

  /** @throws EndlessModelError if the patient never finishes */
  function runAlone(patient: number): void {
    // with its own memory, since this one is in use
    const ownMachine: MachineOf = (bytes) => machineOf(bytes);
    const alone = createEngine(graph, ownMachine, { generator, batch: 1, suspects: ENDLESS });
    alone.run(work.keys, work.first + patient, 1);
  }

  function enter(n: number): void {
    for (const place of places.visits) memory.i32.fill(0, place >> 2, (place >> 2) + n);
    const to = lineOf(graph.root, true);
    p.iota(to.patients, n);
    p.fill(to.times, n, 0);
    for (const outcome of unknown) p.fill(places.memories[outcome]!, n, Number.POSITIVE_INFINITY);
    times.enter(to.patients, n);
    deliver(graph.root, to, n);
  }

  function drain(): void {
    for (let busy = true; busy; ) {
      busy = false;
      for (let at = 0; at < queues.length; at++) {
        const queue = queues[at]!;
        while (queue.length > 0) {
          const n = Math.min(BLOCK, queue.length);
          queue.length -= n;
          pass(at, behind(queue), n);
          busy = true;
        }
      }
    }
  }

  function pass(at: number, from: Queue, n: number): void {
    const node = graph.nodes[at]!;
    if (loops[at]) {
      // the node's patients go to its own queue: copy them out first
      copyQueue(from, loop, n);
      passOn(node, loop, n, queues[at]!.atStart);
    } else passOn(node, from, n, queues[at]!.atStart);
  }

  function passOn(node: Node, from: Queue, n: number, atStart: boolean): void {
    if (node.kind === 'state') passState(node, from, n, atStart);
    else passSplit(node, from, n, atStart);
  }

  function passState(node: StateNode, from: Queue, n: number, atStart: boolean): void {
    race(node, from, n, atStart);
    p.tally(places.times, places.winners, n, places.counts, grid.rows, grid.perUnit);
    for (const { edge, track } of node.arms) {
      if (edge.to < 0 && edge.effects.length === 0) continue;
      const to = lineOf(edge, false);
      const end = behind(to);
      const label = track * stride;
      const moved = p.advance(
        places.times,
        places.winners,
        from.patients,
        n,
        label,
        grid.horizon,
        end.patients,
        end.times,
      );
      deliver(edge, to, moved);
    }
    if (node.horizon) {
      const to = lineOf(node.horizon, false);
      const end = behind(to);
      const moved = p.expire(places.times, from.patients, n, grid.horizon, end.patients, end.times);
      deliver(node.horizon, to, moved);
    }
  }

  /** Sets times to the earliest of a state's arms, and winners to its label. */
  function race({ arms, visits }: StateNode, from: Queue, n: number, atStart: boolean): void {
    const { draws, others } = places;
    let started = false;
    for (const { time, track } of arms) {
      if (time.kind !== 'sojourn') continue;
      const { sampler } = time;
      const label = track * stride;
      if (!started) {
        times.sample(sampler, from.patients, n, places.times, visits);
        p.label(places.winners, n, label);
      } else if (sampler.kind === 'table' && !sampler.cure && !sampler.bend) {
        times.draw(sampler.stream, from.patients, n, visits);
        p.race(places.tables + sampler.table * 8, draws, n, places.times, places.winners, label);
      } else {
        times.sample(sampler, from.patients, n, others, visits);
        p.earlier(others, n, places.times, places.winners, label);
      }
      started = true;
    }
    if (started && !atStart) p.add(places.times, n, from.times);
    for (const { time, track } of arms) {
      if (time.kind === 'sojourn') continue;
      const label = track * stride;
      if (!started) {
        times.absolute(time, from, n, places.times, visits);
        p.label(places.winners, n, label);
      } else {
        times.absolute(time, from, n, others, visits);
        p.earlier(others, n, places.times, places.winners, label);
      }
      started = true;
    }
  }

  function passSplit(node: ChanceNode | WhenNode, from: Queue, n: number, atStart: boolean): void {
    const yes = lineOf(node.yes, atStart);
    // two edges out of the simulation, or into the same queue, need two places
    const same = node.yes.to === node.no.to;
    const no = same
      ? { ...outs[1], times: yes.atStart ? places.zeros : outs[1].times }
      : lineOf(node.no, atStart);
    const yesEnd = behind(yes);
    const noEnd = behind(no);
    const moved = part(node, from, n, yesEnd, noEnd, yes.atStart && no.atStart);
    deliver(node.yes, yes, moved);
    if (same && node.no.to >= 0) {
      // those on the `no` edge follow those on the `yes` edge
      copyQueue(noEnd, behind(yes), n - moved);
      deliver(node.no, yes, n - moved);
    } else deliver(node.no, no, n - moved);
  }

  /** Appends patients to one of two queues; returns the number in the first. */
  function part(
    node: ChanceNode | WhenNode,
    from: Queue,
    n: number,
    yes: Queue,
    no: Queue,
    withoutTimes: boolean,
  ): number {
    const { draws, others } = places;
    const recall = (memory: number) => p.recall(from.patients, n, places.memories[memory]!, others);
    if (node.kind === 'when') {
      const { left, bound } = node;
      if (left.kind === 'memory') recall(left.memory);
      if (bound.kind === 'timer') times.timer(bound.timer, from.patients, n, places.times);
      else p.fill(places.times, n, bound.value);
      return p.part(left.kind === 'now' ? from.times : others, places.times, from, n, yes, no);
    }
    const { by } = node;
    times.draw(node.stream, from.patients, n, node.visits);
    if (by.kind === 'odds') {
      p.fill(others, n, by.odds);
      for (const scale of by.scales) p.scale(from.patients, n, places.memories[scale]!, others);
      return p.splitOdds(draws, others, from, n, yes, no);
    }
    if (withoutTimes)
      return p.splitPatients(draws, by.threshold, from.patients, n, yes.patients, no.patients);
    return p.split(draws, by.threshold, from, n, yes, no);
  }

  /** The queue that an edge leads to. For exits at time 0, the times are those of the start. */
  function lineOf(edge: Edge, atStart: boolean): Line {
    if (edge.to >= 0) return queues[edge.to]!;
    return atStart ? outAtStart : outs[0];
  }
  const outAtStart: Line = { ...outs[0], times: places.zeros, atStart: true };

  /** The first free place of a queue. */
  function behind({ patients, times, length, atStart }: Line): Queue {
    return { patients: patients + length * 4, times: atStart ? times : times + length * 8 };
  }

  /** Adds the `moved` patients behind the end of a queue to it, and applies the edge's effects. */
  function deliver(edge: Edge, to: Line, moved: number): void {
    if (moved > 0 && edge.effects.length > 0) {
      const segment = behind(to);
      for (const effect of edge.effects) apply(effect, segment, moved);
    }
    if (edge.to >= 0) to.length += moved;
  }

  function copyQueue(from: Queue, to: Queue, n: number): void {
    memory.i32.copyWithin(to.patients >> 2, from.patients >> 2, (from.patients >> 2) + n);
    memory.f64.copyWithin(to.times >> 3, from.times >> 3, (from.times >> 3) + n);
  }

  /** Copies out the outcomes of the current batch. */
  function handOut(outcomes: Float64Array[], done: number, n: number): void {
    graph.outcomes.forEach((memoryColumn, k) => {
      const place = places.memories[memoryColumn]! >> 3;
      outcomes[k]?.set(memory.f64.subarray(place, place + n), done);
    });
  }

  /** Simulates patients and returns the counts where they are. */
  function simulate(
    keys: Int32Array,
    first: number,
    count: number,
    outcomes?: Float64Array[],
  ): Omit<Counts, 'outcomes'> {
    if (workspace.tables !== graph.tables) memory.f64.set(graph.tables, places.tables >> 3);
    workspace.tables = graph.tables;
    work.keys = keys;
    work.suspect = suspects;
    work.counters.fill(0);
    // other engines may have used this memory; a vector loop reads slightly past the last element
    memory.f64.fill(0, places.zeros >> 3, (places.zeros >> 3) + Math.min(batch, count) + 8);
    const tracks = memory.u32.subarray(places.counts >> 2, (places.counts >> 2) + graph.tracks * stride);
    tracks.fill(0);
    for (const queue of queues) queue.length = 0;
    for (let done = 0; done < count; done += batch) {
      const n = Math.min(batch, count - done);
      work.first = first + done;
      enter(n);
      drain();
      if (outcomes) handOut(outcomes, done, n);
    }
    return { tracks, counters: work.counters };
  }

  return {
    run(keys, first, count, into = roomFor(graph, count)) {
      const { tracks, counters } = simulate(keys, first, count, into.outcomes);
      into.tracks.set(tracks);
      into.counters.set(counters);
      return into;
    },
    peek: (keys, first, count, outcomes) => ({
      ...simulate(keys, first, count, outcomes),
      left(tracks, size, into) {
        const { rows } = grid;
        const from = places.left >> 2;
        memory.u32.fill(0, from, from + rows);
        for (const track of tracks) p.gather(places.left, rows, places.counts + track * stride * 4);
        p.descend(places.left, rows, size);
        into.set(memory.u32.subarray(from, from + rows));
      },
    }),
  };
}

/** Size in bytes of the memory of an engine for a graph. */
export function bytesFor(graph: Graph): number {
  const layout = new Layout();
  layOut(graph, batchFor(graph), layout);
  return layout.size;
}

/** Allocates the counts for a number of patients. */
export function roomFor({ tracks, counters, outcomes, grid }: Graph, count: number): Counts {
  return {
    tracks: new Uint32Array(tracks * (grid.rows + 1)),
    counters: new Float64Array(counters),
    outcomes: outcomes.map(() => new Float64Array(count)),
  };
}

/** The batch size: graphs with more nodes need more patients, so that blocks are well filled. */
function batchFor({ nodes }: Graph): number {
  const filled = Math.max(4096, powerOfTwo(512 * nodes.length));
  // each queue can hold the whole batch, at 12 bytes per patient
  const room = Math.floor(MOST_IN_QUEUES / (12 * nodes.length));
  return Math.min(65536, filled, room);
}
