import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lookSummaries } from '../../src/answers/trial/look-summary.ts';
import { styledTable, styleNames } from '../../src/answers/trial/styles/index.ts';
import { designSummary } from '../../src/answers/trial/summary.ts';
import { tableText } from '../../src/media/text/table-text.ts';
import { closedFormOf } from '../../src/trial/expected/index.ts';
import { boundaryScales } from '../../src/trial/expected/scales.ts';
import { designOf } from '../trial/language/designs.ts';

interface OfRpact {
  name: string;
  events: number[];
  futility: number[] | number | null;
  binding: boolean;
  dropout: number;
  critical: number[];
  alphaSpent: number[];
  levels: number[];
  time: number[];
  patients: number[];
  effect: number[];
  rejectNull: number[];
  futilityNull: number[] | number | null;
}

const known: OfRpact[] = JSON.parse(readFileSync(new URL('../known/looks.json', import.meta.url), 'utf8'));

function looksOf({ events, futility, binding, dropout }: OfRpact) {
  const bounds =
    futility === null ? '' : `futility: { z: [${futility}], binding: ${binding ? 'yes' : 'no'} }\n`;
  const design = designOf(`
trial: Looks
unit: month
arms: { control: { median: 20.5 }, treatment: { hazard-ratio: 0.7 } }
endpoint: PFS
patients: 600
accrual: { duration: 24 }
${dropout > 0 ? `dropout: { hazard: ${dropout} }\n` : ''}test: log-rank
analyses: [${events.map((count) => `{ events: ${count} }`).join(', ')}]
efficacy: { spending: obrien-fleming }
${bounds}`);
  const { closedForm } = closedFormOf(design);
  return {
    design: designSummary(design),
    boundaries: boundaryScales(design, events),
    closedForm: closedForm!,
  };
}

/** rpact searches expected times to 1e-6 or so of their size. */
const near = (values: readonly number[], of: readonly number[], relative: number) =>
  values.forEach((value, k) => {
    expect(Math.abs(value / of[k]! - 1)).toBeLessThan(relative);
  });
const differences = (sums: readonly number[]) => sums.map((sum, k) => sum - (sums[k - 1] ?? 0));

describe.each(known)('the looks of a design with $name, beside rpact', (of) => {
  const parts = looksOf(of);
  const looks = lookSummaries(parts);

  it('have its boundaries, expected times and patients, and spend its alpha', () => {
    near(
      looks.map(({ efficacy }) => efficacy!.z),
      of.critical,
      1e-6,
    );
    near(
      looks.map(({ efficacy }) => efficacy!.p),
      of.levels,
      1e-5,
    );
    near(
      looks.map(({ efficacy }) => efficacy!.effect!),
      of.effect,
      1e-6,
    );
    near(
      looks.map(({ time }) => time),
      of.time,
      1e-5,
    );
    near(
      looks.map(({ patients }) => patients),
      of.patients,
      1e-5,
    );
    near(
      looks.map(({ alphaSpent }) => alphaSpent),
      of.alphaSpent,
      1e-5,
    );
  });

  it('without an effect and with futility obeyed, have its chances', () => {
    const claims = looks.map(({ obeyed, alphaSpent }) => obeyed?.alpha ?? alphaSpent);
    near(differences(claims), of.rejectNull, 1e-5);
    if (of.futilityNull === null) return;
    const stops = differences(looks.map(({ obeyed }) => obeyed!.null));
    near(stops.slice(0, -1), [of.futilityNull].flat(), 1e-5);
    expect(Math.abs(stops.at(-1)!)).toBeLessThan(1e-12);
  });
});

describe('tables in the manner of other programs', () => {
  it.each(styleNames)('%s says what is spent and gained, look by look', (name) => {
    const text = tableText(styledTable(name, looksOf(known[1]!), 'hazard ratio'));
    // rpact: alpha spent .0062 and exit for futility .5000 without an effect
    expect(text).toMatch(/0\.0062/);
    expect(text).toMatch(/0\.5000/);
    expect(text).toMatch(/0\.9319|0\.932/);
  });

  it('rpact has its rows in its order', () => {
    const text = tableText(styledTable('rpact', looksOf(known[0]!), 'hazard ratio'));
    const rows = text.split('\n').filter((line) => /\d/.test(line));
    expect(rows[1]).toMatch(/^Information rate, % +33\.0 +67\.0 +100\.0$/);
    expect(text).toMatch(/Efficacy boundary \(z-value scale\) +3\.731 +2\.504 +1\.994/);
    expect(text).toMatch(/Analysis time, months +18\.6 +28\.6 +42\.3/);
    expect(text).toMatch(/Number of subjects +465\.8 +600\.0 +600\.0/);
    expect(text).toMatch(/Efficacy boundary \(t\) +0\.472 +0\.702 +0\.794/);
  });

  it('gsdesign has five rows for each analysis, futility beside efficacy', () => {
    const text = tableText(styledTable('gsdesign', looksOf(known[1]!), 'hazard ratio'));
    expect(text).toMatch(/^IA 1: 33% +Z +3\.7307 +0\.0000$/m);
    expect(text).toMatch(/^ +P\(Cross\) if HR=0\.7 +0\.0\d+ +0\.0\d+$/m);
    expect(text).toMatch(/^Final +Z +1\.9937 +-$/m);
  });
});
