import { type Accrual, allEntered, enteredBy } from '../../src/formulas/accrual.ts';
import { createEngine, type Engine } from '../../src/kernel/engine.ts';
import { machineOf } from '../../src/kernel/primitives/index.ts';
import { normalQuantileOfUpper } from '../../src/math/normal.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { boundaryAsObserved } from '../../src/sequential/as-observed.ts';
import { coxPh, logRank, maxCombo, rmstTest } from '../../src/survival/index.ts';
import { type ArmColumns, columnsOf } from '../../src/trial/arms/index.ts';
import { randomisationGraph } from '../../src/trial/arms/randomisation.ts';
import type { Look, TrialDesign } from '../../src/trial/design.ts';
import type { LookData } from '../../src/trial/replicate/look-data.ts';
import { statisticOf } from '../../src/trial/replicate/statistics/index.ts';

/** A patient of one trial, in calendar time except for the two durations. */
interface Patient {
  arm: number;
  stratum: number;
  randomised: number;
  /** from randomisation; Infinity: never */
  event: number;
  lost: number;
}

/** The result of a trial, computed by definition. */
export interface SlowTrial {
  patients: Patient[];
  screened: number;
  looks: { time: number; events: number; patients: number; z: number; estimate: number }[];
  stopped: number;
  decision: 'none' | 'efficacy' | 'futility' | 'opposite';
}

/**
 * Simulates trials one by one in the simplest way: patients as objects, sorting by comparison, entries by bisection,
 * statistics of src/survival where it has them. The random numbers are the kernel's; everything after them is
 * implemented again.
 *
 * @param obeyFutility whether a trial stops at its futility boundary
 */
export function slowly(design: TrialDesign, seed: string, { obeyFutility = true } = {}) {
  const draws = columnsOf(design.arms).map((arm, a) => drawer(arm, JSON.stringify(['trial', seed, a])));
  const randomised = drawsOf(JSON.stringify(['trial', seed, 'randomisation']));
  return (replicate: number, strides: readonly number[], drawStride = 0): SlowTrial => {
    const { patients, screened } = enrolled(
      design,
      draws.map((draw, a) => draw(replicate * strides[a]!, strides[a]!)),
      randomised(replicate * drawStride, drawStride),
    );
    return { patients, screened, ...conducted(design, patients, obeyFutility) };
  };
}

/** A person who may be enrolled. */
interface Candidate {
  /** uniform on (0, 1): decides the time */
  entry: number;
  stratumDraw: number;
  waits: number[];
  isMember: boolean;
  /** by stratum: the event, from entry; the loss, from randomisation */
  events: number[];
  losses: number[];
}

function drawer(
  { graph, ...columns }: ArmColumns,
  seed: string,
): (first: number, count: number) => Candidate[] {
  const engine: Engine = createEngine(graph, machineOf('typescript'));
  const keys = streamKeys(seed, graph.streams);
  return (first, count) => {
    const outcomes = engine.run(keys, first, count).outcomes!;
    const read = (column: number | undefined, i: number, otherwise: number) =>
      column === undefined ? otherwise : outcomes[column]![i]!;
    return Array.from({ length: count }, (_, i) => ({
      entry: read(columns.entry, i, NaN),
      stratumDraw: read(columns.stratum, i, 0),
      waits: (columns.randomised ?? []).map((column) => read(column, i, NaN)),
      isMember: read(columns.member, i, 0) < Infinity,
      events: columns.event.map((column) => read(column, i, NaN)),
      losses: columns.dropout.map((column) => read(column, i, Infinity)),
    }));
  };
}

function drawsOf(seed: string): (first: number, count: number) => Draws {
  const graph = randomisationGraph();
  const engine: Engine = createEngine(graph, machineOf('typescript'));
  const keys = streamKeys(seed, graph.streams);
  return (first, count) => {
    if (count === 0) return { arm: [], stratum: [] };
    const [arm, stratum] = engine.run(keys, first, count).outcomes!;
    return { arm: [...arm!.subarray(0, count)], stratum: [...stratum!.subarray(0, count)] };
  };
}

/** Uniform on (0, 1), as many as a trial may need. */
interface Draws {
  arm: number[];
  stratum: number[];
}

