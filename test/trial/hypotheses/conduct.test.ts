import { describe, expect, it } from 'vitest';
import { weightsAfter } from '../../../src/multiplicity/graph.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { boundaryAsObserved } from '../../../src/sequential/as-observed.ts';
import { coxPh, logRank } from '../../../src/survival/index.ts';
import type { HypothesesDesign } from '../../../src/trial/hypotheses/design.ts';
import {
  type HypothesesReplicate,
  hypothesesReplicate,
} from '../../../src/trial/hypotheses/replicate-alone.ts';
import { simulateHypotheses } from '../../../src/trial/hypotheses/simulate.ts';
import { replicateAlone } from '../../../src/trial/replicate-alone.ts';
import { simulateTrial } from '../../../src/trial/simulate.ts';
import { designOf, hypothesesOf } from '../language/designs.ts';
import { both, populations, smokers } from './designs.ts';

const executor = inlineExecutor();

/** The patients of one trial that are of a cohort, as they were at a calendar time. */
function seenAt(design: HypothesesDesign, { patients }: HypothesesReplicate, cohort: number, cut: number) {
  const { endpoint, population } = design.cohorts[cohort]!;
  const there = patients.filter(
    ({ randomised, isMember }) => randomised <= cut && (population === undefined || isMember[population]!),
  );
  const times: number[] = [];
  const statuses: number[] = [];
  for (const { randomised, endpoints } of there) {
    const { time, event } = endpoints[endpoint]!;
    // the same sum that says whether the event was seen
    const isEvent = event! && randomised + time! <= cut;
    times.push(isEvent ? time! : Math.min(time!, cut - randomised));
    statuses.push(Number(isEvent));
  }
  const groups = there.map(({ arm }) => (arm === design.arms[1]!.title ? 2 : 1));
  const strata = population === undefined ? there.map(({ stratum }) => stratum ?? '') : there.map(() => '');
  return { times, statuses, groups, strata };
}

/** z of a log-rank test by its definition. */
function slowZ(data: ReturnType<typeof seenAt>): number {
  const { observed, expected, variance } = logRank(data);
  return -(observed[1]! - expected[1]!) / Math.sqrt(variance[1]![1]!);
}

/** The rejections of a trial of a graph, look by look, from its patients alone. */
function slowly(design: HypothesesDesign, replicate: HypothesesReplicate) {
  const { hypotheses, alpha } = design;
  const graph = design.procedure.kind === 'graph' ? design.procedure.graph : undefined;
  const rejectedAt = hypotheses.map(() => -1);
  const events: number[][] = hypotheses.map(() => []);
  const z = hypotheses.map(() => Number.NaN);
  const significant = new Set<string>();
  replicate.looks.forEach(({ time }, k) => {
    hypotheses.forEach(({ cohort, looks }, h) => {
      if (rejectedAt[h]! >= 0 || !looks.includes(k)) return;
      const data = seenAt(design, replicate, cohort, time);
      events[h]!.push(data.statuses.reduce((sum, one) => sum + one, 0));
      z[h] = slowZ(data);
    });
    const isSignificant = (h: number, own: number) => {
      const { planned, spending, looks } = hypotheses[h]!;
      if (own === 0 || events[h]!.length === 0) return false;
      const fractions = events[h]!.map((count) => count / planned);
      const isFinal = events[h]!.length === looks.length;
      return z[h]! >= boundaryAsObserved({ fractions, isFinal, alpha: own, spending }).efficacy;
    };
    if (graph) {
      const weightsOf = weightsAfter(graph);
      for (;;) {
        const fallen = rejectedAt.reduce((set, at, h) => (at >= 0 ? set | (1 << h) : set), 0);
        const next = hypotheses.findIndex(
          (_, h) => rejectedAt[h]! < 0 && isSignificant(h, weightsOf(fallen)[h]! * alpha),
        );
        if (next < 0) return;
        rejectedAt[next] = k;
      }
    }
    // Hochberg: the most hypotheses of which all are significant at alpha / (those that are not among them, and 1)
    const count = hypotheses.length;
    for (let level = 1; level <= count; level++)
      hypotheses.forEach((_, h) => {
        if (rejectedAt[h]! < 0 && isSignificant(h, alpha / level)) significant.add(`${h} ${level}`);
      });
    for (let level = 1; level <= count; level++) {
      const found = [...hypotheses.keys()].filter((h) => significant.has(`${h} ${level}`));
      if (found.length < count - level + 1) continue;
      for (const h of found) if (rejectedAt[h]! < 0) rejectedAt[h] = k;
      return;
    }
  });
  return rejectedAt;
}

