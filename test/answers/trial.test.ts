import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { powerAnswer } from '../../src/answers/power/answer.ts';
import { replicateAnswer } from '../../src/answers/power/replicate-answer.ts';
import { replicateJsonSchema, replicateSchema } from '../../src/answers/power/replicate-schema.ts';
import { replicateText } from '../../src/answers/power/replicate-table.ts';
import { looksCsv, patientsCsv } from '../../src/answers/power/rows.ts';
import { type PowerAnswer, powerJsonSchema, powerSchema } from '../../src/answers/power/schema.ts';
import { powerText } from '../../src/answers/power/sections.ts';
import { sizeJsonSchema } from '../../src/answers/size/schema.ts';
import { designSentence } from '../../src/answers/trial/sentence.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { errorSpent } from '../../src/trial/expected/error-spent.ts';
import { designJsonSchema } from '../../src/trial/language/schema.ts';
import { replicateAlone } from '../../src/trial/replicate-alone.ts';
import { simulateTrial } from '../../src/trial/simulate.ts';
import { whyNoNull } from '../../src/trial/truth.ts';
import { designOf, fixed, plain, rawOf, worked } from '../trial/language/designs.ts';
import { expectAtItsPlace } from './place.ts';

const executor = inlineExecutor();

async function answerOf(text: string, replicates = 300): Promise<PowerAnswer> {
  const design = designOf(text);
  const options = { seed: '1', replicates, executor };
  const whyNot = whyNoNull(design);
  return powerAnswer({
    raw: rawOf(text),
    design,
    target: 0.8,
    alternative: await simulateTrial(design, { ...options, truth: 'alternative' }),
    null: whyNot === undefined ? await simulateTrial(design, { ...options, truth: 'null' }) : null,
    nullFutilityObeyed:
      whyNot === undefined &&
      !design.boundaries.binding &&
      design.boundaries.futility.some((z) => z > -Infinity)
        ? await simulateTrial(design, { ...options, truth: 'null', obeyFutility: true })
        : undefined,
    whyNoNull: whyNot,
    caveats: [],
    provenance: {
      program: 'sojourn',
      version: '0',
      design: { file: 'a.yaml', sha256: '', title: 'A design' },
      scenario: null,
      seed: '1',
      threads: 1,
      engine: 'typescript',
      generator: 'triple32',
      seconds: 1,
    },
  });
}

const calendar = `${fixed}analyses: [{ time: 30 }, { time: 48 }]\nefficacy: { spending: pocock }\n`;
const designs: [string, string][] = [
  ['three looks', plain],
  ['two-sided', `${calendar}sided: two\n`],
  ['futility', `${calendar}futility: { spending: { power-family: 2 }, binding: true }\n`],
  ['futility that does not bind', `${calendar}futility: { z: [0.5] }\n`],
  ['means beyond what is followed', fixed.replace('log-rank', '{ rmst: { tau: 47.9 } }')],
  ['restricted means', fixed.replace('log-rank', '{ rmst: { tau: 30 } }')],
  ['MaxCombo', fixed.replace('log-rank', 'max-combo')],
  ['non-inferiority', fixed.replace('log-rank', '{ cox: { margin: 1.3 } }')],
  ['one arm', worked('organ-preservation')],
  ['strata', worked('enrichment-predictive')],
  ['strategies', worked('after-completion-from-completion').replace('600', '60')],
];

