import { ENDLESS, EndlessModelError } from './endless.ts';
import type { GeneratorName } from './generators.ts';
import type {
  ArmTime,
  ChanceNode,
  ClockPlace,
  Edge,
  Effect,
  Graph,
  Node,
  Sampler,
  StateNode,
  TimePlace,
  WhenNode,
} from './graph.ts';
import { Layout } from './memory.ts';
import type { MachineOf, Queue } from './primitives/primitives.ts';
import { powerOfTwo, workspaceFor } from './workspace.ts';

/** Patients are taken from a queue in blocks of this many: their columns then stay in the nearest cache. */
const BLOCK = 2048;
/** Where the tables hold the quantiles of the unit exponential. */
const UNIT_EXPONENTIAL = 0;
/** Bytes that all queues together may take. */
const MOST_IN_QUEUES = 2 ** 29;
/** One who enters a state this often is looked at alone first: a whole batch going round takes minutes to get there. */
const SUSPECT = 1_000;

/** What a chunk of patients did: counts, and nothing else. */
export interface Counts {
  /** track after track, grid.rows + 1 numbers each */
  tracks: Uint32Array;
  counters: Float64Array;
}

export interface Engine {
  /**
   * Simulate `count` patients from number `first` on.
   *
   * @param keys two 32-bit keys a stream, in the graph's order
   * @param into room for the counts, in place of a new one
   * @throws EndlessModelError
   */
  run(keys: Int32Array, first: number, count: number, into?: Counts): Counts;
}

export interface EngineOptions {
  generator?: GeneratorName;
  /** patients a batch; results do not depend on it */
  batch?: number;
  /** entries into one state from which on a patient is looked at alone */
  suspects?: number;
}

/**
 * An engine for a graph: queues, tables and columns in one block of memory, used again for each chunk.
 *
 * A batch of patients enters at the root and the nodes are drained in turn until all queues are empty. A patient is in
 * one queue at a time, so no queue can overflow, and cycles need nothing special.
 *
 * @throws RangeError when the model's tables, counts and queues are more than a gigabyte
 */
