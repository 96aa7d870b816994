import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../../src/run/inline.ts';
import type { TrialDesign } from '../../../src/trial/design.ts';
import { fractionsBySimulation } from '../../../src/trial/expected/fractions-by-simulation.ts';
import { type ClosedForm, closedFormOf } from '../../../src/trial/expected/index.ts';
import { boundaryScales } from '../../../src/trial/expected/scales.ts';
import { closedFormSize } from '../../../src/trial/expected/size.ts';
import { resizeTrial } from '../../../src/trial/language/resize.ts';
import { resolveTrial } from '../../../src/trial/language/resolve.ts';
import { simulateTrial } from '../../../src/trial/simulate.ts';
import { designOf, fixed, plain, rawOf, resolved, worked } from '../language/designs.ts';

function known(design: TrialDesign, target?: number): ClosedForm {
  const answer = closedFormOf(design, target);
  if (!answer.closedForm) throw new Error('why' in answer ? answer.why : '');
  return answer.closedForm;
}

const formula = ({ formulas }: ClosedForm, name: string) => formulas.find((one) => one.name === name)!;

describe('the closed form of three looks from exponential laws', () => {
  const found = known(designOf(worked('three-looks')), 0.8);

  it('is within half a point of the power that a million simulated trials have, .8646', () => {
    expect(Math.abs(found.power - 0.8646)).toBeLessThan(0.005);
  });

  it('has looks when their events are expected', () => {
    expect(found.looks.map(({ events }) => Math.round(1e6 * events) / 1e6)).toEqual([99, 201, 300]);
    expect(found.looks.map(({ patients }) => Math.round(patients))).toEqual([466, 600, 600]);
  });

  it('spends alpha and no more', () => expect(found.error).toBeCloseTo(0.025, 12));

  it('adds up', () => {
    const sum = found.looks.reduce((all, { efficacy }) => all + efficacy, 0);
    expect(sum).toBeCloseTo(found.power, 14);
    expect(found.averageHazardRatio).toBeCloseTo(0.7, 12);
  });

  it('has boundaries on the scale of the hazard ratio', () => {
    const [, , last] = boundaryScales(designOf(plain), [99, 201, 300]);
    expect(last!.efficacy!.effect).toBeCloseTo(Math.exp((-2 * 1.9937098551632644) / Math.sqrt(300)), 12);
    expect(last!.futility).toBeNull();
  });
});

describe('formulas of the textbooks', () => {
  // 4 (1.959964 + 0.841621)² / ln(0.75)² = 379.4
  it('are Schoenfeld’s 379 events for a ratio of 0.75', () => {
    const { formulas } = known(designOf(fixed.replace('0.7 }', '0.75 }')), 0.8);
    expect(formulas.map(({ name }) => name)).toEqual(['Schoenfeld', 'Freedman', 'Lachin-Foulkes']);
    expect(formulas[0]!.events).toBeCloseTo(379.35, 1);
    // (1.959964 + 0.841621)² ((1 + 0.75) / (1 - 0.75))²
    expect(formulas[1]!.events).toBeCloseTo(384.6, 1);
  });

  it('have the power at the events that they ask for, and not with one less', () => {
    const text = fixed.replace('follow-up: 24', 'events: 250');
    const [raw, base] = [rawOf(text), designOf(text)];
    for (const name of ['Schoenfeld', 'Freedman']) {
      const events = Math.ceil(formula(known(base, 0.8), name).events!);
      const powerAt = (size: number) =>
        formula(known(resolveTrial(resizeTrial(raw, base, 'events', size)).design!), name).power;
      expect(powerAt(events)).toBeGreaterThanOrEqual(0.8);
      expect(powerAt(events - 1)).toBeLessThan(0.8);
    }
  });

  it('are not given where the ratio changes, nor to other tests', () => {
    expect(known(designOf(fixed.replace('0.7 }', '{ ratio: 0.6, after: 6 } }'))).formulas).toEqual([]);
    expect(known(designOf(fixed.replace('log-rank', '{ rmst: { tau: 24 } }'))).formulas).toEqual([]);
  });

  it('find no size where there is no effect', () => {
    const { formulas, power } = known(designOf(fixed.replace('0.7 }', '1 }')), 0.8);
    expect(formulas.map(({ events }) => events)).toEqual([null, null, null]);
    expect(power).toBeCloseTo(0.025, 12);
  });
});

describe('a design without a closed form says why', () => {
  it.each([
    [
      fixed.replace('log-rank', 'max-combo'),
      'MaxCombo, the maximum of correlated statistics, has no formula here',
    ],
    [
      worked('after-completion-from-entry'),
      'the arms are strategies of a scenario, and no formula gives their hazards',
    ],
    [
      plain.replace('follow-up: 24\n', '').replace('0.01 }', '0.1 }'),
      '300 events are never expected: only 136 patients ever have one',
    ],
  ])('%#', (text, why) => expect(closedFormOf(designOf(text))).toEqual({ closedForm: null, why }));
});

