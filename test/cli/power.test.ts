import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { powerSchema } from '../../src/answers/power/schema.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { fixed, plain } from '../trial/language/designs.ts';
import { asked as inProcess } from './in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const threeLooks = join(root, 'scenarios/trials/three-looks.yaml');
const enrichment = join(root, 'scenarios/trials/enrichment-predictive.yaml');
const strategies = join(root, 'scenarios/trials/after-completion-from-completion.yaml');

/** A design file of this text. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const asked = (...words: string[]) => inProcess(['power', ...words]);

async function answered(...words: string[]) {
  const { out, error } = await asked(...words, '--json');
  expect(error).toBeUndefined();
  const written = JSON.parse(out);
  const answer = powerSchema.parse(written);
  expect(answer).toEqual(written);
  return answer;
}

describe('sojourn power', () => {
  it('prints tables with looks as columns, and where it comes from', async () => {
    const { out, error } = await asked(threeLooks, '--replicates', '500', '--full');
    expect(error).toBeUndefined();
    expect(out).toMatch(/^Three looks, O'Brien-Fleming\n\n600 patients are randomised 1:1/);
    expect(out).toMatch(/look 1 +look 2 +look 3\n/);
    expect(out).toMatch(/efficacy, z +3\.7307 +2\.5039 +1\.9937/);
    expect(out).toMatch(/hazard ratio +0\.4724 +0\.7024 +0\.7944/);
    expect(out).toMatch(/Schoenfeld +86\.649 +250 +500/);
    expect(out).toMatch(/1,000 trials in .* seed 1\n$/);
    const brief = await asked(threeLooks, '--replicates', '500');
    expect(brief.out).toContain(
      'Not shown: assumptions, the estimate, formulas, a section for the protocol (--full).',
    );
    expect(brief.out.trimEnd().split('\n').length).toBeLessThan(56);
    for (const line of [...out.split('\n'), ...brief.out.split('\n')])
      expect(line.length).toBeLessThanOrEqual(100);
  });

  it('takes other values of any number, and lines of values', async () => {
    const words = [threeLooks, '--replicates', '200', '--set', 'hazard-ratio=0.8'];
    const { set, varied, alternative } = await answered(...words, '--vary', 'arms.control.median=10:30:3');
    expect(set).toEqual([{ number: 'arms.treatment.hazard-ratio', value: 0.8 }]);
    expect(varied!.points.map(({ value }) => value)).toEqual([10, 20, 30]);
    // a point of a line is the design with that value, to the last bit
    const again = await answered(threeLooks, '--replicates', '200', '--vary', 'hazard-ratio=0.8:0.9:2');
    expect(again.varied!.points[0]!.power).toEqual(alternative.benefit);
    for (const [more, message] of [
      [['--set', 'hazard-ration=1'], 'did you mean "hazard-ratio"?'],
      [['--set', 'events=9'], 'may be analyses.0.events or analyses.1.events'],
      [['--set', 'hazard-ratio=0'], '--set hazard-ratio=0: '],
      [['--vary', 'hazard-ratio=0:1:3'], '--vary arms.treatment.hazard-ratio=0: '],
      [['--vary', 'hazard-ratio=0.5'], 'must be from:to:steps'],
    ] as const)
      expect(
        ((await asked(threeLooks, '--replicates', '50', ...more)).error as UsageError).message,
      ).toContain(message);
  });

  it('tells assurance by size, with what is known of its numbers', async () => {
    const phase3 = join(root, 'scenarios/trials/phase-three.yaml');
    const words = [phase3, '--replicates', '100', '--draws', '20', '--sizes', '250', '--threads', '1'];
    const { assurance } = await answered(...words);
    expect(assurance!.sizes.map(({ patients }) => patients)).toEqual([250, 500]);
    expect(assurance!.drawn).toEqual(['arms.treatment.hazard-ratio']);
    expect((await asked(...words)).out).toContain('Assurance: 20 draws of 1 number, 5 trials each.');
    for (const [more, message] of [
      [['--draws', '1'], '--draws 1 must be a whole number from 2'],
      [['--sizes', '100'], '--sizes 100 needs --draws'],
      [['--draws', '9', '--replicate', '3'], 'write one of them'],
    ] as const)
      expect(((await asked(phase3, ...more)).error as UsageError).message).toContain(message);
    const plainDesign = await asked(threeLooks, '--replicates', '100', '--draws', '20', '--threads', '1');
    expect((plainDesign.error as UsageError).message).toContain('no number of the arms is uncertain');
  });

  it('tells the verdicts of a rule of decision, along a line of values and over draws', async () => {
    const words = [
      join(root, 'scenarios/trials/go-no-go.yaml'),
      '--replicates',
      '200',
      '--draws',
      '20',
      '--threads',
      '1',
    ];
    const { decision, varied, assurance } = await answered(...words, '--vary', 'hazard-ratio=0.5:1:2');
    expect(decision!.rule).toContain(
      'Go if the estimated hazard ratio is below 0.72 and the true hazard ratio is below 0.9',
    );
    expect(varied!.points[0]!.decision!.go.value).toBeGreaterThan(varied!.points[1]!.decision!.go.value!);
    const [{ decision: drawn }] = assurance!.sizes as [NonNullable<typeof assurance>['sizes'][number]];
    expect(drawn!.go.value! + drawn!.consider.value! + drawn!.noGo.value!).toBeCloseTo(1, 12);
    expect((await asked(...words)).out).toContain('false go: go without an effect');
  });

  it('draws the numbers of a scenario from the posterior that it names, and does without it otherwise', async () => {
    const text = (name: string) => readFileSync(join(root, 'scenarios', name), 'utf8');
    const posterior = 'posterior: { file: ratios.csv, parameters: [relapse-ratio] }\n\nparameters:';
    file('adjuvant.yaml', text('adjuvant.yaml').replace('parameters:', posterior));
    const design = file('phase3.yaml', text('trials/adjuvant.yaml').replace('../adjuvant', 'adjuvant'));
    const words = [design, '--replicates', '20', '--threads', '1'];
    expect((await asked(...words)).error).toBeUndefined();
    const missing = (await asked(...words, '--draws', '2')).error as UsageError;
    expect(missing.message).toMatch(/phase3\.yaml:\d+:\d+ .*ratios\.csv: no such file/);
    file('ratios.csv', `relapse-ratio\n${'0.7\n0.9\n'.repeat(50)}`);
    const { assurance } = await answered(...words, '--draws', '2');
    expect(assurance!.drawn).toContain('relapse-ratio');
  });

  it('gives the same figures on any number of threads, and others from another seed', async () => {
    const figures = async (...words: string[]) => {
      const { alternative, null: none } = await answered(threeLooks, '--replicates', '300', ...words);
      return { alternative, none };
    };
    const one = await figures();
    expect(await figures('--threads', '2')).toEqual(one);
    expect(await figures('--engine', 'typescript')).toEqual(one);
    expect(await figures('--seed', '2')).not.toEqual(one);
    expect(await figures('--generator', 'philox')).not.toEqual(one);
  });

  it('adds trials until the power is as precise as asked', async () => {
    const { alternative } = await answered(threeLooks, '--replicates', '200', '--target-mcse', '0.012');
    expect(alternative.rejected.mcse).toBeLessThanOrEqual(0.012);
    expect(alternative.replicates).toBeGreaterThan(200);
  });

  it('writes its answer, and one trial’s patients, into a folder', async () => {
    const out = join(folder, 'out');
    await asked(enrichment, '--replicates', '100', '--out', out);
    expect(readdirSync(out).sort()).toEqual(['looks.csv', 'power.json']);
    powerSchema.parse(JSON.parse(readFileSync(join(out, 'power.json'), 'utf8')));
    const { out: told } = await asked(threeLooks, '--replicate', '417', '--out', out);
    expect(told).toMatch(/^Trial 417 (stopped|ended)/);
    expect(readFileSync(join(out, 'replicate-417.csv'), 'utf8').split('\n')).toHaveLength(602);
  });

  it('writes a page and its figures', async () => {
    const page = join(folder, 'page.html');
    const figures = join(folder, 'figures');
    const { error } = await asked(threeLooks, '--replicates', '50', '--report', page, '--figures', figures);
    expect(error).toBeUndefined();
    expect(readFileSync(page, 'utf8')).toContain('600 patients are randomised 1:1');
    expect(readdirSync(figures)).toContain('boundaries.svg');
    const { error: both } = await asked(threeLooks, '--replicate', '3', '--report', page);
    expect((both as Error).message).toMatch(/--replicate is of one trial/);
  });

  it('simulates the information that calendar looks of strategies will have', async () => {
    const text = readFileSync(strategies, 'utf8')
      .replace('scenario: ../', `scenario: ${root}/scenarios/`)
      .replace('600', '100');
    const looks = 'analyses: [{ time: 40 }, { time: 72 }]\nefficacy: { spending: pocock }\n';
    const { boundaries, whyNoClosedForm, provenance } = await answered(
      file('calendar.yaml', text + looks),
      '--replicates',
      '50',
    );
    expect(boundaries[0]!.fraction).toBeGreaterThan(0.4);
    expect(boundaries[0]!.fraction).toBeLessThan(0.6);
    expect(whyNoClosedForm).toMatch(/strategies/);
    expect(provenance.scenario!.title).toMatch(/rectal cancer/);
  });

  it('answers for a trial of two patients, and for a treatment that does nothing', async () => {
    const two = fixed.replace('patients: 600', 'patients: 2');
    const { alternative } = await answered(file('two.yaml', two), '--replicates', '100');
    expect(alternative.rejected.value).toBeLessThan(0.1);
    const nothing = file('nothing.yaml', plain.replace('0.7', '1'));
    const found = await answered(nothing, '--replicates', '1000');
    const { value, mcse } = found.alternative.rejected;
    expect(Math.abs(value! - 0.025)).toBeLessThan(4 * mcse!);
  });

  it.each([
    [['nowhere.yaml'], /nowhere\.yaml: no such file/],
    [
      [file('slip.yaml', plain.replace('alpha: 0.025', 'alpha: 0'))],
      /slip\.yaml:11:8 alpha is 0, must be above 0/,
    ],
    [
      [file('gone.yaml', plain.replace('unit: month', 'unit: month\nscenario: gone.yml'))],
      /gone\.yaml:3:11 .*gone\.yml: no such file/,
    ],
    [[threeLooks, '--replicates', 'many'], /--replicates many must be a whole number from 2/],
    [[threeLooks, '--replicate', '0'], /--replicate 0 must be a whole number from 1/],
    [[threeLooks, '--seed', 'a', '--seed', 'b'], /--seed is given more than once/],
    [[threeLooks, '--target-mcse', '2'], /--target-mcse 2 must be between 0 and 0\.5/],
  ])('%j is for the user to mend', async (words, message) => {
    const { error, out } = await asked(...words);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toMatch(message);
    expect(out).toBe('');
  });
});
