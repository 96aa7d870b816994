import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reconstructionAnswer } from '../../src/answers/reconstruct/answer.ts';
import { lawScenario } from '../../src/answers/reconstruct/law.ts';
import { patientsCsv } from '../../src/answers/reconstruct/rows.ts';
import {
  type ReconstructionAnswer,
  reconstructionJsonSchema,
  reconstructionSchema,
} from '../../src/answers/reconstruct/schema.ts';
import { reconstructionText } from '../../src/answers/reconstruct/sections.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { run } from '../../src/run/run.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import type { PublishedCurve } from '../../src/survival/reconstruct/published-curve.ts';
import { reconstruct } from '../../src/survival/reconstruct/reconstruct.ts';

const provenance: ReconstructionAnswer['provenance'] = {
  program: 'sojourn',
  version: '1.2.3',
  curve: {
    ...{ file: 'os.csv', sha256: 'abc', points: 4, time: 'time', survival: 'survival', percent: false },
    ...{ delimiter: ',', decimal: '.' },
  },
  atRisk: null,
  events: null,
};

const published: PublishedCurve = {
  times: [1, 2, 4, 7],
  survival: [0.9, 0.75, 0.6, 0.5],
  atRisk: { times: [0, 5], counts: [20, 11] },
};

const fileOf = (curve: PublishedCurve, label: string | null = null) =>
  reconstructionAnswer(reconstruct(curve), {
    provenance: { ...provenance, events: curve.events ?? null },
    label,
  });

