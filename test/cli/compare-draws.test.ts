import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareAnswerSchema, comparisonJsonSchema } from '../../src/answers/compare/schema.ts';
import type { PsaAnswer } from '../../src/answers/psa/schema.ts';
import { asked } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'compare-draws-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = 'scenarios/illness-death.yaml';
const few = ['compare', file, '-n', '2000', '--threads', '1', '--draws', '8', '--draw-patients', '400'];

/** A treatment of which nobody knows whether it helps: an event comes later for everybody, or earlier. */
const helpsOrHarms = `
scenario: Helps or harms
time: { unit: year, origin: start, horizon: 20, landmarks: [5], rmst: [10] }
evidence:
  trial: { cite: Made up for the test }
parameters:
  rate: { value: 0.3, assumption: For the test }
  effect: { ratio: 0.9, interval: [0.45, 1.8], from: trial }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: rate }] }
  dead: {}
endpoints:
  survival: { event: dead }
strategies:
  none: {}
  treatment:
    states:
      alive: { transitions: [{ to: dead, law: exponential, rate: { product: [rate, effect] } }] }
`;

describe('compare --draws', () => {
  it('adds the intervals of psa to every difference and ratio, on the page and in the CSV too', async () => {
    const report = join(folder, 'page.html');
    const out = join(folder, 'out');
    const printed = await asked([...few, '--json', '--report', report, '--out', out]);
    const answer = compareAnswerSchema.parse(JSON.parse(printed.out));
    const drawn = await asked(['psa', file, '--threads', '1', '--draws', '8', '-n', '400', '--json']);
    const psa: PsaAnswer = JSON.parse(drawn.out);
    const [[name, found]] = Object.entries(answer.comparisons!) as [
      [string, (typeof answer.comparisons & object)[string]],
    ];
    const own = psa.comparisons[name]!.endpoints[found.endpoint]!;
    const ratio = own.hazardRatio!;
    expect(found.hazardRatio.uncertainty!.lower).toBe(ratio.lower);
    found.survival.forEach(({ at, uncertainty }, i) => {
      expect({ at, ...uncertainty }).toEqual(own.survival[i]);
    });
    found.rmst.forEach(({ tau, uncertainty }, i) => {
      expect({ tau, ...uncertainty }).toEqual(own.rmst[i]);
    });
    expect(found.medians[0]!.uncertainty).toEqual(own.median);
    for (const { uncertainty } of found.hazardRatio.periods) expect(uncertainty).toBeDefined();
    expect(answer.uncertainty).toMatchObject({ draws: 8, n: 400, best: psa.best });
    const rows = readFileSync(join(out, 'comparisons.csv'), 'utf8').split('\n');
    expect(rows[0]).toMatch(/uncertainty_lower,uncertainty_upper$/);
    expect(rows.find((row) => row.includes('hazard-ratio'))).toContain(String(ratio.lower));
    const page = readFileSync(report, 'utf8');
    expect(page).toContain('95% uncertainty interval');
    expect(page).toContain(`from 8 parameter draws of 400 patients`);
  });

  it('adds them to the shares of patients whose event comes later, together or earlier', async () => {
    // without uncertain numbers the draws simulate the very patients of the comparison
    const { out } = await asked([
      ...['compare', file, '-n', '3200', '--threads', '1', '--draws', '8', '--draw-patients', '400'],
      ...['--strategy', 'prevention', '--json'],
    ]);
    const { lives, endpoints } = compareAnswerSchema.parse(JSON.parse(out)).comparisons!.prevention!;
    for (const found of [lives!, ...Object.values(endpoints).map((one) => one.lives!)])
      for (const who of ['longer', 'same', 'shorter'] as const) {
        const { value, uncertainty } = found[who];
        expect(uncertainty!.mean).toBeCloseTo(value, 12);
        expect(uncertainty!.sd).toBeLessThanOrEqual(uncertainty!.uncorrected.sd!);
      }
  });

  it('has the whole width of a share that the evidence leaves open', async () => {
    const open = join(folder, 'open.yaml');
    writeFileSync(open, helpsOrHarms);
    const { out } = await asked([
      ...[
        'compare',
        open,
        '-n',
        '1600',
        '--threads',
        '1',
        '--draws',
        '40',
        '--draw-patients',
        '400',
        '--json',
      ],
    ]);
    const { longer, shorter } = compareAnswerSchema.parse(JSON.parse(out)).comparisons!.treatment!.lives!;
    for (const { uncertainty } of [longer, shorter]) {
      expect(uncertainty!.lower).toBeLessThan(0.05);
      expect(uncertainty!.upper).toBeGreaterThan(0.9);
    }
    const printed = await asked(['compare', open, '-n', '1600', '--threads', '1', '--draws', '40', '--full']);
    expect(printed.out).toMatch(/95% uncertainty interval .* 0\.0+ to 9\d/);
  });

  it('prints them below the differences', async () => {
    const { out } = await asked(few);
    expect(out).toMatch(/\n {2}95% uncertainty interval +[-+\d]/);
    expect(out).toContain('held fixed');
    expect(out).not.toContain('does not include the uncertainty');
    for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
  });

  it('ships the schema of its JSON', () => {
    expect(JSON.parse(readFileSync('scenarios/comparison.schema.json', 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(comparisonJsonSchema())),
    );
  });

  it.each([
    [['--draws', '0'], '--draws 0 must be a whole number from 2'],
    [['--draws', '8', '--vary', 'prevention-ratio=0.4:1:3'], '--draws goes with one comparison'],
    [['--draw-patients', '500'], '--draw-patients 500 is of --draws'],
    [['--draws', '8', '--draw-patients', '10'], '--draw-patients 10: a draw has at least 400'],
  ])('refuses %o', async (words, message) => {
    const { error } = await asked(['compare', file, '-n', '2000', ...words]);
    expect(String(error)).toContain(message);
  });
});
