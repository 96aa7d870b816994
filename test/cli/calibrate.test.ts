import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { asked } from './in-process.ts';

const scenario = fileURLToPath(new URL('../../scenarios/calibration.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const second = written(
  'second.yaml',
  `evidence: { second: { cite: "Another, 2021" } }
cohorts: { second: { patients: 90, from: second, follow-up: { law: fixed, delay: { value: 36, from: second } } } }
targets: [{ endpoint: OS, at: 24, survival: 0.72, calibration: true, from: second }]
`,
);
const third = written(
  'third.yaml',
  `targets:
  - { endpoint: OSS, at: 24, survival: 0.7, from: paper }
  - { proportion: none, value: 0.2, of: 30, from: papers }
`,
);

describe('calibrate --targets', () => {
  it('takes targets of several files, and names them in its provenance', async () => {
    const quick = ['--map-only', '--cohorts', '100', '--draws', '100', '--threads', '1', '--json'];
    const { out, error } = await asked(['calibrate', scenario, '--targets', second, ...quick]);
    expect(error).toBeUndefined();
    const answer = JSON.parse(out);
    expect(answer.provenance.targets).toEqual([
      { file: second, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const named = (answer.targets as { target: string; isFitted: boolean }[]).filter(
      ({ isFitted }) => isFitted,
    );
    expect(named.map(({ target }) => target)).toEqual([
      ...['RFS at 12', 'RFS at 24', 'OS at 12', 'OS at 24 (paper)', 'OS at 24 (second)'],
    ]);
  });

  it('tells every problem in the file that it is in', async () => {
    const { error, out } = await asked(['calibrate', scenario, '--targets', second, '--targets', third]);
    expect(out).toBe('');
    expect((error as Error).message.split('\n')).toEqual([
      `${third}:3:51 no evidence is called "papers"; did you mean "paper"?`,
      `${third}:2:17 endpoint "OSS" is not defined; did you mean "OS"?`,
      `${third}:3:19 proportion "none" is not defined; there is none`,
    ]);
  });

  it('refuses a file of another kind', async () => {
    const { error } = await asked(['calibrate', scenario, '--targets', scenario]);
    expect((error as Error).message).toMatch(/is a scenario/);
  });
});
