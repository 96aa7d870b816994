import { describe, expect, it } from 'vitest';
import { formulaSizeAnswer } from '../../src/answers/formula/answer.ts';
import { resizeTrial } from '../../src/trial/language/resize.ts';
import { resolveTrial } from '../../src/trial/language/resolve.ts';
import { designOf, fixed, plain, rawOf } from '../trial/language/designs.ts';

function protocolOf(text: string): Record<string, string> {
  const raw = rawOf(text);
  const base = designOf(text);
  const { protocol } = formulaSizeAnswer({
    ...{ raw, vary: 'patients', target: 0.8, size: base.patients, sizes: [] },
    designAt: (size) => resolveTrial(resizeTrial(raw, base, 'patients', size)).design!,
    provenance: {
      ...{ program: 'sojourn', version: '0' },
      design: { file: 'a.yaml', sha256: '', title: 'A design' },
      scenario: null,
    },
  });
  return Object.fromEntries(protocol.map(({ heading, text }) => [heading, text]));
}

describe('the section for a protocol', () => {
  it('has hypotheses, boundaries on every scale, power, and what it rests on', () => {
    const parts = protocolOf(plain);
    expect(Object.keys(parts)).toEqual([
      ...['Hypotheses', 'Design', 'Interim analyses', 'Sample size and power', 'Software', 'References'],
    ]);
    expect(parts['Interim analyses']).toMatch(
      /Efficacy boundaries are 3\.7307, 2\.5039 and 1\.9937 on z \(one-sided p 0\.00010, 0\.00614 and 0\.02309; hazard ratio 0\.472, 0\.702 and 0\.794\)/,
    );
    expect(parts.References).toBe(
      'Mantel (1966), Cancer Chemotherapy Reports 50, 163-170. Lan & DeMets (1983), Biometrika 70, 659-663. Jennison & Turnbull (2000), Group Sequential Methods, chapters 2, 7 and 19.',
    );
  });

  it('of one analysis speaks of no interim', () => {
    const parts = protocolOf(fixed);
    expect(parts['Interim analyses']).toBeUndefined();
    expect(parts.References).toBe('Mantel (1966), Cancer Chemotherapy Reports 50, 163-170.');
  });

  it('states the margin where there is one, and both sides where there are two', () => {
    const margin = protocolOf(fixed.replace('test: log-rank', 'test: { cox: { margin: 1.2 } }'));
    expect(margin.Hypotheses).toMatch(/is 1\.2 or more\. H1: it is below 1\.2, so that .* is not worse/);
    const sides = protocolOf(`${fixed}sided: two\n`);
    expect(sides.Hypotheses).toMatch(/H1: it is lower or higher\.$/);
    const milestone = fixed.replace('test: log-rank', 'test: { milestone: { at: 12, margin: 0.1 } }');
    expect(protocolOf(milestone).Hypotheses).toMatch(/by 10 percentage points or more\. H1:/);
  });

  it('names the rates of accrual, each with its month', () => {
    const rates = fixed
      .replace(/patients: 600\n/, 'patients: 600\n')
      .replace(/accrual: .*\n/, 'accrual: { rates: [{ from: 0, rate: 10 }, { from: 6, rate: 40 }] }\n');
    expect(protocolOf(rates).Design).toMatch(/, 10 a month from month 0, 40 from month 6\./);
  });
});
