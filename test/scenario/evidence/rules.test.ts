import { describe, expect, it } from 'vitest';
import { claimsOf } from '../../../src/scenario/evidence/claims.ts';
import { lintEvidence, rules } from '../../../src/scenario/evidence/index.ts';
import { asFile, examples } from './examples.ts';

const frozen = (part: object) => {
  const freeze = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    Object.freeze(node);
    Object.values(node).forEach(freeze);
  };
  freeze(part);
  return asFile(part);
};

const sheetOf = (part: object) => ({ file: frozen(part), claims: claimsOf(frozen(part)) });

it('has an example for every rule, and no other', () => {
  expect(Object.keys(examples).sort()).toEqual(rules.map(({ name }) => name).sort());
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const { sound, broken, path, message } = examples[name]!;

  it('is silent where all is well', () => expect(rule.check(sheetOf(sound))).toEqual([]));
  it('is silent about an empty file', () => expect(rule.check(sheetOf({}))).toEqual([]));

  it('says what is wrong, what would be right and where', () => {
    const problems = rule.check(sheetOf(broken));
    expect(problems).toEqual([{ path, message, severity: name === 'evidence-cited' ? 'warning' : 'error' }]);
    expect(lintEvidence(asFile(broken))).toEqual(expect.arrayContaining(problems));
  });

  it('leads to a node that is there', () => {
    let node: unknown = broken;
    for (const step of path) node = (node as Record<string | number, unknown>)[step];
    expect(node).toBeDefined();
  });
});

describe('percentages', () => {
  it('names the denominator that explains several of them', () => {
    const wrong = [
      [100, '41.0%'],
      [20, '8.2%'],
      [37, '15.2%'],
      [3, '1.2%'],
    ] as const;
    const file = {
      evidence: { a: {} },
      figures: wrong.map(([events, printed]) => ({
        quantity: `${events}`,
        from: 'a',
        events,
        of: 228,
        printed,
      })),
    };
    const messages = lintEvidence(asFile(file)).map(({ message }) => message);
    expect(messages[0]).toContain(
      'it would be 100/244, as would 20/244 = 8.2%, 37/244 = 15.2% and 3/244 = 1.2% here',
    );
    expect(messages.filter((message) => message.includes('/244'))).toHaveLength(4);
  });

  it('names a denominator of the same file before any other', () => {
    const figures = [
      { quantity: 'resection', from: 'a', events: 142, of: 228, printed: '62.3%' },
      { quantity: 'complications', from: 'a', events: 22, of: 142, printed: '22 (9.6%) of 142' },
    ];
    expect(lintEvidence(asFile({ figures })).map(({ message }) => message)).toContain(
      '9.6% is not 22/142 = 15.5%; it would be 22/228',
    );
  });

  it('says so when no denominator will do', () => {
    const figures = [{ quantity: 'q', from: 'a', events: 134, of: 228, printed: '58.9%' }];
    expect(lintEvidence(asFile({ evidence: { a: {} }, figures }))[0]!.message).toBe(
      '58.9% is not 134/228 = 58.8%; no denominator makes it of 134, and of 228 it would be 134.3',
    );
  });
});

describe('a hazard ratio that does not fit its P value', () => {
  const say = (ratio: number, interval: number[], p: number) =>
    lintEvidence(asFile({ evidence: { a: {} }, figures: [{ quantity: 'q', from: 'a', ratio, interval, p }] }))
      .filter(({ path }) => path.at(-1) === 'p')
      .map(({ message }) => message.slice(message.indexOf('; ') + 2));

  it('names the one limit that the other three numbers leave', () => {
    expect(say(1.62, [0.62, 2.58], 0.045)).toEqual([
      'ratio, upper limit and P agree: the lower limit would be 1.02',
    ]);
    expect(say(0.62, [0.39, 1.62], 0.045)).toEqual([
      'ratio, lower limit and P agree: the upper limit would be 0.99',
    ]);
  });

  it('names the ratio that the limits and P leave', () => {
    expect(say(1.25, [1.06, 2.89], 0.028)).toEqual(['limits and P agree: the ratio would be 1.75']);
  });

  it('offers both ways where either P or two others are wrong', () => {
    expect(say(1.06, [0.42, 2.64], 0.089)).toEqual([
      'ratio and limits agree: P would be 0.90; or from the upper limit and P: 1.57 (0.93-2.64); ' +
        'or from the ratio and P: 1.06 (0.99-1.13)',
    ]);
  });
});

describe('sources', () => {
  it('cited for a chance by name are cited', () => {
    const file = { evidence: { a: {} }, characteristics: { responder: { chance: 'p', from: 'a' } } };
    expect(lintEvidence(asFile(file))).toEqual([]);
  });

  it('are asked of counts, curves, life tables, targets, figures and strategies', () => {
    const file = {
      characteristics: { sex: { counts: { male: 160, female: 68 } } },
      curves: {
        km: {
          points: [
            [0, 1],
            [5, 0.5],
          ],
          'after-last': 'never',
        },
      },
      'life-tables': { men: { 'first-age': 50, probabilities: [0.1] } },
      strategies: { other: { parameters: { rate: { value: 0.1 } } } },
      targets: [{ endpoint: 'OS', at: 36, survival: 0.5 }],
      figures: [{ quantity: 'q', value: 1 }],
    };
    expect(lintEvidence(asFile(file)).map(({ path }) => path.join('.'))).toEqual([
      'characteristics.sex',
      'curves.km',
      'life-tables.men',
      'strategies.other.parameters.rate',
      'targets.0',
      'figures.0',
    ]);
  });

  it('warn about a printed text that cannot be compared', () => {
    const [problem] = lintEvidence(
      asFile({
        figures: [{ quantity: 'q', value: 1, printed: 'about one', from: 'a' }],
        evidence: { a: {} },
      }),
    );
    expect(problem).toMatchObject({ path: ['figures', 0, 'printed'], severity: 'warning' });
  });
});

it('leaves the interval of an assumed or calibrated ratio as skew as it is', () => {
  const skew = { ratio: 0.25, interval: [0.2, 0.6] };
  const parameters = { a: { ...skew, assumption: 'wide' }, b: { ...skew, calibrated: 'targets' } };
  expect(lintEvidence(asFile({ parameters }))).toEqual([]);
});