describe.each(designs)('the answer of power: %s', async (_, text) => {
  const answer = await answerOf(text);
  const printed = powerText(answer);

  it('keeps to its schema', () => {
    const written = JSON.parse(JSON.stringify(answer));
    expect(powerSchema.parse(written)).toEqual(written);
    expect(powerSchema.safeParse({ ...written, more: 1 }).success).toBe(false);
  });

  it('prints the digits that the error below supports; of a power one decimal at least, of a type I error two', () => {
    const lines = printed.split('\n');
    let checked = 0;
    let title = '';
    for (const [i, line] of lines.entries()) {
      if (/% of all trials/.test(line)) title = line;
      if (!line.startsWith('  MCSE')) continue;
      const [errors, values] = [line, lines[i - 1]!].map((one) => one.trim().split(/ {2,}/).slice(1));
      const isOfAll = /^(stop for|claim) /.test(lines[i - 1]!);
      const isOfSome = /^(fewer events|no statistic)/.test(lines[i - 1]!);
      const least =
        isOfAll && /^(Without an effect|Exactly at the margin)/.test(title) ? 2 : isOfAll || isOfSome ? 1 : 0;
      values!.forEach((value, k) => {
        const error = Number(errors![k]);
        if (!(error > 0) || value === '-') return;
        expectAtItsPlace(value, errors![k]!, least);
        checked++;
      });
    }
    expect(checked).toBeGreaterThan(0);
  });

  it('says in words what is tested, and prints nothing that is no number', () => {
    expect(printed).toContain(answer.sentence);
    expect(printed).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it('has a row in the CSV for each look and quantity', () => {
    const rows = looksCsv(answer).trimEnd().split('\n');
    const truths = [answer.alternative, answer.null, answer.nullFutilityObeyed].filter(Boolean).length;
    expect(rows).toHaveLength(1 + answer.boundaries.length * (5 + 9 * truths));
    expect(rows.every((row) => row.split(',').length === 6)).toBe(true);
  });
});

describe('the sentence for a protocol', () => {
  it('says who, what, when and how', () => {
    expect(designSentence(rawOf(plain), designOf(plain))).toBe(
      "600 patients are randomised 1:1 to treatment or control. They enter at independent times over 24 months, 25 a month. Time to the event: under control exponential, median 20 months; under treatment hazard ratio 0.7 at all times. Patients are lost with hazard 0.01 a month. The test is the one-sided log-rank test at alpha 0.025. It is analysed 3 times, at 99 events, 201 events and 300 events, with Lan-DeMets O'Brien-Fleming-like spending for efficacy. Events are waited for until month 48, 24 months after the end of accrual.",
    );
  });

  it.each([
    ['{ ratio: 0.6, after: 6 }', 'hazard ratio 1 until month 6, 0.6 from then on'],
    ['[{ from: 0, ratio: 1 }, { from: 3, ratio: 0.5 }]', 'hazard ratio 1 from month 0, 0.5 from month 3'],
  ])('says how a ratio of %s changes', (ratio, words) => {
    const text = fixed.replace('0.7', ratio);
    expect(designSentence(rawOf(text), designOf(text))).toContain(words);
  });

  it.each([
    ['median: 12', 'exponential, median 12 months'],
    [
      'law: weibull, shape: 1.3, scale: 14, hazard-ratio: 2',
      'weibull, shape 1.3, scale 14, hazard ratio 2 at all times',
    ],
  ])('names the reference law of a one-sample log-rank test: %s', (law, words) => {
    const text = `trial: One arm\nunit: month\narms: { treatment: { median: 20 } }\npatients: 80\naccrual: { duration: 24 }\nfollow-up: 12\ntest: { one-sample-log-rank: { ${law} } }\n`;
    expect(designSentence(rawOf(text), designOf(text))).toContain(
      `one-sample log-rank test against the reference law (${words}) at alpha 0.025.`,
    );
  });

  it('says who is screened, and what an exact test claims', () => {
    const enriched = worked('enrichment-predictive');
    expect(designSentence(rawOf(enriched), designOf(enriched))).toContain(
      'of few only. Those who are screened',
    );
    const exact = worked('organ-preservation');
    expect(designSentence(rawOf(exact), designOf(exact))).toContain(
      'Benefit is claimed with 29 of 50 patients or more',
    );
  });
});

describe('given boundaries', () => {
  // R's rpact: p <- getGroupSequentialProbabilities(rbind(rep(-Inf, 3), rep(1.96, 3)), c(.33, .67, 1)); sum(p[3, ] - p[2, ])
  const given = (...z: number[]) => plain.replace('spending: obrien-fleming', `z: [${z.join(', ')}]`);

  it('that overspend are noted, and the sentence names what they spend', async () => {
    const { sentence, notes, design } = await answerOf(given(1.96, 1.96, 1.96));
    expect(sentence).toContain('log-rank test, whose given boundaries spend a type I error of 0.0537.');
    expect(sentence).not.toContain('0.025');
    expect(design.errorSpent).toBeCloseTo(0.05368956, 6);
    expect(notes[0]).toBe(
      'The given efficacy boundaries spend a type I error of 5.369%, more than alpha, 2.5%: the power is that of a test at the level that they spend.',
    );
  });

  it('that spend half are noted likewise, and those that spend alpha are not', async () => {
    const half = await answerOf(given(20, 20, 0));
    expect(half.sentence).toContain('spend a type I error of 0.5.');
    expect(half.notes[0]).toContain('50.000%, more than alpha, 2.5%');
    // O'Brien and Fleming's by spending, as a protocol prints them
    const { sentence, notes } = await answerOf(given(3.731, 2.504, 1.993));
    expect(sentence).toContain('at alpha 0.025.');
    expect(notes.join()).not.toContain('given efficacy boundaries');
  });

  it('have no type I error of their own under binding futility', () => {
    const text = `${given(1.96, 1.96, 1.96)}futility: { z: [0, 0.5], binding: yes }\n`;
    // futility stops some trials that would claim an effect later
    const spent = errorSpent(designOf(text));
    expect(spent).toBeLessThan(0.0537);
    expect(spent).toBeGreaterThan(0.025);
  });
});

describe('information', () => {
  it.each([
    ['log-rank', 'events'],
    ['{ modestly-weighted: { until: 12 } }', 'weighted events'],
    ['{ milestone: { at: 12 } }', 'inverse variance'],
  ])('of %s is told: %s', async (test, what) => {
    const answer = await answerOf(
      `${fixed.replace('log-rank', test)}analyses: [{ information: 0.75 }, { information: 1 }]\nefficacy: { spending: pocock }\n`,
      50,
    );
    expect(answer.design.information).toBe(what);
    expect(powerText(answer)).toContain(`information fraction (${what})`);
  });
});

describe('notes', () => {
  it('tell that Schoenfeld and Freedman do not apply where the ratio changes', async () => {
    const { notes } = await answerOf(fixed.replace('0.7', '{ ratio: 0.6, after: 6 }'));
    expect(notes[0]).toMatch(
      /^The hazard ratio is not constant; at the last look Cox's model estimates 0\.\d+ on average/,
    );
  });

  it('tell that a nominal ratio would mislead', async () => {
    const { notes, nominal } = await answerOf(worked('total-neoadjuvant-after-schedule'), 200);
    expect(nominal!.formulas[0]!.events).toBeCloseTo(379.35, 1);
    expect(notes[0]).toMatch(/points below Schoenfeld's at the nominal ratio 0\.75/);
  });

  it('tell that events did not come', async () => {
    const { notes } = await answerOf(plain.replace('follow-up: 24', 'follow-up: 10'));
    expect(notes.join('\n')).toMatch(
      /^In 100\.0% of the trials that reach look 3 its events had not come by month 34, the latest time of the look; it saw \d+(\.\d)? of its 300 events on average, at month 34\.$/m,
    );
  });
});

describe('one trial alone', async () => {
  const design = designOf(plain);
  const found = replicateAnswer(
    await replicateAlone(design, { seed: '1', replicate: 416, executor }),
    design,
  );

  it('keeps to its schema', () => {
    const written = JSON.parse(JSON.stringify(found));
    expect(replicateSchema.parse(written)).toEqual(written);
  });

  it('shows its looks', () => {
    expect(replicateText(found)).toMatch(/^Trial 417 stopped for efficacy at look \d; \d+ patients/);
  });

  it('has a row for each patient', () => {
    const rows = patientsCsv(found).trimEnd().split('\n');
    expect(rows[0]).toBe('patient,arm,randomised,time,status');
    expect(rows).toHaveLength(601);
    const events = rows.filter((row) => row.endsWith(',1')).length;
    expect(events).toBe(found.looks.at(-1)!.events);
  });
});

describe('the schemas that stand beside the scenarios', () => {
  it.each([
    ['design', designJsonSchema],
    ['power', powerJsonSchema],
    ['size', sizeJsonSchema],
    ['replicate', replicateJsonSchema],
  ])('%s is the one that the program has', (name, schema) => {
    const path = fileURLToPath(new URL(`../../scenarios/${name}.schema.json`, import.meta.url));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema())));
  });
});
