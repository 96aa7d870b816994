import type { ArmTime, ClockPlace, Sampler, TimePlace } from './graph.ts';
import type { Queue } from './primitives/primitives.ts';
import type { Work } from './work.ts';

/** Place of the unit exponential's quantiles in the tables. */
const UNIT_EXPONENTIAL = 0;

/** Draws and times of a block of patients, each in a column. */
export interface Times {
  /** draws = one draw of the stream for each patient, at the current visit if a visits column is given */
  draw(stream: number, patients: number, n: number, visits?: number): void;
  /** column = a duration for each patient */
  sample(sampler: Sampler, patients: number, n: number, column: number, visits?: number): void;
  /** column = the timer of each patient */
  timer(index: number, patients: number, n: number, column: number): void;
  /** column = the time since the start of an arm whose clock does not start at entry */
  absolute(time: ArmTime, from: Queue, n: number, column: number, visits?: number): void;
  /** The column of times to record: the current times, or the column into which they are recalled. */
  noted(place: TimePlace, from: Queue, n: number, column: number): number;
  /** Draws the numbers that a batch of entering patients keeps. */
  enter(patients: number, n: number): void;
}

export function timesOf(work: Work): Times {
  const { graph, places, primitives: p } = work;
  const { draws, clock: clockColumn, hazard: hazardColumn } = places;
  const philox = work.generator === 'philox';
  const table = (at: number) => places.tables + at * 8;

  function draw(stream: number, patients: number, n: number, visits?: number): void {
    const { first, keys } = work;
    const k1 = keys[stream * 2]!;
    const k2 = keys[stream * 2 + 1]!;
    if (visits === undefined) {
      if (philox) p.philox(patients, n, first, k1, k2, draws);
      else p.draw(patients, n, first, k1, k2, draws);
    } else {
      const at = places.visits[visits]!;
      if (philox) p.philoxVisit(patients, n, first, k1, k2, at, draws);
      else p.drawVisit(patients, n, first, k1, k2, at, draws);
    }
  }

  function sample(sampler: Sampler, patients: number, n: number, column: number, visits?: number): void {
    if (sampler.kind === 'constant') p.fill(column, n, sampler.value);
    else {
      draw(sampler.stream, patients, n, visits);
      if (sampler.kind === 'table') {
        if (sampler.bend) p.bend(draws, n, sampler.bend);
        p.sample(table(sampler.table), draws, n, column);
      } else if (sampler.kind === 'even') {
        p.even(draws, n, sampler.min, sampler.width, column);
      } else {
        p.sample(table(UNIT_EXPONENTIAL), draws, n, column);
        p.piecesTime(table(sampler.pieces), n, column);
      }
    }
    if (sampler.cure) {
      draw(sampler.cure.stream, patients, n, visits);
      p.never(draws, n, sampler.cure.threshold, column);
    }
  }

  function timer(index: number, patients: number, n: number, column: number): void {
    const kept = places.keptTimers[index];
    if (kept === undefined) drawTimer(index, patients, n, column);
    else p.recall(patients, n, kept, column);
  }

  /** Draws a timer. Uses no other columns but `clock`. */
  function drawTimer(index: number, patients: number, n: number, column: number): void {
    const [head, ...rest] = graph.timers[index]!;
    sample(head!, patients, n, column);
    for (const sampler of rest) {
      sample(sampler, patients, n, clockColumn);
      p.add(column, n, clockColumn);
    }
  }

  /** The origin of the clock, as time since the start, in the clock column. */
  function clockZero(clock: ClockPlace, from: Queue, n: number): number {
    if (clock.kind === 'entry') return from.times;
    if ('memory' in clock) p.recall(from.patients, n, places.memories[clock.memory]!, clockColumn);
    else p.fill(clockColumn, n, 0);
    return clockColumn;
  }

  function absolute(time: ArmTime, from: Queue, n: number, column: number, visits?: number): void {
    if (time.kind === 'timer') timer(time.timer, from.patients, n, column);
    else if (time.kind === 'delay') {
      p.fill(column, n, time.delay);
      if (time.clock.kind === 'age') p.subtract(column, n, clockZero(time.clock, from, n));
      else p.add(column, n, clockZero(time.clock, from, n));
    } else if (time.kind === 'hazard') hazard(time, from, n, column, visits);
    p.notBefore(column, n, from.times);
  }

  function hazard(
    time: ArmTime & { kind: 'hazard' },
    from: Queue,
    n: number,
    column: number,
    visits?: number,
  ): void {
    const { clock, shape } = time;
    const scaleAll = (memories: readonly number[], values: number) => {
      for (const memory of memories) p.scale(from.patients, n, places.memories[memory]!, values);
    };
    draw(time.stream, from.patients, n, visits);
    p.sample(table(UNIT_EXPONENTIAL), draws, n, column);
    scaleAll(time.scales, column);
    if (clock.kind !== 'entry') {
      // the clock's value at entry, converted to the cumulative hazard so far
      p.copy(hazardColumn, n, from.times);
      const zero = clockZero(clock, from, n);
      if (clock.kind === 'age') p.add(hazardColumn, n, zero);
      else if (clock.kind === 'since') p.subtract(hazardColumn, n, zero);
      scaleAll(time.shrink, hazardColumn);
      if (shape.kind === 'map') p.map(table(shape.hazard), n, hazardColumn);
      else p.piecesHazard(table(shape.pieces), n, hazardColumn);
      p.add(column, n, hazardColumn);
    }
    if (shape.kind === 'map') p.map(table(shape.time), n, column);
    else p.piecesTime(table(shape.pieces), n, column);
    scaleAll(time.stretch, column);
    if (clock.kind === 'start') return;
    const zero = clockZero(clock, from, n);
    if (clock.kind === 'age') p.subtract(column, n, zero);
    else p.add(column, n, zero);
  }

  function noted(place: TimePlace, from: Queue, n: number, column: number): number {
    if (place.kind === 'now') return from.times;
    if ('memory' in place) p.recall(from.patients, n, places.memories[place.memory]!, column);
    else p.fill(column, n, Number.POSITIVE_INFINITY);
    return column;
  }

  function enter(patients: number, n: number): void {
    for (const { sampler, memory } of graph.numbers) sample(sampler, patients, n, places.memories[memory]!);
    places.keptTimers.forEach((kept, index) => {
      if (kept !== undefined) drawTimer(index, patients, n, kept);
    });
  }

  return { draw, sample, timer, absolute, noted, enter };
}
