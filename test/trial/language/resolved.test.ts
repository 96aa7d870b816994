import { describe, expect, it } from 'vitest';
import { allEntered } from '../../../src/formulas/accrual.ts';
import { expectedEvents } from '../../../src/formulas/expected-events.ts';
import { survivalAt } from '../../../src/formulas/piecewise-hazard.ts';
import { ln } from '../../../src/math/elementary.ts';
import { designSequential } from '../../../src/sequential/design.ts';
import { obrienFleming } from '../../../src/sequential/spending/obrien-fleming.ts';
import type { LawArm, StrategyArm, TrialDesign } from '../../../src/trial/design.ts';
import { resizeTrial } from '../../../src/trial/language/resize.ts';
import { resolveTrial } from '../../../src/trial/language/resolve.ts';
import { designOf, fixed, plain, rawOf, rectal, resolved, worked } from './designs.ts';

const partOf = ({ arms }: TrialDesign, arm = 0) => (arms[arm] as LawArm).parts[0]!;

describe('the laws of a design', () => {
  const control = (law: string) => partOf(designOf(fixed.replace('{ median: 20 }', law))).hazard;
  const treatment = (law: string) => partOf(designOf(fixed.replace('{ hazard-ratio: 0.7 }', law)), 1).hazard;

  it('are a median, a hazard, or hazards in steps', () => {
    expect(control('{ median: 20 }')).toEqual({ starts: [0], rates: [Math.LN2 / 20] });
    expect(control('{ hazard: 0.03 }')).toEqual({ starts: [0], rates: [0.03] });
    expect(
      control('{ hazard: [{ from: 0, hazard: 0.1 }, { from: 6, hazard: 0 }, { from: 9, hazard: 0.2 }] }'),
    ).toEqual({
      starts: [0, 6, 9],
      rates: [0.1, 0, 0.2],
    });
  });

  it('go through the survival that is given', () => {
    const one = control('{ survival: { at: 12, share: 0.8 } }');
    expect(survivalAt(one, 12)).toBeCloseTo(0.8, 14);
    const several = control('{ survival: [{ at: 12, share: 0.8 }, { at: 36, share: 0.5 }] }');
    expect(several.starts).toEqual([0, 12]);
    expect(survivalAt(several, 12)).toBeCloseTo(0.8, 14);
    expect(survivalAt(several, 36)).toBeCloseTo(0.5, 14);
    expect(several.rates[1]).toBeCloseTo(ln(0.8 / 0.5) / 24, 15);
  });

  it('are ratios to control, at all times, in steps or delayed', () => {
    const rate = Math.LN2 / 20;
    expect(treatment('{ hazard-ratio: 0.7 }').rates).toEqual([rate * 0.7]);
    const steps = { starts: [0, 6], rates: [rate, rate * 0.6] };
    expect(treatment('{ hazard-ratio: [{ from: 0, ratio: 1 }, { from: 6, ratio: 0.6 }] }')).toEqual(steps);
    expect(treatment('{ hazard-ratio: { ratio: 0.6, after: 6 } }')).toEqual(steps);
    expect(treatment('{ median: 30 }').rates).toEqual([Math.LN2 / 30]);
  });

  it('may say where a number comes from', () => {
    expect(control('{ median: { value: 20, from: a trial } }')).toEqual(control('{ median: 20 }'));
  });

  it('lose patients by a hazard, or a share by a time, in one arm alone if so', () => {
    const lost = (text: string) => designOf(fixed.replace('follow-up', `dropout: ${text}\nfollow-up`));
    expect(partOf(lost('{ hazard: 0.01 }')).dropout).toEqual({ starts: [0], rates: [0.01] });
    expect(survivalAt(partOf(lost('{ share: 0.05, by: 12 }')).dropout!, 12)).toBeCloseTo(0.95, 14);
    const own = designOf(fixed.replace('hazard-ratio: 0.7', 'hazard-ratio: 0.7, dropout: { hazard: 0.02 }'));
    expect(partOf(own).dropout).toBeUndefined();
    expect(partOf(own, 1).dropout!.rates).toEqual([0.02]);
  });
});

