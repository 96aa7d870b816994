import { describe, expect, it } from 'vitest';
import type { CompareAnswer } from '../../src/answers/compare/schema.ts';
import { compareAnswerSchema } from '../../src/answers/compare/schema.ts';
import { asked } from '../cli/in-process.ts';
import { answerTo, fileOf } from './answered.ts';

const file = fileOf(
  'coarse.yaml',
  `scenario: Everybody at once
time: { unit: month, origin: entry, horizon: 16, rows-per-unit: 1, landmarks: [6], rmst: [12] }
parameters:
  soon: { value: 5.3, assumption: for this test }
  later: { value: 7.4, assumption: for this test }
start: alive
states:
  alive: { transitions: [{ to: dead, law: fixed, delay: soon }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies:
  usual: {}
  other: { states: { alive: { transitions: [{ to: dead, law: fixed, delay: later }] } } }
`,
);
const few = ['-n', '2000'];
const medianOf = (strategy: string, from: number) =>
  `Median of ${strategy}OS: the row from ${from} to ${from + 1} holds 100% of the patients, and the median lies in this row, but its place within the row is unknown. rows-per-unit: 128 (now 1) has shorter rows.`;
const timeAt = (at: number, finer: number, what: string) =>
  `Time ${at} lies between two rows of 1 month, where the curve is taken as straight; rows-per-unit: ${finer} ${what}.`;

/** What is printed in one line, without the breaks of lines. */
async function printed(...words: string[]): Promise<string> {
  const { out, error } = await asked(words);
  if (error !== undefined) throw error;
  return out.replaceAll(/\s+/g, ' ');
}

describe('medians in one row with too many events, and times between rows, are told', () => {
  it('by a run, on the terminal and on its page', async () => {
    const words = ['run', file, ...few, '--at', '5.5,6'];
    const text = await printed(...words);
    const { page } = await answerTo(...words);
    for (const note of [medianOf('', 5), timeAt(5.5, 2, 'has it on a row')]) {
      expect(text).toContain(note);
      expect(page).toContain(note);
    }
    expect(text).not.toContain('Time 6');
  });

  it('by a comparison, on the terminal, on its page and in its JSON', async () => {
    const words = ['compare', file, ...few, '--tau', '6.3'];
    const text = await printed(...words);
    const { page, json } = await answerTo<CompareAnswer>(...words);
    for (const note of [
      medianOf('usual, ', 5),
      medianOf('other, ', 7),
      timeAt(6.3, 32, 'has shorter rows'),
    ]) {
      expect(text).toContain(note);
      expect(page).toContain(note);
    }
    expect(compareAnswerSchema.parse(json).comparisons!.other!.medians[0]!.coarse).toEqual({
      reference: { from: 5, to: 6, share: 1 },
      strategy: { from: 7, to: 8, share: 1 },
    });
  });

  it('and nothing where there is nothing to tell', async () => {
    const words = ['run', file, ...few, '--at', '4'];
    const fine = fileOf(
      'fine.yaml',
      `scenario: One death
time: { unit: month, origin: entry, horizon: 16, landmarks: [6], rmst: [12] }
parameters: { death: { value: 0.1, assumption: for this test } }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: death }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies: { usual: {}, other: { parameters: { death: { value: 0.2, assumption: for this test } } } }
`,
    );
    expect(await printed(...words)).not.toContain('Time 4');
    expect((await answerTo('run', fine, ...few)).page).not.toContain('aria-label="Notes"');
    expect((await answerTo('compare', fine, ...few)).page).not.toContain('aria-label="Notes"');
  });
});
