import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { monitorSchema } from '../../src/answers/monitor/schema.ts';
import { asked } from './in-process.ts';

const design = 'scenarios/trials/three-looks.yaml';
const folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('monitor', () => {
  it('prints what a look means, and JSON of its schema', async () => {
    const words = ['monitor', design, '--events', '99,210', '--z', '1.1,1.9'];
    const { out } = await asked(words);
    expect(out).toContain('Look 2, at 210 events (information 0.7): z 1.90');
    const answer = monitorSchema.parse(JSON.parse((await asked([...words, '--json'])).out));
    expect(answer.looks.map(({ decision }) => decision)).toEqual(['continue', 'continue']);
    expect(answer.effect).toBeCloseTo(0.7, 12);
  });

  it('reads the present look from patients, with the z that the simulated trial has', async () => {
    await asked(['power', design, '--replicate', '417', '--seed', '1', '--out', folder]);
    const { looks } = JSON.parse(
      (await asked(['power', design, '--replicate', '417', '--seed', '1', '--json'])).out,
    );
    const counts = ['--events', String(looks[0].events), '--z', String(looks[0].z), '--json'];
    const { out } = await asked(['monitor', design, join(folder, 'replicate-417.csv'), ...counts]);
    const answer = monitorSchema.parse(JSON.parse(out));
    expect(answer.looks[1]!.events).toBe(looks[1].events);
    expect(Math.abs(answer.looks[1]!.seen.z - looks[1].z)).toBeLessThan(1e-12);
    expect(answer.looks[1]!.decision).toBe('efficacy');
    expect(answer.end!.hazardRatio).toBeLessThan(1);
  });

  it.each([
    [[], 'no look is given, must be events and z of each look'],
    [['--events', '99', '--z', '1,2'], '--events has 1 looks and --z 2, must be as many'],
    [['--events', '99,90', '--z', '1,2'], 'look 2 has 90, must be more than the 99 of the look before'],
    [['--events', '700', '--z', '1'], 'the design has 600 patients'],
    [['--events', '99', '--z', '1', '--prior', '0.8'], '--prior 0.8 must be a hazard ratio and'],
    [['--events', '99', '--z', '1', '--used', '3'], '--used 3 is of earlier looks, and there is none'],
    [['--events', '99', '--z', '1', '--spending-time', '1.5'], 'must increase, above 0 and at most 1'],
    [['--information', '0.3', '--hazard-ratio', '0.7'], 'its z depends on the number of events'],
  ])('refuses %o', async (words, message) => {
    const { error } = await asked(['monitor', design, ...words]);
    expect((error as Error).name).toBe('UsageError');
    expect((error as Error).message).toContain(message);
  });

  it('tells all that is wrong at once', async () => {
    const { error } = await asked(['monitor', design, '--events', '99.5,90', '--z', '1,x']);
    expect((error as Error).message).toContain('must be whole numbers above 0');
    expect((error as Error).message).toContain('must be more than the 99.5');
    expect((error as Error).message).toContain('must be numbers from -20 to 20');
  });
});
