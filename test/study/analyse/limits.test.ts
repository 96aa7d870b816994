/** Survival and its limits at any time, before the first row and after a group's last, against R's summary. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/study/analyse/index.ts';
import { expectNear, files, patientsOf } from './files.ts';

const { data, at, by } = files.limits;

describe.each(Object.entries(by))('%s limits', (kind, groups) => {
  const found = analyse(patientsOf(data.time, data.status, data.group), {
    at,
    interval: kind as keyof typeof by,
  });

  it.each(Object.entries(groups))(
    'of group %s are those of R’s summary with extend = TRUE',
    (name, wanted) => {
      const { survival } = found.groups[name]!;
      expect(survival.map((point) => point.at)).toEqual(wanted.at);
      for (const [k, point] of survival.entries()) {
        expect(point.atRisk).toBe(wanted.atRisk[k]);
        for (const key of ['value', 'se', 'lower', 'upper'] as const)
          expectNear(point[key], wanted[key][k]!, 1e-12);
      }
    },
  );
});