export function createEngine(graph: Graph, machineOf: MachineOf, options: EngineOptions = {}): Engine {
  const { generator = 'triple32', batch = batchFor(graph), suspects = SUSPECT } = options;
  const { grid } = graph;
  const stride = grid.rows + 1;
  const layout = new Layout();
  const tables = layout.reserve(graph.tables.length * 8);
  const counts = layout.reserve(graph.tracks * stride * 4);
  const memories = Array.from({ length: graph.memories }, () => layout.reserve(batch * 8));
  const visits = Array.from({ length: graph.visits }, () => layout.reserve(batch * 4));
  const queueAt = () => ({
    patients: layout.reserve(batch * 4),
    times: layout.reserve(batch * 8),
    length: 0,
  });
  const queues = graph.nodes.map(queueAt);
  const out = queueAt();
  const drawColumn = layout.reserve(batch * 4);
  const timeColumn = layout.reserve(batch * 8);
  const otherColumn = layout.reserve(batch * 8);
  const winnerColumn = layout.reserve(batch * 4);
  const clockColumn = layout.reserve(batch * 8);
  const hazardColumn = layout.reserve(batch * 8);
  const followColumn = layout.reserve(batch * 8);
  const labelColumn = layout.reserve(batch * 4);
  const secondOut = queueAt();
  const loopQueue = queueAt();
  const loops = graph.nodes.map((node, at) => edgesOf(node).some(({ to }) => to === at));
  const workspace = workspaceFor(machineOf, layout);
  const { memory, primitives: p } = workspace;
  const counters = new Float64Array(graph.counters);
  let keys: Int32Array = new Int32Array(0);
  let first = 0;
  let suspect = suspects;

  const table = (at: number) => tables + at * 8;

  const [drawFirst, drawVisit] = generator === 'philox' ? [p.philox, p.philoxVisit] : [p.draw, p.drawVisit];

  function draw(stream: number, patients: number, n: number, visit?: number): void {
    const k1 = keys[stream * 2]!;
    const k2 = keys[stream * 2 + 1]!;
    if (visit === undefined) drawFirst(patients, n, first, k1, k2, drawColumn);
    else drawVisit(patients, n, first, k1, k2, visits[visit]!, drawColumn);
  }

  /** column = a draw of the sampler for each patient */
  function sample(sampler: Sampler, patients: number, n: number, column: number, visit?: number): void {
    if (sampler.kind === 'constant') p.fill(column, n, sampler.value);
    else {
      draw(sampler.stream, patients, n, visit);
      if (sampler.kind === 'table') {
        if (sampler.bend) p.bend(drawColumn, n, sampler.bend);
        p.sample(table(sampler.table), drawColumn, n, column);
      } else {
        p.sample(table(UNIT_EXPONENTIAL), drawColumn, n, column);
        p.piecesTime(table(sampler.pieces), n, column);
      }
    }
    if (sampler.cure) {
      draw(sampler.cure.stream, patients, n, visit);
      p.never(drawColumn, n, sampler.cure.threshold, column);
    }
  }

  /** column = the timer of each patient; leaves the other columns alone but for the clock's */
  function timer(index: number, patients: number, n: number, column: number): void {
    const [head, ...rest] = graph.timers[index]!;
    sample(head!, patients, n, column);
    for (const sampler of rest) {
      sample(sampler, patients, n, clockColumn);
      p.add(column, n, clockColumn);
    }
  }

  /** The clock's zero on the scale of time since the start, in the clock column. */
  function clockZero(clock: ClockPlace, from: Queue, n: number): number {
    if (clock.kind === 'entry') return from.times;
    if ('memory' in clock) p.recall(from.patients, n, memories[clock.memory]!, clockColumn);
    else p.fill(clockColumn, n, 0);
    return clockColumn;
  }

  /** column = the absolute time of an arm that does not run on the clock since entry */
  function absolute(time: ArmTime, from: Queue, n: number, column: number, visit?: number): void {
    if (time.kind === 'timer') timer(time.timer, from.patients, n, column);
    else if (time.kind === 'delay') {
      p.fill(column, n, time.delay);
      if (time.clock.kind === 'age') p.subtract(column, n, clockZero(time.clock, from, n));
      else p.add(column, n, clockZero(time.clock, from, n));
    } else if (time.kind === 'hazard') hazard(time, from, n, column, visit);
    p.notBefore(column, n, from.times);
  }

  function hazard(
    time: ArmTime & { kind: 'hazard' },
    from: Queue,
    n: number,
    column: number,
    visit?: number,
  ): void {
    const { clock, shape } = time;
    draw(time.stream, from.patients, n, visit);
    p.sample(table(UNIT_EXPONENTIAL), drawColumn, n, column);
    for (const scale of time.scales) p.scale(from.patients, n, memories[scale]!, column);
    if (clock.kind !== 'entry') {
      // what the clock shows at entry, turned into the hazard already run through
      p.fill(hazardColumn, n, 0);
      p.add(hazardColumn, n, from.times);
      const zero = clockZero(clock, from, n);
      if (clock.kind === 'age') p.add(hazardColumn, n, zero);
      else if (clock.kind === 'since') p.subtract(hazardColumn, n, zero);
      for (const scale of time.shrink) p.scale(from.patients, n, memories[scale]!, hazardColumn);
      if (shape.kind === 'map') p.map(table(shape.hazard), n, hazardColumn);
      else p.piecesHazard(table(shape.pieces), n, hazardColumn);
      p.add(column, n, hazardColumn);
    }
    if (shape.kind === 'map') p.map(table(shape.time), n, column);
    else p.piecesTime(table(shape.pieces), n, column);
    for (const scale of time.stretch) p.scale(from.patients, n, memories[scale]!, column);
    if (clock.kind === 'start') return;
    const zero = clockZero(clock, from, n);
    if (clock.kind === 'age') p.subtract(column, n, zero);
    else p.add(column, n, zero);
  }

  function passState(node: StateNode, from: Queue, n: number): void {
    const { arms } = node;
    const { patients } = from;
    let started = false;
    for (const { time, track } of arms) {
      if (time.kind !== 'sojourn') continue;
      const { sampler } = time;
      if (!started) {
        sample(sampler, patients, n, timeColumn, node.visits);
        p.label(winnerColumn, n, track * stride);
      } else if (sampler.kind === 'table' && !sampler.cure && !sampler.bend) {
        draw(sampler.stream, patients, n, node.visits);
        p.race(table(sampler.table), drawColumn, n, timeColumn, winnerColumn, track * stride);
      } else {
        sample(sampler, patients, n, otherColumn, node.visits);
        p.earlier(otherColumn, n, timeColumn, winnerColumn, track * stride);
      }
      started = true;
    }
    if (started) p.add(timeColumn, n, from.times);
    for (const { time, track } of arms) {
      if (time.kind === 'sojourn') continue;
      if (!started) {
        absolute(time, from, n, timeColumn, node.visits);
        p.label(winnerColumn, n, track * stride);
      } else {
        absolute(time, from, n, otherColumn, node.visits);
        p.earlier(otherColumn, n, timeColumn, winnerColumn, track * stride);
      }
      started = true;
    }
    p.tally(timeColumn, winnerColumn, n, counts, grid.rows, grid.perUnit);
    for (const { edge, track } of arms) {
      if (edge.to < 0 && edge.effects.length === 0) continue;
      const to = queueOf(edge);
      const patientsAt = to.patients + to.length * 4;
      const timesAt = to.times + to.length * 8;
      const moved = p.advance(
        timeColumn,
        winnerColumn,
        patients,
        n,
        track * stride,
        grid.horizon,
        patientsAt,
        timesAt,
      );
      deliver(edge, to, moved);
    }
    if (node.horizon) {
      const to = queueOf(node.horizon);
      const moved = p.expire(
        timeColumn,
        patients,
        n,
        grid.horizon,
        to.patients + to.length * 4,
        to.times + to.length * 8,
      );
      deliver(node.horizon, to, moved);
    }
  }

  type Line = (typeof queues)[number];

  function queueOf(edge: Edge): Line {
    return edge.to < 0 ? out : queues[edge.to]!;
  }

  /** The last `moved` patients behind the end of a queue join it. */
  function deliver(edge: Edge, to: Line, moved: number): void {
    if (moved > 0 && edge.effects.length > 0) {
      const segment = { patients: to.patients + to.length * 4, times: to.times + to.length * 8 };
      for (const effect of edge.effects) apply(effect, segment, moved);
    }
    if (edge.to >= 0) to.length += moved;
  }

  /** The column of a time to be noted; `never` is filled in. */
  function timeOf(place: TimePlace, from: Queue, n: number, column: number): number {
    if (place.kind === 'now') return from.times;
    if ('memory' in place) p.recall(from.patients, n, memories[place.memory]!, column);
    else p.fill(column, n, Number.POSITIVE_INFINITY);
    return column;
  }

  /** @param most entries of one of these patients into the effect's state */
  function checkVisits(most: number, effect: Effect & { kind: 'visit' }, patients: number, n: number): void {
    if (most < suspect) return;
    if (most >= ENDLESS) throw new EndlessModelError(effect.states.join(' -> '));
    suspect *= 10;
    const seen = (i: number) => memory.i32[(visits[effect.visits]! >> 2) + memory.i32[(patients >> 2) + i]!]!;
    const i = Array.from({ length: n }, (_, k) => k).find((k) => seen(k) === most)!;
    // in a memory of its own: this one is in use
    const ownMachine: MachineOf = (bytes) => machineOf(bytes);
    const alone = createEngine(graph, ownMachine, { generator, batch: 1, suspects: ENDLESS });
    alone.run(keys, first + memory.i32[(patients >> 2) + i]!, 1);
  }

  // effects run while a node's own times and winners are in use: they keep to the other columns
  function apply(effect: Effect, from: Queue, n: number): void {
    switch (effect.kind) {
      case 'count':
        counters[effect.counter]! += n;
        return;
      case 'visit':
        checkVisits(p.visit(from.patients, n, visits[effect.visits]!), effect, from.patients, n);
        return;
      case 'remember':
        p.remember(from.patients, n, from.times, memories[effect.memory]!);
        return;
      case 'tally':
        p.label(labelColumn, n, effect.track * stride);
        p.tally(timeOf(effect.time, from, n, otherColumn), labelColumn, n, counts, grid.rows, grid.perUnit);
        return;
      case 'observe': {
        p.label(labelColumn, n, effect.event * stride);
        p.fill(otherColumn, n, 0);
        p.add(otherColumn, n, timeOf(effect.time, from, n, clockColumn));
        timer(effect.timer, from.patients, n, followColumn);
        p.earlier(followColumn, n, otherColumn, labelColumn, effect.censored * stride);
        p.tally(otherColumn, labelColumn, n, counts, grid.rows, grid.perUnit);
        return;
      }
      case 'mark': {
        draw(effect.stream, from.patients, n);
        let below = 0;
        effect.thresholds.forEach((threshold, i) => {
          const upTo = threshold > 0xffffffff ? n : p.count(drawColumn, n, threshold);
          counters[effect.counters[i]!]! += upTo - below;
          below = upTo;
        });
      }
    }
  }

  function pass(at: number, from: Queue, n: number): void {
    const node = graph.nodes[at]!;
    if (loops[at]) {
      // its own queue is where its patients go: they are taken out of the way first
      copy(from, loopQueue, n);
      passOn(node, loopQueue, n);
    } else passOn(node, from, n);
  }

  function copy(from: Queue, to: Queue, n: number): void {
    memory.i32.copyWithin(to.patients >> 2, from.patients >> 2, (from.patients >> 2) + n);
    memory.f64.copyWithin(to.times >> 3, from.times >> 3, (from.times >> 3) + n);
  }

  function passOn(node: Node, from: Queue, n: number): void {
    if (node.kind === 'state') passState(node, from, n);
    else passSplit(node, from, n);
  }

  function passSplit(node: ChanceNode | WhenNode, from: Queue, n: number): void {
    const yes = queueOf(node.yes);
    // two ways out of the simulation need two places
    const no = node.yes.to < 0 && node.no.to < 0 ? secondOut : queueOf(node.no);
    const yesAt = { patients: yes.patients + yes.length * 4, times: yes.times + yes.length * 8 };
    const same = yes === no;
    const noQueue = same ? secondOut : no;
    const noAt = {
      patients: noQueue.patients + noQueue.length * 4,
      times: noQueue.times + noQueue.length * 8,
    };
    let moved: number;
    if (node.kind === 'when') {
      const left = node.left.kind === 'now' ? from.times : otherColumn;
      if (node.left.kind === 'memory') p.recall(from.patients, n, memories[node.left.memory]!, otherColumn);
      if (node.bound.kind === 'timer') timer(node.bound.timer, from.patients, n, timeColumn);
      else p.fill(timeColumn, n, node.bound.value);
      moved = p.part(left, timeColumn, from, n, yesAt, noAt);
    } else {
      draw(node.stream, from.patients, n, node.visits);
      if (node.by.kind === 'threshold') moved = p.split(drawColumn, node.by.threshold, from, n, yesAt, noAt);
      else {
        p.fill(otherColumn, n, node.by.odds);
        for (const scale of node.by.scales) p.scale(from.patients, n, memories[scale]!, otherColumn);
        moved = p.splitOdds(drawColumn, otherColumn, from, n, yesAt, noAt);
      }
    }
    deliver(node.yes, yes, moved);
    if (same) {
      // both ways lead to one queue: the others follow those who went first
      copy(noAt, { patients: yes.patients + yes.length * 4, times: yes.times + yes.length * 8 }, n - moved);
    }
    deliver(node.no, no, n - moved);
  }

  function drain(): void {
    for (let busy = true; busy; ) {
      busy = false;
      for (let at = 0; at < queues.length; at++) {
        const queue = queues[at]!;
        while (queue.length > 0) {
          const n = Math.min(BLOCK, queue.length);
          queue.length -= n;
          pass(at, { patients: queue.patients + queue.length * 4, times: queue.times + queue.length * 8 }, n);
          busy = true;
        }
      }
    }
  }

  function enter(n: number): void {
    for (const place of visits) memory.i32.fill(0, place >> 2, (place >> 2) + n);
    const to = queueOf(graph.root);
    p.iota(to.patients, n);
    p.fill(to.times, n, 0);
    for (const { sampler, memory: at } of graph.numbers) sample(sampler, to.patients, n, memories[at]!);
    deliver(graph.root, to, n);
  }

  return {
    run(streamKeys, from, count, into) {
      if (workspace.tables !== graph.tables) memory.f64.set(graph.tables, tables >> 3);
      workspace.tables = graph.tables;
      keys = streamKeys;
      suspect = suspects;
      counters.fill(0);
      const tracks = memory.u32.subarray(counts >> 2, (counts >> 2) + graph.tracks * stride).fill(0);
      for (const queue of queues) queue.length = 0;
      for (let done = 0; done < count; done += batch) {
        first = from + done;
        enter(Math.min(batch, count - done));
        drain();
      }
      if (!into) return { tracks: tracks.slice(), counters: counters.slice() };
      into.tracks.set(tracks);
      into.counters.set(counters);
      return into;
    },
  };
}

/** More nodes want more patients at a time, so that their blocks are well filled. */
function batchFor({ nodes }: Graph): number {
  const filled = Math.max(4096, powerOfTwo(512 * nodes.length));
  // a queue has room for the whole batch, 12 bytes a patient
  const room = Math.floor(MOST_IN_QUEUES / (12 * nodes.length));
  return Math.min(65536, filled, room);
}

function edgesOf(node: Node): Edge[] {
  if (node.kind === 'state') return node.arms.map(({ edge }) => edge);
  return [node.yes, node.no];
}
