import { beforeAll, describe, expect, it } from 'vitest';
import { hypothesesAnswer } from '../../src/answers/hypotheses/answer.ts';
import {
  hypothesesPatientsCsv,
  hypothesesReplicateAnswer,
  hypothesesReplicateText,
} from '../../src/answers/hypotheses/replicate.ts';
import { hypothesesReplicateSchema } from '../../src/answers/hypotheses/replicate-schema.ts';
import { hypothesesCsv } from '../../src/answers/hypotheses/rows.ts';
import { type HypothesesAnswer, hypothesesSchema } from '../../src/answers/hypotheses/schema.ts';
import { hypothesesSections } from '../../src/answers/hypotheses/sections.ts';
import { onScreen } from '../../src/media/text/screen.ts';
import { documentOf, figuresIn, hypothesesFigures, hypothesesPage, printed } from '../../src/page/index.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { obrienFleming } from '../../src/sequential/spending/obrien-fleming.ts';
import { nullConfigurations, nullsLeftOut } from '../../src/trial/hypotheses/nulls.ts';
import { hypothesesReplicate } from '../../src/trial/hypotheses/replicate-alone.ts';
import { hypothesesReplicates, simulateHypotheses } from '../../src/trial/hypotheses/simulate.ts';
import { familywiseError } from '../../src/trial/hypotheses/summarise.ts';
import { both, populations } from '../trial/hypotheses/designs.ts';
import { hypothesesOf, rawOf } from '../trial/language/designs.ts';

const executor = inlineExecutor();
const rounded = <T>(value: T) => (typeof value === 'number' ? Number(value.toFixed(12)) : value);

async function answerOf(text: string): Promise<HypothesesAnswer> {
  const design = hypothesesOf(text);
  const options = { seed: '1', replicates: 200, executor };
  const errors = [];
  for (const one of nullConfigurations(design)) {
    const record = await hypothesesReplicates(one.design, { ...options, estimate: false });
    const rejected = design.hypotheses.map((_, h) => familywiseError(record, [h]));
    errors.push({ ...one, familywise: familywiseError(record, one.nulls), rejected });
  }
  return hypothesesAnswer({
    ...{ raw: rawOf(text), design, errors, set: [], caveats: [] },
    alternative: await simulateHypotheses(design, options),
    errorsLeftOut: nullsLeftOut(design),
    provenance: {
      ...{ program: 'sojourn', version: '1', seed: '1', threads: 1, engine: 'wasm', generator: 'triple32' },
      ...{ seconds: 1, scenario: null, design: { file: 'both.yaml', sha256: '', title: 'Both' } },
    },
  });
}

