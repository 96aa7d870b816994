/**
 * Every law over its whole domain, under cure fractions and ratios, on every clock: simulated survival against the law in
 * 80 decimal digits, by test/known/law-domains.py.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/estimates/index.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { patients, tallyOf } from '../engine/simulated.ts';

interface Case {
  law: string;
  parameters: Record<string, number>;
  cure: number | null;
  hazardRatio: number | null;
  timeRatio: number | null;
  clock: 'entry' | 'start' | 'since' | 'age';
  /** what the clock shows when patients come */
  shown: number;
  times: number[];
  survival: number[];
}

const cases: Case[] = JSON.parse(readFileSync(new URL('../known/law-domains.json', import.meta.url), 'utf8'));
const PATIENTS = 20_000;

/** @param isNumeric ratios are a number of each patient's, the same for all */
function scenarioOf(one: Case, isNumeric: boolean): string {
  const value = (number: number) => `{ value: ${number}, assumption: drawn }`;
  const fixed = (delay: number) => `law: fixed, delay: ${value(delay)}`;
  const ratio = one.hazardRatio ?? one.timeRatio;
  const modified = isNumeric ? '{ f: value }' : `{ x: { ratio: ${ratio}, assumption: drawn } }`;
  const isLate = one.clock === 'start' || one.clock === 'since';
  const clock = { entry: 'entry', start: 'start', since: '{ since: w }', age: '{ age: g }' }[one.clock];
  const parts = [
    `law: ${one.law}`,
    ...Object.entries(one.parameters).map(([name, number]) => `${name}: ${value(number)}`),
    `clock: ${clock}`,
    ...(one.cure === null ? [] : [`cure: ${value(one.cure)}`]),
    ...(one.hazardRatio === null ? [] : [`hazard-ratio: ${modified}`]),
    ...(one.timeRatio === null ? [] : [`time-ratio: ${modified}`]),
  ];
  return [
    'scenario: A law',
    'time: { unit: month, origin: start, horizon: 128 }',
    'characteristics:',
    `  x: { chance: ${value(1)} }`,
    `  f: { ${fixed(ratio ?? 1)} }`,
    `  g: { unit: month, ${fixed(one.shown)} }`,
    `start: ${isLate ? 'w' : 'a'}`,
    'states:',
    ...(isLate ? [`  w: { transitions: [{ to: a, ${fixed(one.shown)} }] }`] : []),
    `  a: { transitions: [{ to: d, ${parts.join(', ')} }] }`,
    '  d: {}',
    'endpoints: { OS: { event: d } }',
  ].join('\n');
}

describe('over its whole domain a law is simulated within four standard errors', () => {
  it.each(cases.map((one, i) => ({ i, ...one })))(
    '$i: $law $parameters, cure $cure, ratios $hazardRatio $timeRatio, clock $clock at $shown',
    ({ i, ...one }) => {
      const { plans, errors } = checkScenario(scenarioOf(one, i % 2 === 1));
      expect(errors).toEqual([]);
      const plan = Object.values(plans)[0]!;
      const from = one.clock === 'start' || one.clock === 'since' ? one.shown : 0;
      const at = one.times.map((t) => from + t);
      const [found, again] = (['typescript', 'wasm'] as const).map((engine) =>
        estimate(
          plan,
          tallyOf(plan, 'domains', patients(PATIENTS), { engine }),
          { at, quantiles: [], rmst: [] },
          [],
        ).endpoints.OS!.survival.map(({ value }) => value),
      );
      expect(again).toEqual(found);
      one.survival.forEach((truth, k) => {
        // a share is never known better than to one patient
        const bound = 4 * Math.sqrt((truth * (1 - truth)) / PATIENTS) + 1 / PATIENTS;
        expect(Math.abs(found![k]! - truth), `at ${at[k]}: ${found![k]}, not ${truth}`).toBeLessThan(bound);
      });
    },
  );
});