describe('a reconstruction', () => {
  it('keeps to its schema, also where nobody has an event', () => {
    const level = { times: [1], survival: [1], atRisk: { times: [0], counts: [3] } };
    for (const curve of [published, { ...published, events: 9 }, level]) {
      const file = fileOf(curve);
      expect(reconstructionSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
    }
    expect(fileOf(level)).toMatchObject({
      n: 3,
      events: 0,
      median: { value: null, lower: null, upper: null },
    });
  });

  it('is a table of patients, with the arm where it has a name', () => {
    const level = { times: [1.5], survival: [0.5], atRisk: { times: [0], counts: [2] } };
    expect(patientsCsv(fileOf(level))).toBe('time,status\n1.5,1\n1.5,0\n');
    expect(patientsCsv(fileOf(level, 'A, "new"'))).toBe(
      'time,status,arm\n1.5,1,"A, ""new"""\n1.5,0,"A, ""new"""\n',
    );
  });

  it('tells people how good it is', () => {
    const text = reconstructionText(fileOf({ ...published, events: 9 }, 'A'));
    expect(text).toMatch(/^A: 20 patients, 9 events, as published, from 4 points of os\.csv\nMedian: /);
    expect(text).toContain('\nNumbers at risk: 2 of 2 met\n');
    expect(text).toMatch(/^ {3}5 {9}11 {13}11$/m);
    expect(text).not.toContain('do not fit');
  });

  it('says how many points were changed, by how much, and where', () => {
    const rising = {
      times: [0, 1, 2, 3, 4],
      survival: [1, 0.9, 0.93, 0.8, 0.81],
      atRisk: { times: [0, 2], counts: [50, 40] },
    };
    const text = reconstructionText(fileOf(rising));
    expect(text).toContain('\nLargest distance from the points read: 0.03 at time 2\n');
    expect(text).toContain(
      '\n2 points rise above an earlier one, or above 1: lowered by at most 0.03, at time 2\n',
    );
    expect(text).toContain('Points rise by more than reading explains');
    expect(text).not.toContain('do not fit');
    const below = { times: [1, 2], survival: [0.5, -0.00001], atRisk: { times: [0], counts: [50] } };
    expect(reconstructionText(fileOf(below))).toContain(
      '\n1 point is below 0: raised by 0.00001, at time 2\n',
    );
    expect(reconstructionText(fileOf(published))).not.toMatch(/rise|raised/);
  });

  it('says where figures do not fit each other, and where they say too little', () => {
    const odd = fileOf({ ...published, atRisk: { times: [0, 5], counts: [20, 19] }, events: 1 });
    const text = reconstructionText(odd);
    expect(text).toContain('(published: 1)');
    expect(text).toContain('Numbers at risk: 1 of 2 met');
    expect(text).toContain('The curve and the numbers at risk do not fit each other');
    const little = reconstructionText(fileOf({ ...published, atRisk: { times: [0], counts: [20] } }));
    expect(little).toContain('Nothing tells who was censored before the end');
  });
});

describe('a law of a scenario', () => {
  const known: { figures: Record<string, { arms: (PublishedCurve & { size: number })[] }> } = JSON.parse(
    readFileSync(new URL('../known/reconstruct.json', import.meta.url), 'utf8'),
  );
  const arms = Object.entries(known.figures).flatMap(([figure, { arms }]) =>
    arms.map((arm, i): [string, PublishedCurve] => [`${figure}-${i}`, arm]),
  );

  it.each(arms)('made from the figure of %s checks, runs, and gives the curve back', async (name, arm) => {
    const file = fileOf(arm, 'an arm: #1');
    const { scenario, plans, errors, evidence, warnings } = checkScenario(lawScenario(name, 'day', file));
    expect([errors, evidence, warnings]).toEqual([[], [], []]);
    // a simulated curve is counted by rows: a step is all there at the end of its row
    const at = [...new Set(Array.from(arm.times, (time) => Math.ceil(time * 32) / 32))].filter((t) => t > 0);
    const { strategies } = await run({
      scenario: scenario!,
      plans: Object.values(plans),
      n: 100_000,
      seed: '1',
      executor: inlineExecutor(),
      at,
    });
    const { survival } = strategies.reference!.endpoints['event-free']!;
    expect(survival.map((one) => one.at)).toEqual(at);
    for (const { at: time, value, mcse } of survival) {
      const readings = Array.from(arm.survival).filter((_, i) => arm.times[i]! <= time);
      expect(Math.abs(value! - Math.min(...readings))).toBeLessThan(0.01 + 4 * mcse!);
    }
  });

  it('stays within 0.01 of the steps between the points too, however tall they are', async () => {
    const tall = { times: [2, 8, 10], survival: [0.7, 0.4, 0], atRisk: { times: [0], counts: [10] } };
    const { scenario, plans, errors } = checkScenario(lawScenario('tall', 'month', fileOf(tall)));
    expect(errors).toEqual([]);
    const at = [1, 1.75, 2.25, 5, 7.5, 8.25, 9.5, 10];
    const { strategies } = await run({
      scenario: scenario!,
      plans: Object.values(plans),
      n: 100_000,
      seed: '1',
      executor: inlineExecutor(),
      at,
    });
    const steps = [1, 1, 0.7, 0.7, 0.7, 0.4, 0.4, 0];
    for (const [i, { value, mcse }] of strategies.reference!.endpoints['event-free']!.survival.entries())
      expect(Math.abs(value! - steps[i]!)).toBeLessThan(0.01 + 4 * mcse!);
  });

  it.each<[string, PublishedCurve]>([
    ['without events', { times: [3], survival: [1], atRisk: { times: [0], counts: [5] } }],
    ['with events at time 0', { times: [0, 3], survival: [0.9, 0.5], atRisk: { times: [0], counts: [10] } }],
    ['with nothing but time 0', { times: [0], survival: [0.5], atRisk: { times: [0], counts: [10] } }],
    [
      'shorter than a unit of time',
      { times: [0.004], survival: [0.5], atRisk: { times: [0], counts: [10] } },
    ],
    ['of many days', { times: [400_000.5], survival: [0.5], atRisk: { times: [0], counts: [10] } }],
  ])('may be of a curve %s', (_, curve) => {
    const { errors, evidence } = checkScenario(lawScenario('odd.name_1', 'day', fileOf(curve)));
    expect([errors, evidence]).toEqual([[], []]);
  });
});

it('the schema that stands beside the scenarios is that of the program', () => {
  const shipped = readFileSync(
    new URL('../../scenarios/reconstruction.schema.json', import.meta.url),
    'utf8',
  );
  expect(JSON.parse(shipped)).toEqual(JSON.parse(JSON.stringify(reconstructionJsonSchema())));
});
