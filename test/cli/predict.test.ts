import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { predictSchema } from '../../src/answers/predict/schema.ts';
import type { UsageError } from '../../src/cli/errors.ts';
import { plain } from '../trial/language/designs.ts';
import { asked as inProcess } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'sojourn-predict-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const design = file('design.yaml', plain);
/** 240 patients in 12 months, with an event in every sixth, seen until month 12. */
const rows = Array.from({ length: 240 }, (_, i) => {
  const entry = i / 20;
  const most = 12 - entry;
  return i % 6 === 0 ? [entry, most / 2, 1] : i % 40 === 1 ? [entry, most / 3, 0] : [entry, most, 0];
});
const csv = (lines: readonly (readonly (number | string)[])[]) =>
  `entry,time,status\n${lines.map((line) => line.join(',')).join('\n')}\n`;
const data = file('trial.csv', csv(rows));

const asked = (...words: string[]) => inProcess(['predict', ...words]);
const message = async (...words: string[]) => ((await asked(...words)).error as UsageError).message;

describe('sojourn predict', () => {
  it('dates the analyses of the design, and keeps to its schema', async () => {
    const out = join(folder, 'out');
    const { out: text, error } = await asked(design, data, '--draws', '400', '--json', '--out', out);
    expect(error).toBeUndefined();
    const written = JSON.parse(text);
    const answer = predictSchema.parse(written);
    expect(answer).toEqual(written);
    expect(answer.at).toMatchObject({ cut: 12, patients: 240, events: 40, lost: 6, ongoing: 194 });
    expect(answer.dates.map(({ events }) => events)).toEqual([99, 201, 300]);
    const medians = answer.dates.map(({ date }) => date.median.value!);
    expect(medians).toEqual([...medians].sort((a, b) => a - b));
    expect(medians[0]).toBeGreaterThan(12);
    predictSchema.parse(JSON.parse(readFileSync(join(out, 'prediction.json'), 'utf8')));
    const lines = readFileSync(join(out, 'events.csv'), 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('time,p,events,mcse');
    expect(lines).toHaveLength(1 + 25 * 5);
  });

  it('tells it in words, with a figure for the page', async () => {
    const report = join(folder, 'page.html');
    const { out } = await asked(design, data, '--draws', '200', '--law', 'weibull', '--report', report);
    expect(out).toMatch(
      /At month 12: 240 of 600 patients randomised, 40 events, 194 under follow-up, 6 lost/,
    );
    expect(out).toMatch(/Event 99\s+is expected at month\s+\d+\.\d\s+\(95%\s+\d+\.\d\s+to\s+\d+\.\d\)/);
    const page = readFileSync(report, 'utf8');
    expect(page).toMatch(/Prediction of a running trial/);
    expect(page).toMatch(/<svg[^>]*>/);
  });

  it('says all that is wrong at once', async () => {
    const told = await message(
      design,
      data,
      '--at',
      '11',
      '--events',
      '0,700',
      '--window',
      '-1',
      '--until',
      '5',
    );
    expect(told.split('\n')).toHaveLength(4);
    expect(told).toMatch(
      /--at 11: a patient of .*trial\.csv was seen at month 12, entry \+ time, must be no later/,
    );
    expect(told).toMatch(/--events 0,700 must be whole numbers from 1 to the 600 patients planned/);
    expect(await message(design, data, '--patients', '100')).toMatch(
      /--patients 100 must be .* at least 240/,
    );
    expect(await message(design, data, '--draws', '10')).toMatch(
      /--draws 10 must be a whole number from 100/,
    );
  });

  it('says where the data are wrong', async () => {
    const bad = file(
      'bad.csv',
      csv([
        [0, 1, 1],
        [-1, 2, 0],
        ['x', 2, 0],
      ]),
    );
    const told = await message(design, bad);
    expect(told).toMatch(/bad\.csv:3.*entry.*is -1, must be >= 0: time since the first patient could enter/);
    expect(told).toMatch(/bad\.csv:4.*entry/);
    expect(
      await message(
        design,
        file(
          'none.csv',
          csv([
            [0, 1, 0],
            [0, 2, 0],
          ]),
        ),
      ),
    ).toMatch(/none\.csv: nobody has the event/);
    expect(await message(design, data, '--entry', 'randomised')).toMatch(/no column "randomised"/);
  });
});
