import { describe, expect, it } from 'vitest';
import type { VoiAnswer } from '../../src/answers/voi/schema.ts';
import { documentOf, figuresIn, voiFigures, voiPage } from '../../src/page/index.ts';

const regression = (value: number, se: number) => ({
  value,
  se,
  rSquared: 0.8,
  degrees: 4,
  method: 'splines' as const,
});
const size = (patients: number, value: number) => ({
  ...{ patients, evsi: regression(value, 0.01) },
  ...{ success: { value: 0.3, mcse: 0.01 }, power: { value: 0.25, mcse: 0.01 } },
});

const answer: VoiAnswer = {
  provenance: {
    ...{
      program: 'sojourn',
      version: '1',
      scenario: { file: 'two.yaml', sha256: 'abc', title: 'Two <ratios>' },
    },
    posterior: { file: 'rows.csv', sha256: 'def', rows: 1234 },
    ...{ seed: '1', draws: 400, n: 1000, threads: 1, engine: 'wasm', generator: 'triple32', seconds: 1 },
  },
  ...{ outcome: 'OS at 12', unit: 'share', strategies: ['control', 'treatment'], preferred: 'treatment' },
  evpi: { value: 0.02, mcse: 0.001, uncorrected: 0.021 },
  information: [
    { name: 'effect', kind: 'number', numbers: ['effect'], evppi: regression(0.015, 0.001) },
    { name: 'death', kind: 'number', numbers: ['death'], evppi: regression(0.016, 0.002) },
    { name: 'paper', kind: 'source', numbers: ['effect', 'death'], evppi: null, note: 'too few draws' },
  ],
  sampleInformation: {
    ...{ design: { file: 'next.yaml', sha256: '123', title: 'The <next> trial' }, informs: ['effect'] },
    ...{ evppi: regression(0.015, 0.001), sizes: [size(100, 0.004), size(400, 0.01)] },
  },
  ...{ drawn: 2, fixed: [{ name: 'nobody', basis: 'assumption', why: 'an assumption without a range' }] },
};

describe('the page of the value of information', () => {
  const figures = voiFigures(answer, 'month');

  it('draws what is known by its worth, in percentage points of a share', () => {
    const [information] = figures.information;
    const rows = information!.table.rows.map(([group, name, value]) => [group, name, Number(value)] as const);
    expect(rows.map(([group, name]) => [group, name])).toEqual([
      ['Numbers', 'death'],
      ['Numbers', 'effect'],
    ]);
    expect(rows[0]![2]).toBeCloseTo(1.6, 12);
    expect(information!.caption).toContain('(EVPI), 2 percentage points');
  });

  it('draws the worth of the trial and its power by size', () => {
    expect(figures.trial.map(({ id }) => id)).toEqual(['evsi', 'power']);
    expect(figures.trial[0]!.table.rows.flat()).toContain(1);
  });

  it('draws nothing where nothing is worth knowing', () => {
    const none = { ...answer, evpi: { value: 0, mcse: 0, uncorrected: 0 }, sampleInformation: undefined };
    expect(figuresIn(voiFigures(none, 'month'))).toEqual([]);
  });

  it('is one page with what was held fixed, the files behind it, and the command', () => {
    const page = documentOf(voiPage(answer, 'month', figures, 'sojourn voi two.yaml'));
    for (const text of [
      'Two &lt;ratios',
      '&lt;next',
      'sojourn voi two.yaml',
      'rows.csv',
      '1,234 rows',
      'next.yaml',
    ])
      expect(page).toContain(text);
    expect(page).toContain('an assumption without a range');
  });
});
