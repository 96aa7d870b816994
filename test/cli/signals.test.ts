/** Whenever a signal comes, the program ends at once and says so: nothing is swallowed, and nothing printed. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { built } from './built.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const design = 'scenarios/trials/total-neoadjuvant-from-day-0.yaml';

/** The program, told to end so many milliseconds after its start. */
function interrupted(words: string[], after: number): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [built(), ...words], { cwd: root });
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    setTimeout(() => child.kill('SIGINT'), after);
    // as a shell has it, whether the program ends itself or the system ends it
    child.on('close', (code, signal) => resolve({ code: signal === 'SIGINT' ? 130 : code!, out }));
  });
}

// each of these works for longer than a test may take: one that ends has seen the signal
describe('a signal', () => {
  it.each([250, 450, 800, 1400])(
    'is seen %d ms after the start: while reading, compiling, simulating',
    async (after) => {
      const all = await Promise.all([
        interrupted(['power', design, '--replicates', '1e6'], after),
        interrupted(['size', design, '--replicates', '1e5'], after),
      ]);
      for (const ended of all) expect(ended).toEqual({ code: 130, out: '' });
    },
  );

  it('is seen within a block of trials of 400,000 patients', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'sojourn-signals-')), 'large.yaml');
    writeFileSync(
      file,
      `trial: Many patients
unit: month
arms: { control: { median: 20 }, treatment: { hazard-ratio: 0.98 } }
endpoint: OS
patients: 400000
accrual: { duration: 24 }
follow-up: 24
test: log-rank
alpha: 0.025
`,
    );
    const ended = await interrupted(['power', file, '--threads', '1'], 5000);
    rmSync(dirname(file), { recursive: true });
    expect(ended).toEqual({ code: 130, out: '' });
  });

  it('that comes while the last work holds the event loop is not lost', { timeout: 30_000 }, async () => {
    const script = `
      import { untilInterrupted } from './src/cli/interrupt.ts';
      const busy = async () => {
        process.kill(process.pid, 'SIGINT');
        const end = performance.now() + 30;
        while (performance.now() < end);
        return 'done';
      };
      console.log(await untilInterrupted(busy).catch(({ message }) => message));`;
    const words = ['--import', 'tsx', '--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root });
    expect(stdout).toBe('interrupted\n');
  });
});