describe('who enters, and when', () => {
  const accrual = (text: string, more = '') =>
    designOf(fixed.replace('accrual: { duration: 24 }', `accrual: ${text}${more}`));

  it('has a duration, or goes on at a rate until all have entered', () => {
    expect(accrual('{ duration: 24 }').accrual).toEqual({
      pattern: [{ from: 0, to: 24, rate: 25 }],
      entry: 'uniform',
    });
    const { pattern } = accrual('{ rate: 20, entry: poisson }').accrual;
    expect(pattern.at(-1)!.to).toBe(30);
    expect(allEntered(pattern)).toBe(600);
  });

  it('ramps up', () => {
    const ramp = '{ rates: [{ from: 0, rate: 0, to: 30 }, { from: 10, rate: 30 }] }';
    const { pattern } = accrual(ramp).accrual;
    expect(pattern[0]).toEqual({ from: 0, to: 10, rate: 0, rateAtEnd: 30 });
    // 150 by month 10, the other 450 at 30 a month
    expect(pattern.at(-1)!.to).toBeCloseTo(25, 12);
    expect(allEntered(pattern)).toBeCloseTo(600, 9);
  });

  it('makes the number of patients where it has both', () => {
    const { patients } = designOf(
      fixed.replace('patients: 600\n', '').replace('{ duration: 24 }', '{ duration: 24, rate: 10 }'),
    );
    expect(patients).toBe(240);
  });

  it('is of those who are screened, where strata are left out', () => {
    const design = designOf(worked('enrichment-predictive'));
    expect(design.patients).toBe(390);
    expect(allEntered(design.accrual.pattern)).toBeCloseTo(520, 9);
    expect(design.strata).toEqual([
      { name: 'few', share: 0.75, enrolled: true },
      { name: 'many', share: 0.25, enrolled: false },
    ]);
  });

  it('gives two patients to treatment and one to control by 2:1', () => {
    expect(designOf(`${fixed}allocation: 2:1\n`).allocation).toEqual([1, 2]);
    expect(designOf(`${fixed}allocation: 10:10\n`).allocation).toEqual([1, 1]);
  });
});

