import { describe, expect, it } from 'vitest';
import type { EndpointEstimate } from '../../src/estimates/index.ts';
import { answerOf } from './command-line.ts';
import { textOf } from './documents.ts';

const page = 'docs/immortal-time.md';

/** Rows of the page's tables by their first cell, in order: the cells after it. */
const rows = textOf(page)
  .split('\n')
  .filter((line) => /^\| (\d|median)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const [naive, landmark] = [rows.slice(0, 5), rows.slice(5)];

const [m, s, a, b] = [0.0165, 0.05, 6, 12];
const mean = (r: number) => (Math.exp(-r * a) - Math.exp(-r * b)) / (r * (b - a));
const factors: [group: string, factor: number][] = [
  ['all', 1],
  ['completed', mean(s) / mean(m + s)],
  ['not-completed', (1 - mean(s)) / (1 - mean(m + s))],
];

describe(`the tables of ${page}`, { timeout: 120_000 }, () => {
  const estimates = async (group: string): Promise<EndpointEstimate> => {
    const words = ['run', 'scenarios/immortal-time.yaml', '-n', '1e6', '--seed', '1', '--json'];
    const { text } = await answerOf(words);
    const { 'as-it-happens': found } = JSON.parse(text).strategies;
    return (group === 'all' ? found : found.subgroups[group]).endpoints.OS;
  };
  const survivalAt = async (group: string, time: string) =>
    100 * (await estimates(group)).survival.find(({ at }) => at === Number(time))!.value;

  it('stand in the page with the command that gives them', () => {
    expect(textOf(page)).toContain('\nsojourn run scenarios/immortal-time.yaml -n 1e6 --seed 1\n');
    expect(naive.map(([time]) => time)).toEqual(['12', '24', '36', '60', 'median']);
    expect(landmark.map(([time]) => time)).toEqual(['12', '24', '36', '60']);
  });

  it.each(naive)('have the naive comparison as it is simulated, and exactly: %s', async (time, ...cells) => {
    const exact = factors.map(([, factor]) =>
      time === 'median' ? Math.log(2 * factor) / m : 100 * factor * Math.exp(-m * Number(time)),
    );
    for (const [i, [group]] of factors.entries()) {
      const simulated =
        time === 'median'
          ? (await estimates(group)).quantiles.find(({ p }) => p === 0.5)!.value!
          : await survivalAt(group, time!);
      expect(cells[i], group).toBe(`${simulated.toFixed(1)} (${exact[i]!.toFixed(2)})`);
    }
    expect(cells[3]).toBe(`${(exact[1]! - exact[2]!).toFixed(1)}${time === 'median' ? ' months' : ''}`);
  });

  it.each(landmark)('have the landmark analysis likewise: %s', async (time, ...cells) => {
    const shown = async (group: string) => {
      const value = await survivalAt(group, time!);
      return value === 100 ? '100' : value.toFixed(1);
    };
    expect(cells[0]).toBe(await shown('completed-by-12'));
    expect(cells[1]).toBe(await shown('not-completed-by-12'));
    expect(Number(cells[2]).toFixed(2)).toBe((100 * Math.exp(-m * (Number(time) - 12))).toFixed(2));
  });
});
