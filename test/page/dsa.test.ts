import { describe, expect, it } from 'vitest';
import { dsaAnswer } from '../../src/answers/dsa/answer.ts';
import { documentOf, dsaFigures, dsaPage, figuresIn, printed } from '../../src/page/index.ts';
import { dsa } from '../../src/study/dsa/index.ts';
import { twoRatios } from '../study/voi/two-ratios.ts';

describe('the page of one-way analyses', async () => {
  const job = { ...twoRatios(), patients: 2000 };
  const result = await dsa({ ...job, outcome: 'OS at 12', threshold: 'effect' });
  const answer = dsaAnswer(result, {
    provenance: {
      ...{ program: 'sojourn', version: '1', seed: '1', n: 2000, seconds: 1 },
      ...{ scenario: { file: 'two.yaml', sha256: '', title: 'Two <ratios>' } },
      ...{ engine: 'wasm', generator: 'triple32' },
    },
    ...{ reference: 'control', outcome: 'OS at 12' },
  });
  const figures = dsaFigures(answer, result.outcomes, 'month');

  it('draws a tornado of each outcome of which more is better, the one that was asked for first', () => {
    expect(figuresIn(figures).map(({ title }) => title)).toEqual([
      'OS at 12: treatment less control, percentage points',
      'OS median: treatment less control, months',
      'OS RMST(24): treatment less control, months',
    ]);
  });

  it('draws each bar from the figure of the file to that at the end', () => {
    const [tornado] = figures.asked;
    // with a ratio of 1 the rate of control makes no difference, and has no bar
    expect(tornado!.table.rows.map(([label]) => label)).toEqual(['effect']);
    const svg = tornado!.draw(printed(880));
    const bars = [...svg.matchAll(/<rect[^>]*data-end="(low|high)"[^>]*>/g)].map(([text, end]) => ({
      end,
      row: Number(/data-row="(\d+)"/.exec(text)![1]),
      x: Number(/ x="([-\d.]+)"/.exec(text)![1]),
      width: Number(/ width="([-\d.]+)"/.exec(text)![1]),
    }));
    const ofEffect = bars.filter(({ row }) => row === 0);
    const [low, high] = ['low', 'high'].map((end) => ofEffect.find((bar) => bar.end === end)!);
    // a low ratio is good: its bar goes right from where the other ends
    expect(low!.x).toBeCloseTo(high!.x + high!.width, 0);
    const { oneWay, base } = answer;
    const at = (of: (typeof oneWay)[number]['low']) => of.figures!.treatment!['OS at 12']!.difference!;
    const middle = base.treatment!['OS at 12']!.difference!;
    const effect = oneWay.find(({ name }) => name === 'effect')!;
    expect(low!.width / high!.width).toBeCloseTo((at(effect.low) - middle) / (middle - at(effect.high)), 1);
  });

  it('is one page with tables, what was held fixed, and the command', () => {
    const page = documentOf(dsaPage(answer, result.outcomes, 'month', figures, 'sojourn dsa two.yaml'));
    expect(page).toContain('Two &lt;ratios');
    expect(page).toContain('sojourn dsa two.yaml');
    expect(page).toContain('an assumption without a range');
    expect(page).not.toContain('####');
  });
});