describe('the looks of a design', () => {
  it('wait for events until follow-up ends', () => {
    const { looks, events } = designOf(plain);
    expect(looks).toEqual([99, 201, 300].map((events) => ({ events, end: 48, rule: 'first' })));
    expect(events).toBe(300);
    const endless = designOf(plain.replace('follow-up: 24\n', '')).looks;
    expect(endless).toEqual([99, 201, 300].map((events) => ({ events, rule: 'first' })));
  });

  it('are at the end of follow-up unless said otherwise', () => {
    const { looks, boundaries } = designOf(fixed);
    expect(looks).toEqual([{ time: 48, rule: 'first' }]);
    expect(boundaries.efficacy[0]).toBeCloseTo(1.959963984540054, 12);
  });

  it('are at shares of the planned events', () => {
    const text = plain
      .replace('{ events: 99 }', '{ information: 0.33 }')
      .replace('{ events: 201 }', '{ information: 0.67 }');
    expect(designOf(text)).toEqual(designOf(plain));
  });

  it('are at shares of the events expected by the end of follow-up, where none are planned', () => {
    const text = `${fixed}analyses: [{ information: 0.5 }, { information: 1 }]\nefficacy: { spending: pocock }\n`;
    const { looks, events, boundaries } = designOf(text);
    const { hazard } = partOf(designOf(fixed));
    const { hazard: treated } = partOf(designOf(fixed), 1);
    const accrual = [{ from: 0, to: 24, rate: 25 }];
    const trial = { control: { hazard }, treatment: { hazard: treated }, share: 0.5, accrual };
    expect(events).toBe(Math.floor(expectedEvents(trial, 48).total));
    expect(looks.map((look) => look.events)).toEqual([Math.round(0.5 * events!), events]);
    expect(boundaries.fractions).toEqual([looks[0]!.events! / events!, 1]);
  });

  it('take the first or the last of events and a time', () => {
    const at = (text: string) => designOf(plain.replace('{ events: 201 }', text)).looks[1];
    expect(at('{ events: 201, time: 30 }')).toEqual({ events: 201, time: 30, end: 48, rule: 'first' });
    expect(at('{ events: 201, time: 30, whichever: last }')).toEqual({
      events: 201,
      time: 30,
      end: 48,
      rule: 'last',
    });
  });

  it('have boundaries for the information that is expected at calendar times', () => {
    const text = plain.replace('{ events: 99 }', '{ time: 18 }').replace('{ events: 300 }', '{ time: 48 }');
    const design = designOf(text);
    const [control, treatment] = [partOf(design), partOf(design, 1)];
    const trial = { control, treatment, share: 0.5, accrual: design.accrual.pattern };
    const at = (t: number) => expectedEvents(trial, t).total;
    expect(design.boundaries.fractions[0]).toBeCloseTo(at(18) / at(48), 12);
    expect(design.boundaries.fractions[1]).toBeCloseTo(201 / at(48), 9);
    const { fractions, efficacy } = design.boundaries;
    const spending = obrienFleming.make();
    expect(efficacy).toEqual(designSequential({ fractions, alpha: 0.025, efficacy: { spending } }).efficacy);
  });

  it('are the same at the same calendar times for the log-rank test and for weights of 1', () => {
    const of = (test: string) => {
      const late = '{ from: 0, ratio: 1 }, { from: 4, ratio: 0.8 }, { from: 6, ratio: 0.6 }';
      const text = fixed
        .replace('log-rank', test)
        .replace('hazard-ratio: 0.7', `hazard-ratio: [${late}]`)
        .concat(
          'analyses: [{ time: 30 }, { time: 36 }, { time: 48 }]\nefficacy: { spending: obrien-fleming }\n',
        );
      return designOf(text).boundaries;
    };
    const plainly = of('log-rank');
    const weighted = of('{ fleming-harrington: { rho: 0, gamma: 0 } }');
    for (const [k, fraction] of plainly.fractions.entries()) {
      expect(weighted.fractions[k]).toBeCloseTo(fraction, 9);
      expect(weighted.efficacy[k]).toBeCloseTo(plainly.efficacy[k]!, 7);
    }
    // and weights that are nearly 1 have nearly the same ones
    const nearly = of('{ fleming-harrington: { rho: 0.001, gamma: 0 } }');
    for (const [k, z] of plainly.efficacy.entries())
      expect(Math.abs(nearly.efficacy[k]! - z)).toBeLessThan(1e-3);
  });

  it.each([
    'log-rank',
    'cox',
    'max-combo',
    '{ fleming-harrington: { rho: 0, gamma: 1 } }',
    '{ modestly-weighted: { until: 12 } }',
    '{ rmst: { tau: 12 } }',
    '{ milestone: { at: 12 } }',
  ])('at an information are at that information fraction of their boundaries: %s', (test) => {
    const text = fixed
      .replace('log-rank', test)
      .concat(
        'analyses: [{ information: 0.48 }, { information: 0.75 }, { information: 1 }]\nefficacy: { spending: pocock }\n',
      );
    const { boundaries, looks } = designOf(text);
    // an event more or less is what is rounded: 2% of the information at most
    for (const [k, wanted] of [0.48, 0.75, 1].entries())
      expect(Math.abs(boundaries.fractions[k]! - wanted)).toBeLessThan(0.01);
    expect(looks.map(({ events }) => Number.isInteger(events))).toEqual([true, true, true]);
  });

  it('of a restricted mean are not before tau', () => {
    const text = fixed
      .replace('log-rank', '{ rmst: { tau: 24 } }')
      .concat('analyses: [{ information: 0.48 }, { information: 1 }]\nefficacy: { spending: pocock }\n');
    expect(resolved(text).problems.map(({ message }) => message)).toEqual([
      'information is 0.48, must be at least 0.670, the information when the test is first possible, at 24',
    ]);
  });

  it('at an information that only simulation tells are refused', () => {
    const sound = worked('after-completion-from-completion');
    const text = sound
      .replace(/^test: .*$/m, 'test: { fleming-harrington: { rho: 0, gamma: 1 } }\nevents: 200')
      .concat('\nanalyses: [{ information: 0.5 }, { information: 1 }]\nefficacy: { spending: pocock }\n');
    expect(resolved(text).problems.map(({ message }) => message)).toContain(
      'the information of this test is unknown in advance; must be events or a time, with the information fraction as `fraction`',
    );
  });

  it('have fractions of the inverse variance where the test is of a difference', () => {
    const text = fixed
      .replace('log-rank', '{ milestone: { at: 12 } }')
      .concat('analyses: [{ time: 30 }, { time: 48 }]\nefficacy: { spending: pocock }\n');
    const [first] = designOf(text).boundaries.fractions;
    // 450 of 600 patients are followed for 12 months by month 30, some of the others for less
    expect(first).toBeGreaterThan(0.75);
    expect(first).toBeLessThan(1);
  });

  it('take the fractions that the file gives', () => {
    const text = plain.replace('{ events: 99 }', '{ time: 18, fraction: 0.3 }');
    expect(designOf(text).boundaries.fractions[0]).toBe(0.3);
  });

  it('of strategies at calendar times must be simulated first', () => {
    const text = `${worked('total-neoadjuvant-from-day-0')}analyses: [{ time: 40 }, { time: 60 }]\nefficacy: { spending: pocock }\n`;
    const unknown = resolved(text);
    expect(unknown.design).toBeUndefined();
    expect(unknown.needsFractions!.looks.map(({ time }) => time)).toEqual([40, 60]);
    expect(designOf(text, [0.62, 1]).boundaries.fractions).toEqual([0.62, 1]);
  });
});

