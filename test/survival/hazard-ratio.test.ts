import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventRows, fitHazardRatio, type HazardRatio, hazardRatio } from '../../src/survival/hazard-ratio.ts';

interface Group {
  atRisk: number[];
  events: number[];
}

interface Known {
  name: string;
  /** days of the grid that times were put on */
  width: number;
  times: number[];
  reference: Group;
  compared: Group;
  /** the most events at one time */
  most: number;
  overall: HazardRatio;
  /** over the events in (from, to] */
  periods: (HazardRatio & { from: number; to: number })[];
}

const all: Known[] = JSON.parse(
  readFileSync(new URL('../known/hazard-ratio.json', import.meta.url), 'utf8'),
);
for (const one of all) {
    const groups = groupsOf(one);
    const rows = eventRows(groups);
    const h = hazardRatio(groups);
    console.log(one.name, one.most, h.log - one.overall.log, h.standardError / one.overall.standardError - 1, (h.log - one.overall.log)/one.overall.standardError);
    for (const p of one.periods) { const f = fitHazardRatio(rows, p.from, p.to); console.log('   ', f.log - p.log, f.standardError / p.standardError - 1); }
}

function groupsOf({ times, reference, compared }: Known) {
  return {
    reference: { times: Float64Array.from(times), ...columnsOf(reference) },
    compared: columnsOf(compared),
  };
}

function columnsOf({ atRisk, events }: Group) {
  return { atRisk: Float64Array.from(atRisk), events: Float64Array.from(events) };
}
it('x', () => { expect(describe).toBeTruthy() });
