import type { CoxResult } from '../../study/analyse/index.ts';

const titles: Record<string, string> = {
  logRank: 'log-rank',
  maxCombo: 'MaxCombo, largest of four |z|',
};

/** What people call a test. */
export function testTitle(name: string): string {
  return titles[name] ?? name;
}

type Ratios = CoxResult | Record<string, CoxResult>;

/** Whether it is the ratio of two groups, not one of several over the first. */
export function isOneRatio(found: Ratios): found is CoxResult {
  return 'hr' in found && (found.hr === null || typeof found.hr === 'number');
}

/** Ratios over the first group, by the other's name. @param second the other of two groups */
export function ratiosByGroup(found: Ratios, second: string): Record<string, CoxResult> {
  return isOneRatio(found) ? { [second]: found } : found;
}