describe('the answer of several hypotheses', () => {
  let graph: HypothesesAnswer;
  let hochberg: HypothesesAnswer;
  beforeAll(async () => {
    [graph, hochberg] = [await answerOf(both), await answerOf(populations)];
  });

  it('is as its schema says', () => {
    for (const answer of [graph, hochberg])
      expect(hypothesesSchema.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
  });

  it('has figures that add up', () => {
    for (const { alternative } of [graph, hochberg]) {
      const { hypotheses, looks, any, all, replicates } = alternative;
      const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + value!, 0);
      expect(replicates).toBe(200);
      for (const { looks: own, rejected } of hypotheses)
        expect(sum(own.map((look) => look.rejected.value))).toBeCloseTo(rejected.value!, 12);
      expect(sum(looks.map((look) => look.any.value))).toBeCloseTo(any.value!, 12);
      expect(sum(looks.map((look) => look.all.value))).toBeCloseTo(all.value!, 12);
      expect(sum(looks.map(({ ends }) => ends.value))).toBeCloseTo(1, 12);
      expect(any.value!).toBeGreaterThanOrEqual(
        Math.max(...hypotheses.map(({ rejected }) => rejected.value!)),
      );
    }
  });

  it('has the boundaries of the plan where the looks are at planned events', () => {
    // PFS has looks at 90 of 150 events, and at 150 or more: the second is its last
    const [first, most] = graph.boundaries.filter(({ hypothesis }) => hypothesis === 'PFS');
    expect([first!.alpha, most!.alpha].map(rounded)).toEqual([0.01, 0.0175]);
    const spending = obrienFleming.make();
    const plan = designSequential({ fractions: [0.6, 1], alpha: 0.01, efficacy: { spending } });
    expect(first!.looks[0]!.z).toBeCloseTo(plan.efficacy[0]!, 10);
    expect(first!.looks[1]!.information).toBeGreaterThanOrEqual(150);
  });

  it('says in a sentence how alpha is shared', () => {
    expect(graph.sentence).toContain(
      'at the beginning shared as PFS 0.01 and OS 0.015. When a hypothesis is rejected its alpha goes to others: that of PFS wholly to OS; that of OS 0.5 to PFS.',
    );
    expect(graph.sentence).toContain('whichever is last');
    expect(hochberg.sentence).toContain('kept by the procedure of Hochberg (1988)');
  });

  it('is printed, and every figure of the text is in the CSV', () => {
    const text = onScreen(hypothesesSections(graph), true);
    for (const words of ['Familywise error', 'any, first at', 'z at alpha 0.01', 'No effect on OS alone'])
      expect(text).toContain(words);
    const lines = hypothesesCsv(graph).trim().split(/\r?\n/);
    expect(lines[0]).toBe('look,of,quantity,value,mcse');
    const { rejected } = graph.alternative.hypotheses[0]!;
    expect(lines).toContain(`,PFS,rejected,${rejected.value},${rejected.mcse}`);
  });

  it('draws its graph within the page, with every node and arrow', () => {
    const figures = hypothesesFigures(graph);
    const [figure] = figures.graph;
    for (const width of [300, 390, 880, 1600]) {
      const svg = figure!.draw(printed(width));
      expect(svg.match(/class="box"/g)?.length).toBe(2);
      expect(svg.match(/class="arrow"/g)?.length).toBe(2);
      const places = [...svg.matchAll(/<(?:rect|text)[^>]*? x="(-?[\d.]+)"(?:[^>]*? width="([\d.]+)")?/g)];
      expect(places.length).toBeGreaterThan(5);
      for (const [, x, own = '0'] of places) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x) + Number(own)).toBeLessThanOrEqual(width);
      }
    }
    expect(figure!.table.rows.map((row) => row.map(rounded))).toEqual([
      ['PFS', 0.4, 0.01, 0, 1],
      ['OS', 0.6, 0.015, 0.5, 0],
    ]);
    expect(hypothesesFigures(hochberg).graph).toEqual([]);
    const page = documentOf(hypothesesPage(graph, figures, 'sojourn power both.yaml'));
    expect(figuresIn(figures).length).toBe(2);
    for (const words of ['test-graph', 'Familywise error', 'sojourn power both.yaml'])
      expect(page).toContain(words);
  });

  it('of one trial has every test, what fell and where its alpha went', async () => {
    const design = hypothesesOf(both);
    let passed = 0;
    for (let replicate = 0; replicate < 12; replicate++) {
      const alone = await hypothesesReplicate(design, { seed: '1', replicate, executor });
      const answer = hypothesesReplicateAnswer(alone, design);
      expect(hypothesesReplicateSchema.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
      for (const { alpha, boundary, z, rejected, passedOn } of answer.tests) {
        expect(rejected).toBe(boundary !== null && z !== null && z >= boundary);
        for (const one of passedOn) expect(one.alpha).toBeLessThanOrEqual(alpha + 1e-15);
        if (passedOn.length > 0) passed++;
      }
      const lines = hypothesesPatientsCsv(answer).trim().split(/\r?\n/);
      expect(lines[0]).toBe('patient,arm,randomised,time_PFS,status_PFS,time_OS,status_OS');
      expect(lines.length).toBe(241);
      expect(hypothesesReplicateText(answer)).toContain(`Trial ${replicate + 1}: `);
    }
    expect(passed).toBeGreaterThan(3);
  });
});