describe('a trial of several hypotheses', () => {
  it.each([
    ['of two endpoints on a graph', both],
    ['of two populations by Hochberg', populations],
    ['of a subgroup of a scenario, randomised when they fall ill', smokers],
    [
      'of two endpoints, enrolled in blocks as they come',
      both.replace('duration: 18 }', 'duration: 18, entry: poisson }'),
    ],
  ])('%s is what its patients say, look by look', async (_, text) => {
    const design = hypothesesOf(text);
    const ends = new Set<string>();
    for (let replicate = 0; replicate < 40; replicate++) {
      const alone = await hypothesesReplicate(design, { seed: 'slowly', replicate, executor });
      const last = alone.looks.at(-1)!;
      alone.looks.forEach(({ time, events, patients }) => {
        expect(patients).toBe(alone.patients.filter(({ randomised }) => randomised <= time).length);
        design.cohorts.forEach((_, c) => {
          const { statuses } = seenAt(design, alone, c, time);
          expect(events[c]).toBe(statuses.reduce((sum, one) => sum + one, 0));
        });
      });
      for (const { look, hypothesis, z } of alone.tests) {
        // a hypothesis whose looks are over keeps its last z
        const at = design.hypotheses[hypothesis]!.looks.filter((k) => k <= look).at(-1)!;
        const data = seenAt(design, alone, design.hypotheses[hypothesis]!.cohort, alone.looks[at]!.time);
        expect(z).toBeCloseTo(slowZ(data), 9);
      }
      expect(alone.hypotheses.map(({ rejectedAt }) => rejectedAt)).toEqual(slowly(design, alone));
      design.hypotheses.forEach(({ cohort }, h) => {
        const { times, statuses, groups, strata } = seenAt(design, alone, cohort, last.time);
        const cox = coxPh({ times, statuses, covariates: { arm: groups.map((arm) => arm - 1) }, strata });
        expect(alone.hypotheses[h]!.estimate).toBeCloseTo(cox.coefficients[0]!.hazardRatio, 8);
      });
      ends.add(alone.hypotheses.map(({ rejectedAt }) => rejectedAt).join(' '));
    }
    // all kinds of courses were among them
    expect(ends.size).toBeGreaterThan(3);
  });

  it('is looked at after so many patients, so long after the last, and never within a gap', async () => {
    const text = both.replace(
      /analyses:[\s\S]*/,
      `analyses:
  - { patients: 150, after: 3 }
  - { events: { PFS: 150 }, followed-for: 2, whichever: last, gap: 6 }
  - { events: { OS: 60 }, time: 30, whichever: first, gap: 9, tests: [OS] }
`,
    );
    const design = hypothesesOf(text);
    for (let replicate = 0; replicate < 30; replicate++) {
      const { looks, patients } = await hypothesesReplicate(design, { seed: 'clock', replicate, executor });
      const starts = patients.map(({ randomised }) => randomised).sort((a, b) => a - b);
      expect(looks[0]!.time).toBe(starts[149]! + 3);
      if (!looks[1]) continue;
      expect(looks[1].events[0]).toBeGreaterThanOrEqual(150);
      const wait = Math.max(starts.at(-1)! + 2, looks[0]!.time + 6);
      expect(looks[1].time).toBeGreaterThanOrEqual(wait);
      expect(looks[1].events[0] === 150 || looks[1].time === wait).toBe(true);
      if (looks[2]) expect(looks[2].time).toBeGreaterThanOrEqual(looks[1].time + 9);
    }
  });

  it('sees progression at visits and death when it happens, of the same patients', async () => {
    const alone = (text: string) =>
      hypothesesReplicate(hypothesesOf(text), { seed: 'visits', replicate: 3, executor });
    const late = both.replace(/analyses:[\s\S]*/, 'analyses: [{ time: 400 }]\n');
    const exact = (await alone(late)).patients;
    const seen = (await alone(late.replace('test: log-rank', 'visits: 3\ntest: log-rank'))).patients;
    const kinds = new Set<string>();
    exact.forEach((patient, i) => {
      const [pfs, os] = patient.endpoints as [
        { time: number; event: boolean },
        { time: number; event: boolean },
      ];
      const [own, death] = seen[i]!.endpoints;
      expect(seen[i]!.randomised).toBe(patient.randomised);
      expect(death).toEqual(os);
      const visit = 3 * Math.ceil(pfs.time / 3 - 1e-9);
      if (!pfs.event) expect(own).toEqual({ time: 3 * Math.floor(pfs.time / 3 + 1e-9), event: false });
      else if (os.event && os.time <= visit) expect(own).toEqual(os);
      else if (visit <= os.time) expect(own).toEqual({ time: visit, event: true });
      // lost between progression and the next visit
      else expect(own).toEqual({ time: visit - 3, event: false });
      kinds.add(`${pfs.event} ${own!.event} ${os.event && os.time === own!.time}`);
    });
    expect(kinds.size).toBeGreaterThan(3);
  });

  it('lets a share of control switch at progression to the law of treatment, and nobody else', async () => {
    const late = both
      .replace(/analyses:[\s\S]*/, 'analyses: [{ time: 4000 }]\n')
      .replace('dropout: { hazard: 0.005 }\n', '');
    const crossing = (share: number) =>
      late.replace('control: {', `control: { crossover: { share: ${share} },`);
    const patientsOf = async (text: string) =>
      (await hypothesesReplicate(hypothesesOf(text), { seed: 'crossover', replicate: 1, executor })).patients;
    const [without, half, all] = await Promise.all(
      [late, crossing(0.5), crossing(1 - 1e-12)].map(patientsOf),
    );
    // the law of treatment for everybody of control
    const given = await patientsOf(
      late.replace('median: 12', 'median: 15').replace('hazard-ratio: 0.8', 'median: 15'),
    );
    let [switched, progressed] = [0, 0];
    for (const [i, { arm, endpoints }] of without!.entries()) {
      const [pfs, os] = endpoints;
      const [own, death] = half![i]!.endpoints;
      expect(own).toEqual(pfs);
      if (arm !== 'control' || pfs!.time === os!.time) {
        expect(death).toEqual(os);
        continue;
      }
      progressed++;
      expect(all![i]!.endpoints[1]!.time).toBeCloseTo(given[i]!.endpoints[1]!.time!, 9);
      if (death!.time === os!.time) continue;
      switched++;
      expect(death).toEqual(all![i]!.endpoints[1]);
    }
    expect(progressed).toBeGreaterThan(80);
    expect(Math.abs(switched / progressed - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / progressed));
  });

  it('of one endpoint is the trial of one endpoint', async () => {
    const alone = both.replace(
      /hypotheses:[\s\S]*/,
      'endpoint: OS\nanalyses: [{ events: 60 }, { events: 140 }]\n',
    );
    const several = both.replace(
      /hypotheses:[\s\S]*/,
      'hypotheses: { OS: {} }\nanalyses: [{ events: { OS: 60 } }, { events: { OS: 140 } }]\n',
    );
    const options = { seed: '7', replicates: 300, executor };
    const one = await simulateTrial(designOf(alone, [60 / 140, 1]), options);
    const other = await simulateHypotheses(hypothesesOf(several), options);
    expect(other.any).toEqual(one.rejected);
    expect(other.looks.map(({ any }) => any)).toEqual(one.looks.map(({ efficacy }) => efficacy));
    expect(other.hypotheses[0]!.estimate).toEqual(one.estimate);
    expect(other.expected.time).toEqual(one.expected.time);
  });

  it('has the looks of a trial of one endpoint, whatever they wait for', async () => {
    const looks = (events: string) =>
      `analyses: [{ patients: 120, after: 4 }, { ${events}, followed-for: 3, whichever: last, gap: 5 }]\n`;
    const alone = both.replace(/hypotheses:[\s\S]*/, `endpoint: OS\n${looks('events: 70')}`);
    const several = both.replace(
      /hypotheses:[\s\S]*/,
      `hypotheses: { OS: { events: 80 } }\n${looks('events: { OS: 70 }')}`,
    );
    const options = { seed: '7', replicates: 100, executor };
    const one = await simulateTrial(designOf(alone, [0.5, 1]), options);
    const other = await simulateHypotheses(hypothesesOf(several), options);
    expect(other.looks[0]!.time).toEqual(one.looks[0]!.time);
    expect(other.looks[0]!.events[0]).toEqual(one.looks[0]!.events);
  });

  it('has the same patients for all endpoints: nobody dies before progression or death ends PFS', async () => {
    const { patients } = await hypothesesReplicate(hypothesesOf(both), { seed: '1', replicate: 5, executor });
    const [pfs, os] = [0, 1].map((e) => patients.map(({ endpoints }) => endpoints[e]!));
    for (const i of patients.keys()) expect(pfs![i]!.time ?? 0).toBeLessThanOrEqual(os![i]!.time ?? 0);
    const progressed = patients.filter((_, i) => pfs![i]!.event && pfs![i]!.time! < os![i]!.time!);
    expect(progressed.length).toBeGreaterThan(50);
    // who died without progression has both at one time
    expect(patients.some((_, i) => os![i]!.event && pfs![i]!.time === os![i]!.time)).toBe(true);
  });

  it('is the same on both engines', async () => {
    const options = { seed: '1', replicates: 60, executor };
    const found = await simulateHypotheses(hypothesesOf(both), { ...options, engine: 'wasm' });
    expect(await simulateHypotheses(hypothesesOf(both), { ...options, engine: 'typescript' })).toEqual(found);
  });

  it('reaches the OS of the model: the survival of its closed form', async () => {
    const at = 24;
    const text = both
      .replace(/hypotheses:[\s\S]*/, `endpoint: OS\nanalyses: [{ time: 400 }]\n`)
      .replace('dropout: { hazard: 0.005 }\n', '')
      .replace('patients: 240', 'patients: 20000');
    const { patients } = await replicateAlone(designOf(text), { seed: '1', replicate: 0, executor });
    const control = patients.filter(({ arm }) => arm === 'control');
    const alive = control.filter(({ time }) => time! > at).length / control.length;
    const [progress, die, after] = [Math.LN2 / 8, 0.01, Math.LN2 / 12];
    const leave = progress + die;
    const survival =
      Math.exp(-leave * at) + (progress / (leave - after)) * (Math.exp(-after * at) - Math.exp(-leave * at));
    expect(Math.abs(alive - survival)).toBeLessThan(
      4 * Math.sqrt((survival * (1 - survival)) / control.length),
    );
  });
});