function enrolled(design: TrialDesign, candidates: Candidate[][], draws: Draws) {
  const { accrual, patients: wanted, strata } = design;
  const { randomisation } = design;
  const shares = design.allocation.flatMap((count, arm) => Array.from({ length: count }, () => arm));
  const needed = Array.from({ length: wanted }, (_, i) => shares[i % shares.length]!);
  const isInTurn =
    accrual.entry !== 'uniform' || (randomisation && randomisation.kind !== 'random allocation');
  const turns = isInTurn
    ? inTurn(design, shares, needed, draws)
    : needed.map((arm): Turn => ({ arm, passed: 0 }));
  const queues = candidates.map((own) => [...own]);
  const entered: Candidate[] = [];
  const found: { patient: Patient; entry: number; wait: number; place: number }[] = [];
  for (const { arm, stratum: given, passed } of turns)
    for (let left = passed; ; left--) {
      const one = queues[arm]!.shift();
      if (!one) throw new Error('the store of patients is too small');
      entered.push(one);
      if (left > 0) continue;
      const stratum = given ?? kindOf(strata, one.stratumDraw);
      const wait = one.waits.length === 0 ? 0 : Math.min(...one.waits);
      const event = one.events[stratum]! - wait;
      const isLate = wait > 0 && !(event > 0);
      if (!one.isMember || wait === Infinity || isLate || !strata[stratum]!.enrolled) continue;
      const patient = { arm, stratum, randomised: NaN, ...observed(design, event, one.losses[stratum]!) };
      found.push({ patient, entry: one.entry, wait, place: entered.length - 1 });
      break;
    }
  const { pattern } = accrual;
  const inOrder = entered.map(({ entry }) => entry).sort((a, b) => a - b);
  let waited = 0;
  const arrivals = entered.map(({ entry }) => (waited -= Math.log(entry)));
  for (const { patient, entry, wait, place } of found) {
    const share = {
      uniform: (isInTurn ? inOrder[place]! : entry) * allEntered(pattern),
      'equally spaced': place + 0.5,
      poisson: arrivals[place]!,
    };
    patient.randomised = whenEntered(pattern, share[accrual.entry]) + wait;
  }
  const patients = found.map(({ patient }) => patient).sort((a, b) => a.arm - b.arm);
  return { patients, screened: entered.length };
}

/** What is seen of a patient, by a list of all visits. */
function observed(
  { observation = {} }: TrialDesign,
  event: number,
  loss: number,
): { event: number; lost: number } {
  const lost = Math.min(loss, observation.followed ?? Infinity);
  const { visits } = observation;
  if (!visits) return { event, lost };
  const dates: number[] = [];
  for (const [k, { from, every }] of visits.entries())
    for (let i = 0; from + i * every < Math.min(visits[k + 1]?.from ?? Infinity, 1000); i++)
      dates.push(from + i * every);
  const visit = dates.find((date) => date >= event) ?? Infinity;
  if (visit <= lost) return { event: visit, lost };
  return { event: Infinity, lost: lost === Infinity ? lost : dates.findLast((date) => date <= lost)! };
}

/**
 * A place in the order of randomisation: its arm, the stratum that it is reserved for (if randomisation is stratified),
 * and how many candidates are passed over before it.
 */
interface Turn {
  arm: number;
  stratum?: number;
  passed: number;
}

/** Each stratum has lists of the places of a block; each draw takes one place. */
function inTurn(design: TrialDesign, shares: number[], needed: number[], draws: Draws): Turn[] {
  const { randomisation = { kind: 'blocks', block: 2 * shares.length, withinStrata: false } } = design;
  const whole =
    randomisation.kind === 'blocks'
      ? Array.from({ length: randomisation.block / shares.length }, () => shares).flat()
      : randomisation.kind === 'simple'
        ? shares
        : needed;
  const isWithin = randomisation.kind === 'blocks' && randomisation.withinStrata;
  const left = new Map<number, number[]>();
  let next = 0;
  return needed.map((_, k): Turn => {
    let passed = 0;
    let stratum: number | undefined;
    if (isWithin)
      for (;;) {
        stratum = kindOf(design.strata, draws.stratum[next++]!);
        if (design.strata[stratum]!.enrolled) break;
        passed++;
      }
    let places = left.get(stratum ?? 0) ?? [];
    if (places.length === 0) places = whole.toSorted();
    const at = Math.floor(draws.arm[k]! * places.length);
    const arm = places[at]!;
    left.set(stratum ?? 0, randomisation.kind === 'simple' ? places : places.toSpliced(at, 1));
    return { arm, stratum, passed };
  });
}

