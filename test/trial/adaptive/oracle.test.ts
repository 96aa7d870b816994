/** Every replicate of a design with rules is what the trial comes to by the book. */
import { expect, it } from 'vitest';
import { normalSurvival } from '../../../src/math/normal.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { logRank } from '../../../src/survival/index.ts';
import type { AdaptiveMethod } from '../../../src/trial/adaptation.ts';
import type { AdaptiveCourse } from '../../../src/trial/replicate/adaptive/conduct.ts';
import { simulateReplicates } from '../../../src/trial/simulate.ts';
import { slowly } from '../oracle.ts';
import { adaptive, between, byTrend, rule } from './designs.ts';

const SEED = 'by the book';
const [PATIENTS, MOST_PATIENTS, EVENTS, MOST_EVENTS, POWER] = [160, 260, 120, 190, 0.9];

type Patient = ReturnType<ReturnType<typeof slowly>>['patients'][number];

const eventOf = ({ randomised, event, lost }: Patient) => (event <= lost ? randomised + event : Infinity);

/** The data of the first patients at their d-th event. */
function lookAt(all: readonly Patient[], count: number, d: number) {
  const own = [...all].sort((a, b) => a.randomised - b.randomised).slice(0, count);
  const ends = own.map(eventOf).filter((at) => at < Infinity);
  const time = ends.sort((a, b) => a - b)[d - 1]!;
  const there = own.filter(({ randomised }) => randomised <= time);
  const statuses = there.map((patient) => Number(eventOf(patient) <= time));
  const times = there.map((patient, i) =>
    statuses[i] === 1 ? patient.event : Math.min(patient.lost, time - patient.randomised),
  );
  const groups = there.map(({ arm }) => arm);
  const { observed, expected, variance } = logRank({ times, statuses, groups });
  const z = (expected[1]! - observed[1]!) / Math.sqrt(variance[1]![1]!);
  return { time, z, patients: there.length };
}

/** Two looks, the second at as many events as the first asks for. */
function byTheBook(all: readonly Patient[], efficacy: readonly number[], method: AdaptiveMethod) {
  const first = lookAt(all, PATIENTS, EVENTS / 2);
  if (first.z >= efficacy[0]!) return { looks: [first], events: EVENTS, isClaim: true };
  const half = Math.sqrt(0.5);
  // conditional power under the effect seen, for more events than the first look has
  const needed = (to: number) =>
    method === 'none'
      ? (efficacy[1]! * Math.sqrt(to) - Math.sqrt(EVENTS / 2) * first.z) / Math.sqrt(to - EVENTS / 2)
      : (efficacy[1]! - half * first.z) / half;
  const power = (to: number) =>
    normalSurvival(needed(to) - (first.z / Math.sqrt(EVENTS / 2)) * Math.sqrt(to - EVENTS / 2));
  const isPromising = power(EVENTS) >= 0.2 && power(EVENTS) <= POWER;
  let events = EVENTS;
  while (isPromising && events < MOST_EVENTS && power(events) < POWER) events++;
  const patients = isPromising ? Math.min(MOST_PATIENTS, Math.ceil((PATIENTS * events) / EVENTS)) : PATIENTS;
  const second = lookAt(all, patients, events);
  const increment =
    (Math.sqrt(events) * second.z - Math.sqrt(EVENTS / 2) * first.z) / Math.sqrt(events - EVENTS / 2);
  const tested = method === 'none' ? second.z : half * first.z + half * increment;
  const isClaim = tested >= efficacy[1]!;
  return { looks: [first, second], events, isClaim };
}

it.each(['inverse-normal', 'none'] as const)('by %s', async (method) => {
  const rules = [
    rule(
      {
        events: { conditionalPower: POWER, under: 'trend', most: MOST_EVENTS },
        patients: { withEvents: true, most: MOST_PATIENTS },
      },
      between(byTrend, 0.2, POWER),
    ),
  ];
  const design = adaptive({ method, rules, mostPatients: MOST_PATIENTS });
  const slow = slowly({ ...design, patients: MOST_PATIENTS }, SEED);
  const seen = { raised: 0, claims: 0 };
  let r = 0;
  await simulateReplicates(
    [design],
    { seed: SEED, replicates: 150, executor: inlineExecutor(), truth: 'alternative', isShown: true },
    undefined,
    ({ course, strides, drawStride }) => {
      const expected = byTheBook(slow(r, strides, drawStride).patients, design.boundaries.efficacy, method);
      const where = `replicate ${r++}`;
      expect(course.stopped, where).toBe(expected.looks.length - 1);
      expect(course.decision === 1, where).toBe(expected.isClaim);
      for (const [k, look] of expected.looks.entries()) {
        expect(course.time[k], where).toBeCloseTo(look.time, 8);
        expect(course.z[k], where).toBeCloseTo(look.z, 8);
        expect(course.patients[k], where).toBe(look.patients);
      }
      const { adapted } = course as AdaptiveCourse;
      expect(adapted.events[course.stopped], where).toBe(expected.events);
      seen.raised += Number(expected.events > EVENTS);
      seen.claims += Number(expected.isClaim);
    },
  );
  expect(seen.raised).toBeGreaterThan(20);
  expect(seen.claims).toBeGreaterThan(20);
});

it('the conditional error decides as the inverse normal does where later looks keep their proportions', async () => {
  const rules = [rule({ events: { to: 180 }, patients: { to: 240 } }, between({ kind: 'z' }, 0, 2))];
  const [one, other] = (['inverse-normal', 'conditional-error'] as const).map((method) =>
    adaptive({ method, rules, mostPatients: 240 }),
  );
  const records = await simulateReplicates([one!, other!], {
    ...{ seed: SEED, replicates: 400, executor: inlineExecutor(), truth: 'alternative' },
  });
  expect(records[0]!.decision.subarray(0, 400)).toEqual(records[1]!.decision.subarray(0, 400));
});
