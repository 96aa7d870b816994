import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { formulaSizeSchema } from '../../src/answers/formula/schema.ts';
import { sizeSchema } from '../../src/answers/size/schema.ts';
import { sizeSections } from '../../src/answers/size/sections.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { onScreen } from '../../src/media/text/screen.ts';
import { fixed, plain } from '../trial/language/designs.ts';
import { asked as inProcess } from './in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = (name: string) => join(root, `scenarios/trials/${name}.yaml`);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const asked = (...words: string[]) => inProcess(['size', ...words]);

async function answered(...words: string[]) {
  const { out, error } = await asked(...words, '--json');
  expect(error).toBeUndefined();
  const written = JSON.parse(out);
  const answer = sizeSchema.parse(written);
  expect(answer).toEqual(written);
  return answer;
}

describe('sojourn size --formula', () => {
  const by = (...words: string[]) => asked(...words, '--formula');

  it('has the size of the closed form, its looks and its power, and simulates nothing', async () => {
    const { out } = await by(shipped('three-looks'), '--json');
    const written = JSON.parse(out);
    const answer = formulaSizeSchema.parse(written);
    expect(answer).toEqual(written);
    expect([answer.size, answer.closedForm.power >= 0.8]).toEqual([504, true]);
    expect(answer.powerBySize.find(({ size }) => size === 504)!.power).toBe(answer.closedForm.power);
    expect(answer.powerBySize.map(({ power }) => power)).toEqual(
      answer.powerBySize.map(({ power }) => power).sort((a, b) => a - b),
    );
    const { out: text } = await by(shipped('three-looks'));
    expect(text).toMatch(/^504 patients for 80% power, by the closed form: power 80\.149%/m);
    expect(text).not.toMatch(/MCSE|a second/);
  });

  it('is exact for an exact test', async () => {
    const { out } = await by(shipped('organ-preservation'));
    expect(out).toMatch(/50 patients for 80% power, exactly: power 81\.097%, type I error 4\.438%/);
    expect(out).toMatch(/from 54 patients on every number has\s+it/);
  });

  it('says why a design has no closed form, and which words do not go together', async () => {
    const message = async (...words: string[]) => ((await asked(...words)).error as UsageError).message;
    expect(await message(shipped('total-neoadjuvant-from-day-0'), '--formula')).toMatch(
      /has none: the arms are strategies of a scenario.*; without --formula the size is searched by simulation$/,
    );
    expect(await message(shipped('three-looks'), '--style', 'rpact')).toMatch(/write --formula with it/);
    expect(await message(shipped('three-looks'), '--formula', '--report', join(folder, 'x.html'))).toMatch(
      /--formula has no page/,
    );
    const harmful = file('harmful.yaml', fixed.replace('hazard-ratio: 0.7', 'hazard-ratio: 1.2'));
    expect(await message(harmful, '--formula')).toMatch(
      /harmful\.yaml:\d+:\d+ treatment has a hazard ratio of 1\.2/,
    );
  });
});