describe('the size by the closed form', () => {
  const sizeOf = (text: string, vary: 'patients' | 'events' = 'patients', most = 1e5) => {
    const [raw, base] = [rawOf(text), designOf(text)];
    const designAt = (size: number) => resolveTrial(resizeTrial(raw, base, vary, size)).design ?? null;
    const size = closedFormSize(designAt, 0.8, { step: vary === 'events' ? 1 : 2, most });
    return { size, designAt };
  };

  it.each([
    ['three looks', plain, 'patients'],
    ['three looks', plain, 'events'],
    ['one look', fixed, 'patients'],
  ] as const)('of %s has the power, and the next smaller has not (%#)', (_, text, vary) => {
    const { size, designAt } = sizeOf(text, vary, vary === 'events' ? 600 : 1e5);
    expect(known(designAt(size!)!).power).toBeGreaterThanOrEqual(0.8);
    expect(known(designAt(size! - (vary === 'events' ? 1 : 2))!).power).toBeLessThan(0.8);
  });

  it('is infinite where there is no effect, and null where there is no formula', () => {
    expect(sizeOf(fixed.replace('0.7 }', '1 }'), 'patients', 4000).size).toBe(Infinity);
    expect(sizeOf(fixed.replace('log-rank', 'max-combo'), 'patients', 4000).size).toBeNull();
  });
});

describe('simulation and closed form agree', () => {
  const text = fixed.replace('patients: 600', 'patients: 800').replace('0.7 }', '0.8 }');
  const twice = 'analyses: [{ time: 30 }, { time: 48 }]\nefficacy: { spending: pocock }\n';
  // theory is of endless patients: what it misses at 800 is below four standard errors of 800 trials, 0.07
  it.each([
    ['log-rank', text],
    ['log-rank, a delayed effect', text.replace('0.8 }', '{ ratio: 0.65, after: 6 } }')],
    ['log-rank, two calendar looks', text + twice],
    ['log-rank, two-sided', `${text}sided: two\n`],
    ['log-rank with futility', `${text + twice}futility: { z: [0.5] }\n`],
    ['Fleming-Harrington', text.replace('log-rank', '{ fleming-harrington: { rho: 0, gamma: 1 } }')],
    ['modestly weighted', text.replace('log-rank', '{ modestly-weighted: { until: 12 } }')],
    ['modestly weighted with a cap', text.replace('log-rank', '{ modestly-weighted: { cap: 1.5 } }')],
    ['restricted means', text.replace('log-rank', '{ rmst: { tau: 30 } }')],
    ['a milestone', text.replace('log-rank', '{ milestone: { at: 24 } }')],
    [
      'non-inferiority at a milestone',
      text.replace('0.8 }', '1 }').replace('log-rank', '{ milestone: { at: 24, margin: 0.1 } }'),
    ],
    ['non-inferiority by Cox', text.replace('0.8 }', '1 }').replace('log-rank', '{ cox: { margin: 1.25 } }')],
    [
      'two to one, lost to follow-up, ramped accrual',
      text
        .replace('{ duration: 24 }', '{ rates: [{ from: 0, rate: 0, to: 40 }, { from: 12, rate: 40 }] }')
        .concat('allocation: 2:1\ndropout: { share: 0.1, by: 12 }\n'),
    ],
    ['strata', worked('enrichment-predictive').replace('enrol: [few]', '').replace('390', '800')],
  ])('%s', async (_, given) => {
    const design = designOf(given);
    const { power, looks, expected } = known(design);
    const simulated = await simulateTrial(design, { seed: '7', replicates: 800, executor: inlineExecutor() });
    const near = (one: { value: number; mcse: number }, other: number) =>
      expect(Math.abs(one.value - other)).toBeLessThan(4 * one.mcse);
    near(simulated.rejected, power);
    for (const [k, look] of looks.entries()) {
      near(simulated.looks[k]!.efficacy, look.efficacy);
      near(simulated.looks[k]!.futility, look.futility);
      if (design.looks[k]!.events === undefined && k === 0) near(simulated.looks[k]!.events, look.events);
    }
    expect(expected.events).toBeGreaterThan(0);
  });

  it('on the exact single-arm test', async () => {
    const design = designOf(worked('organ-preservation'));
    const { power, error } = known(design);
    expect(error).toBeCloseTo(0.04437936537098911, 12);
    const { rejected } = await simulateTrial(design, {
      seed: '7',
      replicates: 4000,
      executor: inlineExecutor(),
    });
    expect(Math.abs(rejected.value - power)).toBeLessThan(4 * rejected.mcse);
  });
});

describe('information fractions of strategies', () => {
  it('are simulated, the same every time', async () => {
    const text = `${worked('total-neoadjuvant-from-day-0').replace('1030', '200')}analyses: [{ time: 40 }, { time: 60 }]\nefficacy: { spending: pocock }\n`;
    const outline = resolved(text).needsFractions!;
    const found = await fractionsBySimulation(outline, inlineExecutor());
    expect(found).toEqual(await fractionsBySimulation(outline, inlineExecutor()));
    expect(found[1]).toBe(1);
    expect(found[0]).toBeGreaterThan(0.4);
    expect(found[0]).toBeLessThan(0.8);
  });
});
