import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { claimsOf } from '../../../src/scenario/evidence/claims.ts';
import { lintEvidence, rules } from '../../../src/scenario/evidence/index.ts';
import { type EvidenceFile, evidenceSchema } from '../../../src/scenario/schema/index.ts';
import { contradictions, type Finding } from './contradictions.ts';

const read = (name: string): EvidenceFile =>
  evidenceSchema.parse(parse(readFileSync(new URL(`../../corpus/${name}.yaml`, import.meta.url), 'utf8')));

const asPrinted = read('li-2021-as-printed');
const corrected = read('li-2021-corrected');

/** Which figure a finding means, and so the path that its problem must have. */
function pathOf({ of, where, group, key }: Finding): string {
  const identity = asPrinted.identities.findIndex(({ says }) => says === of);
  if (identity >= 0) return `identities.${identity}.${key}`;
  const fits = (figure: (typeof asPrinted.figures)[number]) =>
    figure.quantity === of && figure.where === where && figure.group === group;
  expect(asPrinted.figures.filter(fits), `${of}, ${where}`).toHaveLength(1);
  return `figures.${asPrinted.figures.findIndex(fits)}.${key}`;
}

function reported(file: EvidenceFile): string[] {
  const sheet = { file, claims: claimsOf(file) };
  return rules.flatMap((rule) => rule.check(sheet).map(({ path }) => `${rule.name} ${path.join('.')}`));
}

describe('the figures of one paper, as printed', () => {
  const found = new Set(reported(asPrinted));
  const findable = contradictions.filter(({ findings }) => findings.length > 0);

  it.each(findable.map(({ item, findings }) => [item, findings] as const))('%s: found', (_, findings) => {
    for (const finding of findings) expect(found).toContain(`${finding.rule} ${pathOf(finding)}`);
  });

  it('yield nothing else', () => {
    const expected = findable.flatMap(({ findings }) =>
      findings.map((each) => `${each.rule} ${pathOf(each)}`),
    );
    expect(reported(asPrinted).sort()).toEqual([...new Set(expected)].sort());
  });

  it('contradict themselves in 24 places, all but three of which arithmetic finds', () => {
    expect(contradictions).toHaveLength(24);
    const beyond = contradictions.filter(({ findings }) => findings.length === 0);
    expect(beyond.map(({ item }) => item)).toEqual([
      'median follow-up of 33 months',
      'completion requires two adjuvant cycles',
      'inclusion requires radiotherapy received',
    ]);
    for (const { beyondArithmetic } of beyond) expect(beyondArithmetic).toBeTruthy();
  });
});

describe('the same figures, corrected', () => {
  it('leave the lint silent', () => expect(lintEvidence(corrected)).toEqual([]));

  it('are as many, so that nothing was corrected by leaving it out', () => {
    expect(corrected.figures).toHaveLength(asPrinted.figures.length);
    expect(corrected.identities).toHaveLength(asPrinted.identities.length);
  });
});
