import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { startProgress } from '../../src/cli/progress.ts';
import { built } from './built.ts';
import { asked } from './in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (...words: string[]) => asked(words);

describe('a template', () => {
  it('of a scenario passes check and runs at once', async () => {
    const path = join(folder, 'new', 'scenario.yaml');
    const { error, out, err } = await ask('init', 'scenario', path);
    expect([error, out]).toEqual([undefined, '']);
    expect(err).toMatch(/^Wrote .*scenario\.yaml \(2\.\d kB\)\nThen: sojourn run .*scenario\.yaml\n$/);
    const checked = await ask('check', path);
    expect(checked.err).toBe('');
    expect(checked.out).toMatch(/: sound: 2 strategies, [^,]*, [^,]*, 2 endpoints, 0 targets\n$/);
    const ran = await ask('run', path, '-n', '1000', '--strategy', 'all');
    expect([ran.error, ran.err]).toEqual([undefined, '']);
    expect(readFileSync(path, 'utf8')).toContain(`#     sojourn check ${path} `);
  });

  it('of a design is ready for power at once', async () => {
    const path = join(folder, 'design.yaml');
    expect((await ask('init', 'design', path)).error).toBeUndefined();
    const ran = await ask('power', path, '--replicates', '50');
    expect([ran.error, ran.err]).toEqual([undefined, '']);
    expect(ran.out).toMatch(/^My trial\n/);
  });

  it('never overwrites a file', async () => {
    const path = join(folder, 'mine.yaml');
    writeFileSync(path, 'mine');
    const { error } = await ask('init', 'scenario', path);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe(
      `${path} is there already and is not overwritten; name another file: sojourn init scenario NAME.yaml`,
    );
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('of %s knows every command and every option', async (shell) => {
    const { out } = await ask('completion', shell);
    for (const { name, options } of commands) {
      expect(out).toContain(name);
      for (const option of Object.keys(options)) expect(out).toMatch(new RegExp(`[- ]${option}\\b`));
    }
  });

  it.runIf(process.platform !== 'win32')('of bash completes commands, options, choices', async () => {
    const script = join(folder, 'completion.bash');
    writeFileSync(script, (await ask('completion', 'bash')).out);
    const completed = (...words: string[]) => {
      const line = words.map((word) => `'${word}'`).join(' ');
      const shell = `source '${script}'; COMP_WORDS=(sojourn ${line}); COMP_CWORD=${words.length}; _sojourn; echo "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-c', shell], { encoding: 'utf8' }).trim();
    };
    expect(completed('com')).toBe('compare completion');
    expect(completed('analyse', '--inter')).toBe('--interval');
    expect(completed('analyse', '--interval', 'l')).toBe('log log-log');
    expect(completed('init', '')).toBe('scenario design');
    expect(completed('help', 'po')).toBe('power');
    expect(completed('run', 'scen')).toBe('');
  });
});

describe('a long run without a terminal', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('says every ten seconds that it is alive, and nothing before', () => {
    vi.useFakeTimers();
    let err = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += String(text);
      return true;
    });
    const isTerminal = process.stderr.isTTY;
    process.stderr.isTTY = false;
    const progress = startProgress(4_000_000);
    try {
      vi.advanceTimersByTime(9_000);
      expect(err).toBe('');
      vi.advanceTimersByTime(1_000);
      expect(err).toBe('0 of 4,000,000 patients\n');
      vi.advanceTimersByTime(5_000);
      progress.update(1_000_000, 4_000_000);
      vi.advanceTimersByTime(5_000);
      progress.stop();
      vi.advanceTimersByTime(60_000);
      expect(err.split('\n').slice(1)).toEqual([
        '1,000,000 of 4,000,000 patients (25%), 50,000 a second, 1 min 0 s left',
        '',
      ]);
    } finally {
      process.stderr.isTTY = isTerminal;
    }
  });
});

describe('the program', () => {
  const started = (input: string, ...words: string[]) => {
    const child = promisify(execFile)(process.execPath, [built(), ...words]);
    child.child.stdin!.end(input);
    return child.then(
      (streams) => ({ ...streams, code: 0 }),
      (error) => error as { stdout: string; stderr: string; code: number },
    );
  };

  it('takes help as a command, and -v for --version', async () => {
    const [help, option, version] = await Promise.all([
      started('', 'help', 'run'),
      started('', 'run', '--help'),
      started('', '-v'),
    ]);
    expect(help.stdout).toMatch(/^sojourn run <scenario>\n/);
    expect(help.stdout).toBe(option.stdout);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('reads standard input where a file is called -, and says so of its mistakes', async () => {
    const tutorial = readFileSync(join(root, 'scenarios/illness-death.yaml'), 'utf8');
    const [good, bad, data] = await Promise.all([
      started(tutorial, 'run', '-', '-n', '1000'),
      started('scenario: [', 'check', '-'),
      started('time,status\n1,1\n2,0\n3,1\n', 'analyse', '-'),
    ]);
    expect(good.stdout).toMatch(/^Illness and death\n/);
    expect([bad.code, bad.stderr.slice(0, 4)]).toEqual([2, '-:1:']);
    expect(data.stdout).toMatch(/^-: 3 patients/);
  });
});
