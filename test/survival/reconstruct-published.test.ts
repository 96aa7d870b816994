import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coxPh } from '../../src/survival/cox/cox-ph.ts';
import { kaplanMeier, survivalAt } from '../../src/survival/kaplan-meier.ts';
import { lifeTable } from '../../src/survival/life-table.ts';
import { quantile } from '../../src/survival/quantile.ts';
import { reconstruct } from '../../src/survival/reconstruct/reconstruct.ts';

interface Arm {
  name: string;
  times: number[];
  survival: number[];
  atRisk: { times: number[]; counts: number[] };
  /** as published, null where it was not reached */
  median: number | null;
  /** as published, in the text or a table */
  survivalAt?: { at: number; value: number }[];
}

interface Example {
  citation: string;
  doi: string;
  /** who read them and how they were thinned */
  points: string;
  /** as published, of the second arm to the first */
  hazardRatio: number;
  arms: [Arm, Arm];
}

const { examples }: { examples: Record<string, Example> } = JSON.parse(
  readFileSync(new URL('../known/published-curves.json', import.meta.url), 'utf8'),
);

/** Curves: as near as this, everywhere. */
const NEAR = 0.01;
/** Medians and hazard ratios: this share of the published one, whatever it was rounded to. */
const SHARE = 0.02;

const share = (value: number, of: number) => Math.abs(value / of - 1);

describe('published figures', () => {
  it('are three or more, each with its source', () => {
    expect(Object.keys(examples).length).toBeGreaterThanOrEqual(3);
    for (const { citation, doi, points } of Object.values(examples)) {
      expect(citation).toMatch(/ \d{4}[;:] /);
      expect(doi).toMatch(/^10\.\d{4}/);
      expect(points.length).toBeGreaterThan(0);
    }
  });
});

describe.each(Object.entries(examples))('patients from the figure of %s', (_, { arms, hazardRatio }) => {
  const found = arms.map((arm) => reconstruct(arm));
  const curves = found.map((patients) => kaplanMeier(lifeTable(patients)));

  it('are as many as were published', () => {
    for (const [i, { atRisk }] of arms.entries()) expect(found[i]!.times.length).toBe(atRisk.counts[0]);
  });

  it('have a curve within 0.01 of the published one, at its steps and just before them', () => {
    for (const [i, { times, survival }] of arms.entries()) {
      for (const [k, time] of times.entries()) {
        expect(Math.abs(survivalAt(curves[i]!, time).value - survival[k]!)).toBeLessThanOrEqual(NEAR);
        const before = (time + (times[k - 1] ?? 0)) / 2;
        expect(Math.abs(survivalAt(curves[i]!, before).value - (survival[k - 1] ?? 1))).toBeLessThanOrEqual(
          NEAR,
        );
      }
    }
  });

  it('survive to the times that the text tells of as it says, within 0.01', () => {
    for (const [i, arm] of arms.entries())
      for (const { at, value } of arm.survivalAt ?? [])
        expect(Math.abs(survivalAt(curves[i]!, at).value - value)).toBeLessThanOrEqual(NEAR);
  });

  it('have the published medians within 2%', () => {
    for (const [i, { median }] of arms.entries()) {
      const { value } = quantile(curves[i]!, 0.5);
      if (median === null) expect(value).toBeNaN();
      else expect(share(value, median)).toBeLessThanOrEqual(SHARE);
    }
  });

  it('have the published hazard ratio within 2%', () => {
    const { coefficients } = coxPh({
      times: found.flatMap(({ times }) => [...times]),
      statuses: found.flatMap(({ statuses }) => [...statuses]),
      groups: found.flatMap(({ times }, group) => Array.from(times, () => group)),
    });
    expect(share(coefficients[0]!.hazardRatio, hazardRatio)).toBeLessThanOrEqual(SHARE);
  });
});