function kindOf(strata: TrialDesign['strata'], draw: number): number {
  let upTo = 0;
  const found = strata.findIndex(({ share }) => draw < (upTo += share));
  return found < 0 ? strata.length - 1 : found;
}

/** Calendar time by which the expected number of entries is reached; after the end at the last rate. */
function whenEntered(pattern: Accrual, count: number): number {
  const last = pattern.at(-1)!;
  const over = count - allEntered(pattern);
  if (over > 0) return last.to + over / (last.rateAtEnd ?? last.rate);
  let [low, high] = [0, last.to];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (enteredBy(pattern, middle) < count) low = middle;
    else high = middle;
  }
  return high;
}

const happens = ({ randomised, event, lost }: Patient) => (event <= lost ? randomised + event : Infinity);

function conducted(design: TrialDesign, patients: Patient[], obeyFutility: boolean) {
  const { boundaries, looks: planned, sides } = design;
  const events = patients
    .map(happens)
    .filter((at) => at < Infinity)
    .sort((a, b) => a - b);
  const end = Math.max(...events, ...patients.map(({ randomised }) => randomised));
  const looks: SlowTrial['looks'] = [];
  const held: { fraction: number; time: number }[] = [];
  let before = 0;
  let last = 0;
  for (const [k, look] of planned.entries()) {
    const cut = momentOf(look, patients, end, before);
    before = cut;
    const most = cut === events[look.events! - 1] ? look.events! : Infinity;
    const told = seen(design, patients, cut, most);
    if (told.events - last < (look.skipBelow ?? 0)) {
      looks.push({ time: cut, ...told, z: NaN, estimate: NaN });
      continue;
    }
    last = told.events;
    looks.push({ time: cut, ...told });
    const high = highAt(design, k, told.events, held);
    const verdict = (decision: SlowTrial['decision']) => ({ looks, stopped: k, decision });
    if (told.z >= high) return verdict('efficacy');
    if (sides === 2 && told.z <= -high) return verdict('opposite');
    if (sides === 1 && obeyFutility && told.z <= boundaries.futility[k]!) return verdict('futility');
  }
  return { looks, stopped: planned.length - 1, decision: 'none' as const };
}

/** The boundary of efficacy: as planned, or by all that the trial has seen. */
function highAt(
  { boundaries, looks, alpha, sides }: TrialDesign,
  k: number,
  events: number,
  held: { fraction: number; time: number }[],
): number {
  const { observed } = boundaries;
  if (!observed) return boundaries.efficacy[k]!;
  const fraction = events / observed.planned;
  const isFinal = k === looks.length - 1;
  if (fraction === 0) return Infinity;
  held.push({ fraction, time: Math.min(1, looks[k]!.spendingTime ?? fraction) });
  return boundaryAsObserved({
    fractions: held.map((one) => one.fraction),
    times: held.map(({ time }, j) => (time >= 1 && j < held.length - 1 ? 1 - 1e-12 : time)),
    isFinal: isFinal || held.at(-1)!.time >= 1,
    alpha: alpha / sides,
    spending: observed.spending,
  }).efficacy;
}

