import { expect, it } from 'vitest';
import type { CompareAnswer } from '../../src/answers/compare/schema.ts';
import { adjuvant, answerTo } from './answered.ts';

it('the page of a comparison with draws shows bands of the evidence and the intervals that its JSON has', async () => {
  const { page, json } = await answerTo<CompareAnswer>(
    ...['compare', adjuvant, '--endpoint', 'OS', '-n', '2000', '--seed', '1'],
    ...['--draws', '40', '--draw-patients', '400', '--threads', '1'],
  );
  const section = /<section[^>]*id="uncertainty".*?<\/section>/s.exec(page)![0];
  expect(section).toContain('bands:OS');
  const { lower, upper } = json.comparisons!.adjuvant!.survival[0]!.uncertainty!;
  const shown = (value: number | null) => `${value! < 0 ? '-' : '+'}${Math.abs(Math.round(100 * value!))}`;
  expect(section.replaceAll('−', '-')).toContain(`${shown(lower)} to ${shown(upper)}`);
});