describe('sojourn size', () => {
  it('finds the size that the closed form has, within its interval', async () => {
    const {
      size: found,
      lower,
      upper,
      closedFormSize,
      design,
      curve,
    } = await answered(file('fixed.yaml', fixed), '--replicates', '1000');
    expect(found).toBe(design.patients);
    expect(found % 2).toBe(0);
    // the interval is of 95%: twice its width is beyond four standard errors
    const width = upper - lower;
    expect(closedFormSize!).toBeGreaterThan(lower - width / 2);
    expect(closedFormSize!).toBeLessThan(upper + width / 2);
    expect(curve.map((point) => point.size)).toEqual(
      [...curve.map((point) => point.size)].sort((a, b) => a - b),
    );
  });

  it('needs no patients to begin with', async () => {
    const { design } = await answered(
      file('none.yaml', fixed.replace('patients: 600\n', '')),
      '--replicates',
      '300',
    );
    expect(design.patients).toBeGreaterThan(200);
  });

  it('varies events of the same patients, or accrual at the same rate', async () => {
    const events = await answered(file('plain.yaml', plain), '--vary', 'events', '--replicates', '400');
    expect(events.design.patients).toBe(600);
    expect(events.design.looks.at(-1)!.events).toBe(events.size);
    const longer = await answered(file('plain.yaml', plain), '--vary', 'duration', '--replicates', '400');
    for (const { size, duration } of longer.curve) expect(duration).toBeCloseTo(size / 25, 9);
  });

  it('knows the exact size of an exact test', async () => {
    const answer = await answered(shipped('organ-preservation'), '--replicates', '200');
    expect([answer.size, answer.lower, answer.upper, answer.closedFormSize]).toEqual([50, 50, 50, 50]);
    expect(answer.isExact).toBe(true);
    expect(answer.notes[0]).toMatch(/from 54 patients on every number has it/);
  });

  it('calls no simulated size exact, however narrow its interval', async () => {
    const text = fixed.replace('0.7', '0.02').replace('duration: 24', 'duration: 12');
    const { out } = await asked(file('tiny.yaml', text), '--replicates', '1000');
    expect(out).toMatch(/\n\d+ patients for 80% power \(95% Monte Carlo interval \d+ to \d+\)/);
    expect(out).not.toContain('exact');
  });

  it('tells that Schoenfeld’s events would mislead, and what its errors leave out', async () => {
    const text = readFileSync(shipped('total-neoadjuvant-from-day-0'), 'utf8').replace(
      'scenario: ../',
      `scenario: ${root}/scenarios/`,
    );
    const answer = await answered(file('tnt.yaml', text), '--replicates', '200');
    const { size: found, notes, nominal } = answer;
    expect(onScreen(sizeSections(answer), false).replace(/\s+/g, ' ')).toMatch(
      /does not include the uncertainty of the evidence: see sojourn psa \S+\.yaml\./,
    );
    expect(found).toBeGreaterThan(700);
    expect(nominal!.formulas[0]!.events).toBeCloseTo(379.35, 1);
    expect(notes[0]).toMatch(
      /^Schoenfeld's formula at the nominal ratio 0\.75 has 380 events.*it would mislead/,
    );
  });

  it('prints the size, the power curve as a table and a plot, and writes them', async () => {
    const out = join(folder, 'out');
    const page = join(folder, 'page.html');
    const words = ['--replicates', '300', '--full', '--out', out, '--report', page];
    const { out: printed, error } = await asked(file('fixed.yaml', fixed), ...words);
    expect(readFileSync(page, 'utf8')).toMatch(/[0-9,]+ patients<\/strong>/);
    expect(error).toBeUndefined();
    expect(printed).toMatch(/^A design\n\n[\d,]+ patients for 80% power \(95% Monte Carlo interval/);
    expect(printed).toMatch(/Power by size\n\npatients +power, % +MCSE +closed form\n/);
    expect(printed).toContain('●');
    expect(readFileSync(join(out, 'power-curve.csv'), 'utf8')).toMatch(
      /^patients,accrual,power,mcse,closed_form\n/,
    );
    sizeSchema.parse(JSON.parse(readFileSync(join(out, 'size.json'), 'utf8')));
  });

  it.each([
    [
      [file('one.yaml', fixed.replace('0.7', '1'))],
      /one\.yaml:5:30 treatment has the hazard of control, a ratio of 1, must differ/,
    ],
    [
      [file('worse.yaml', fixed.replace('0.7', '1.2'))],
      /worse\.yaml:5:30 treatment has a hazard ratio of 1\.2, which favours control, must be below 1: the one-sided test claims benefit of treatment alone, and no size has power 0\.8/,
    ],
    [
      [file('beyond.yaml', fixed.replace('0.7', '1.4').replace('log-rank', '{ cox: { margin: 1.3 } }'))],
      /beyond\.yaml:5:30 treatment has a hazard ratio of 1\.4, beyond the margin of 1\.3, must be below it: no size has power 0\.8/,
    ],
    [
      [file('less.yaml', fixed.replace('0.7', '1.2').replace('log-rank', '{ rmst: { tau: 24 } }'))],
      /less\.yaml:5:30 the effect is on the wrong side, or beyond the margin: the expected Z at the last analysis is -\d+\.\d\d, must be above 0/,
    ],
    [
      [file('sure.yaml', fixed.replace('power: 0.8', 'power: 0.9999'))],
      /sure\.yaml:10:18 power is 0\.9999, must be from 0\.1 to 0\.999 to be searched for/,
    ],
    [[file('fixed.yaml', fixed), '--power', '0.03'], /--power 0\.03: power is 0\.03, must be from/],
    [
      [file('fixed.yaml', fixed), '--power', '0.999', '--replicates', '1000'],
      /must be 10000 or more \(--replicates\)/,
    ],
    [[file('goal.yaml', fixed.replace('target: { power: 0.8 }\n', ''))], /goal\.yaml:1:1 target is missing/],
    [
      [file('fixed.yaml', fixed), '--power', '1'],
      /--power 1 must be between 0 and 1: no size gives a power of 1/,
    ],
    [[file('fixed.yaml', fixed), '--vary', 'events'], /--vary events: the design plans no events/],
    [[file('fixed.yaml', fixed), '--replicates', '5'], /--replicates 5 must be a whole number from 100/],
  ])('%j is for the user to mend', async (words, message) => {
    const { error, out } = await asked(...words);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toMatch(message);
    expect(out).toBe('');
  });
});