/** When a look takes place: its conditions are asked at every moment at which anything may change. */
function momentOf(look: Look, patients: Patient[], end: number, before: number): number {
  const { events, eventsOf = [], time, enrolled, rule, gap = 0, end: latest = Infinity } = look;
  const count = (own: Patient[], at: number) => own.filter((one) => happens(one) <= at).length;
  const nobodyAhead = enrolled && patients.map(({ randomised }) => randomised + enrolled.after);
  const conditions: ((at: number) => boolean)[] = [
    ...(events === undefined ? [] : [(at: number) => count(patients, at) >= events]),
    ...eventsOf.map(
      (part) => (at: number) =>
        count(
          patients.filter(({ arm, stratum }) =>
            'arm' in part ? arm === part.arm : stratum === part.stratum,
          ),
          at,
        ) >= part.count,
    ),
    ...(time === undefined ? [] : [(at: number) => at >= time]),
    ...(nobodyAhead
      ? [(at: number) => nobodyAhead.filter((ready) => ready <= at).length >= enrolled!.patients]
      : []),
  ];
  const holds = (at: number) =>
    rule === 'first' ? conditions.some((each) => each(at)) : conditions.every((each) => each(at));
  const moments = [...patients.map(happens), time ?? Infinity, ...(nobodyAhead ?? [])]
    .filter((at) => at < Infinity)
    .sort((a, b) => a - b);
  const found = moments.find(holds) ?? (latest < Infinity ? latest : Math.max(end, time ?? 0));
  const isLater = before > 0 && found < before + gap;
  return Math.max(before, Math.min(isLater ? before + gap : found, latest));
}

/** The data known at a calendar time, with at most this many events. */
function seen(design: TrialDesign, patients: Patient[], cut: number, most: number) {
  const there = patients.filter(({ randomised }) => randomised <= cut);
  const times = there.map((one) =>
    happens(one) <= cut ? one.event : Math.min(one.event, one.lost, cut - one.randomised),
  );
  const statuses = there.map((one) => Number(happens(one) <= cut));
  let events = statuses.reduce((sum, status) => sum + status, 0);
  for (let i = there.length - 1; events > most; i--) {
    if (happens(there[i]!) !== cut) continue;
    statuses[i] = 0;
    events--;
  }
  return { events, patients: there.length, ...saidBy(design, there, times, statuses) };
}

function saidBy(design: TrialDesign, there: Patient[], times: number[], statuses: number[]) {
  const { test, strata: kinds } = design;
  const groups = there.map(({ arm }) => arm);
  const strata = there.map(({ stratum }) => stratum);
  const isCompared = new Set(groups).size === 2;
  const data = { times, statuses, groups, ...(kinds.length > 1 && { strata }) };
  const scoreOf = (weights: { rho: number; gamma: number }) => {
    if (!isCompared) return { z: NaN, estimate: NaN };
    const { observed, expected, variance } = logRank(data, weights);
    const z = variance[1]![1]! > 0 ? (expected[1]! - observed[1]!) / Math.sqrt(variance[1]![1]!) : NaN;
    return { z, estimate: cox().hazardRatio };
  };
  const cox = () => coxPh(data).coefficients[0]!;
  if (test.kind === 'log-rank') return scoreOf({ rho: 0, gamma: 0 });
  if (test.kind === 'fleming-harrington') return scoreOf(test);
  if (test.kind === 'max-combo') {
    if (!isCompared) return { z: NaN, estimate: NaN };
    const { p } = maxCombo(data, { alternative: 'less', ...(test.weights && { weights: test.weights }) });
    return { z: normalQuantileOfUpper(p), estimate: cox().hazardRatio };
  }
  if (test.kind === 'cox') {
    const { coefficient, standardError, hazardRatio } = cox();
    return { z: (Math.log(test.margin) - coefficient) / standardError, estimate: hazardRatio };
  }
  if (test.kind === 'rmst') {
    const { difference } = rmstTest(data, { tau: test.tau });
    return { z: difference.z, estimate: difference.value };
  }
  // other statistics have no second implementation; their data are put in order here
  const order = times.map((_, i) => i).sort((a, b) => times[a]! - times[b]!);
  const column = (read: (i: number) => number) => order.map(read);
  const look: LookData = {
    size: there.length,
    times: Float64Array.from(column((i) => times[i]!)),
    codes: Uint8Array.from(column((i) => (design.arms.length > 1 ? groups[i]! : 0) + 2 * statuses[i]!)),
    strata: Uint8Array.from(column((i) => strata[i]!)),
    sizes: [groups.filter((arm) => arm === 0).length, groups.filter((arm) => arm === 1).length],
    events: statuses.reduce((sum, status) => sum + status, 0),
  };
  const statistic = statisticOf(test, { strata: kinds.length, largest: there.length });
  return { z: statistic.z(look), estimate: statistic.estimate() };
}