describe('boundaries', () => {
  const efficacy = (text: string, more = '') =>
    designOf(plain.replace('{ spending: obrien-fleming }', `${text}${more}`)).boundaries;

  it('are as given on z or p, or none', () => {
    expect(efficacy('{ z: [none, 2.5, 2] }').efficacy).toEqual([Infinity, 2.5, 2]);
    const byP = efficacy('{ p: [0.001, 0.01, 0.025] }').efficacy;
    expect(byP[2]).toBeCloseTo(1.959963984540054, 12);
  });

  it('have the shape of O’Brien and Fleming', () => {
    const { efficacy: z, fractions } = efficacy('{ shape: obrien-fleming }');
    const constant = z.map((one, k) => one * Math.sqrt(fractions[k]!));
    expect(constant[0]).toBeCloseTo(constant[2]!, 10);
  });

  it('stop for futility by the errors spent at the target’s power', () => {
    const { futility, binding } = efficacy(
      '{ spending: pocock }',
      '\nfutility: { spending: { power-family: 2 } }',
    );
    expect(binding).toBe(false);
    expect(futility[0]).toBeGreaterThan(-3);
    expect(futility[2]).toBe(efficacy('{ spending: pocock }').futility[2]);
  });
});

describe('arms that are strategies', () => {
  it('have values, and strategies, of their own', () => {
    const { arms } = designOf(worked('total-neoadjuvant-from-day-0'));
    expect(arms.map(({ title }) => title)).toEqual([
      'Schedule of the cohort',
      'Total neoadjuvant therapy, 0.75 from the first day',
    ]);
    const set = designOf(
      worked('after-completion-from-entry').replace(
        'treatment: maintenance',
        'treatment: { strategy: study-schedule, set: { progression-ratio: 0.75 } }',
      ),
    );
    const [control, treatment] = set.arms as StrategyArm[];
    expect(treatment!.patients.strategy).toBe('study-schedule');
    expect(treatment!.patients.graph([]).tables).not.toEqual(control!.patients.graph([]).tables);
  });

  it('leave the scenario as it was', () => {
    const before = Object.keys(rectal().strategies);
    designOf(worked('total-neoadjuvant-from-day-0'));
    expect(Object.keys(rectal().strategies)).toEqual(before);
  });

  it('randomise on entry into states of a group in which time is spent', () => {
    const text = worked('after-completion-from-completion').replace(
      'on-reaching: complete',
      'on-reaching: completed',
    );
    const [control] = designOf(text).arms as StrategyArm[];
    // of those whose event is progression nothing more is asked; without benefit nobody completes this schedule
    expect(control!.patients.times.entries.map(({ state, entered }) => [state, entered])).toEqual([
      ['complete', 'once'],
      ['complete-without-benefit', 'never'],
      ['complete-after-progression', 'never'],
    ]);
  });
});

describe('the same design at another size', () => {
  const at = (text: string, vary: 'patients' | 'events' | 'duration', size: number) => {
    const raw = rawOf(text);
    const { design } = resolveTrial(resizeTrial(raw, designOf(text), vary, size));
    return design!;
  };

  it('is itself at its own size', () => {
    expect(at(plain, 'patients', 600)).toEqual(designOf(plain));
    expect(at(plain, 'events', 300)).toEqual(designOf(plain));
    expect(at(plain, 'duration', 600)).toEqual(designOf(plain));
  });

  it('keeps the duration of accrual and scales its events with the patients', () => {
    const { accrual, looks, boundaries } = at(plain, 'patients', 1200);
    expect(accrual.pattern).toEqual([{ from: 0, to: 24, rate: 50 }]);
    expect(looks.map(({ events }) => events)).toEqual([198, 402, 600]);
    expect(boundaries).toEqual(designOf(plain).boundaries);
  });

  it('goes on at its rate for longer', () => {
    const { accrual, looks } = at(plain, 'duration', 1200);
    expect(accrual.pattern).toEqual([{ from: 0, to: 48, rate: 25 }]);
    expect(looks[2]).toEqual({ events: 600, rule: 'first', end: 72 });
  });

  it('keeps its patients where events are varied', () => {
    const { patients, looks } = at(plain, 'events', 250);
    expect(patients).toBe(600);
    expect(looks.map(({ events }) => events)).toEqual([83, 168, 250]);
  });
});
