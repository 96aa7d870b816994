import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runAnswerSchema } from '../../src/answers/run/schema.ts';
import { built } from './built.ts';
import { ended } from './in-process.ts';
import { withoutProgress } from './progress-lines.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Program {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

interface Options {
  /** a signal sent once the program listens for it and has run on for a moment */
  kill?: NodeJS.Signals;
  /** close its stdout after the first bytes */
  closeEarly?: boolean;
  stdout?: 'pipe' | number;
}

/** A signal that comes earlier ends Node in its own way, with nothing to be tested. */
const saysWhenListening = `data:text/javascript,${encodeURIComponent(`
  const on = process.on.bind(process);
  process.on = (event, listener) => {
    if (event === 'SIGTERM') process.stderr.write('listening\\n');
    return on(event, listener);
  };`)}`;

function sojourn(words: string[], { kill, closeEarly, stdout = 'pipe' }: Options = {}): Promise<Program> {
  return new Promise((resolve) => {
    const listener = kill ? ['--import', saysWhenListening] : [];
    const child = spawn(process.execPath, [...listener, built(), ...words], {
      cwd: root,
      stdio: ['ignore', stdout, 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout?.on('data', (data) => {
      out += data;
      if (closeEarly) child.stdout!.destroy();
    });
    child.stderr!.on('data', (data) => {
      err += data;
    });
    child.stderr!.once('data', () => {
      if (kill) setTimeout(() => child.kill(kill), 1500);
    });
    child.on('close', (code, signal) =>
      resolve({
        code,
        signal,
        out,
        err: withoutProgress(err),
      }),
    );
  });
}

/** One after the other, without starting the program. */
async function all(list: string[][]) {
  const found: Awaited<ReturnType<typeof ended>>[] = [];
  for (const words of list) found.push(await ended(words));
  return found;
}

const small = join(root, 'scenarios/illness-death.yaml');

describe('sojourn run', () => {
  it('prints one JSON object and nothing else, the same on any number of threads', async () => {
    const words = ['run', small, '-n', '300k', '--seed', 'a b', '--at', '5,2', '--json'];
    const [one, three] = await all([
      [...words, '--threads', '1'],
      [...words, '--threads', '3'],
    ]);
    expect([one!.code, withoutProgress(one!.err), three!.code, withoutProgress(three!.err)]).toEqual([
      0,
      '',
      0,
      '',
    ]);
    expect(one!.out).toMatch(/^\{.*\}\n$/);
    const [a, b] = [one!, three!].map(({ out }) => runAnswerSchema.parse(JSON.parse(out)));
    expect(a!.strategies).toEqual(b!.strategies);
    expect(a!.provenance.fingerprint).toBe(b!.provenance.fingerprint);
    expect(b!.provenance).toMatchObject({
      program: 'sojourn',
      seed: 'a b',
      n: 300_000,
      threads: 3,
      scenario: {
        file: small,
        sha256: createHash('sha256').update(readFileSync(small)).digest('hex'),
        title: 'Illness and death',
      },
    });
    expect(a!.strategies['usual-care']!.endpoints.survival!.survival.map(({ at }) => at)).toEqual([2, 5]);
  });

  it('gives the same counts by either engine, other ones by another generator, and says which it was', async () => {
    const words = ['run', small, '-n', '30k', '--json'];
    const found = await all([
      words,
      [...words, '--engine', 'typescript'],
      [...words, '--generator', 'philox'],
      [...words, '--generator', 'philox', '--engine', 'typescript'],
    ]);
    const [fastest, readable, philox, both] = found.map(({ out }) => runAnswerSchema.parse(JSON.parse(out)));
    expect(fastest!.provenance).toMatchObject({ engine: 'wasm', generator: 'triple32' });
    expect(readable!.provenance).toMatchObject({ engine: 'typescript', generator: 'triple32' });
    expect(philox!.provenance).toMatchObject({ engine: 'wasm', generator: 'philox' });
    expect(readable!.strategies).toEqual(fastest!.strategies);
    expect(both!.strategies).toEqual(philox!.strategies);
    expect(philox!.provenance.fingerprint).not.toBe(fastest!.provenance.fingerprint);
  });

  it('says which engines and generators there are', async () => {
    const [engine, generator] = await all([
      ['run', small, '--engine', 'rust'],
      ['run', small, '--generator', 'mersenne'],
    ]);
    expect(engine).toMatchObject({
      code: 2,
      out: '',
      err: 'unknown engine "rust"; choose wasm or typescript\nsojourn run --help shows what it takes.\n',
    });
    expect(generator).toMatchObject({
      code: 2,
      out: '',
      err: 'unknown generator "mersenne"; choose triple32 or philox\nsojourn run --help shows what it takes.\n',
    });
  });

  it('prints tables and where they come from, and writes files', async () => {
    const out = join(folder, 'new', 'folder');
    const printed = await ended([
      ...['run', small, '-n', '1e3', '--strategy', 'prevention', '--endpoint', 'survival', '--out', out],
    ]);
    expect(printed.code).toBe(0);
    expect(printed.err).toMatch(
      /^Wrote .*folder\/: curves\.csv \([\d.]+ kB\), result\.json \(.*\), proportions\.csv \(.*\), targets\.csv \(.*\)\n$/,
    );
    expect(printed.out).toMatch(
      /^Illness and death\nTime in years from screening, up to 20\.\n\nStrategy: prevention\n=+\n/,
    );
    expect(printed.out).not.toMatch(/usual-care|healthy-survival/);
    expect(printed.out.trimEnd().split('\n').at(-1)).toMatch(
      /^1,000 patients in [\d.]+ s, [\d.,]+( million)? a second, \d+ threads?, seed 1, fingerprint [0-9a-f]{16}$/,
    );
    expect(readdirSync(out).sort()).toEqual(['curves.csv', 'proportions.csv', 'result.json', 'targets.csv']);
    const result = runAnswerSchema.parse(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')));
    expect(printed.out).toContain(result.provenance.fingerprint);
    for (const line of printed.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    const curves = readFileSync(join(out, 'curves.csv'), 'utf8').trimEnd().split('\n');
    expect(curves[0]).toBe('strategy,endpoint,group,quantity,time,value,mcse,at_risk,events,censored');
    expect(curves[1]).toBe('prevention,survival,all,survival,0,1,0.001,1000,0,0');
  });

  it('takes what the reader has not closed, as in `| head -1`', async () => {
    for (const more of [['--json'], []]) {
      const ended = await sojourn(['run', small, '-n', '1000', ...more], { closeEarly: true });
      expect([ended.code, ended.err]).toEqual([0, '']);
    }
  });

  it.runIf(existsSync('/dev/full'))('says that the disk is full', async () => {
    const ended = await sojourn(['run', small, '-n', '1000'], { stdout: openSync('/dev/full', 'w') });
    expect([ended.code, ended.err]).toEqual([
      1,
      'sojourn: the answer could not be written: the disk is full\n',
    ]);
  });
});

describe('sojourn, interrupted in a long run', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s ends at once and leaves nothing behind', async (signal) => {
    const out = join(folder, `never-${signal}`);
    const ended = await sojourn(['run', 'scenarios/reversible.yaml', '-n', '4e9', '--json', '--out', out], {
      kill: signal,
    });
    expect(ended).toMatchObject({
      code: 130,
      signal: null,
      out: '',
      err: 'listening\nsojourn: interrupted\n',
    });
    // the work takes longer than a test may: what ended has seen the signal
    expect(existsSync(out)).toBe(false);
  });
});

describe('a slip', () => {
  const write = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const bad = write(
    'bad.yaml',
    readFileSync(small, 'utf8').replace('to: ill,', 'to: il,').replace('horizon: 20', 'horizon: -20'),
  );

  it('in a scenario is told as file:line:column, all of them at once, and nothing is written', async () => {
    const out = join(folder, 'nothing');
    const [check, run] = await all([
      ['check', bad],
      ['run', bad, '--json', '--out', out],
    ]);
    const expected = [
      `${bad}:12:49 horizon is -20, must be > 0`,
      `${bad}:37:15 state "il" is not defined; did you mean "ill"?`,
      '',
    ].join('\n');
    expect([check!.code, check!.out, check!.err]).toEqual([2, '', expected]);
    expect([run!.code, run!.out, run!.err]).toEqual([2, '', expected]);
    expect(existsSync(out)).toBe(false);
  });

  it.each<[string, string[], string]>([
    ['no file', ['run', 'nofile.yaml'], 'nofile.yaml: no such file\n'],
    ['an empty file', ['check', write('empty.yaml', '')], ':1:1 the file is empty; a scenario starts with'],
    [
      'a binary file',
      ['run', write('binary.yaml', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]))],
      ':1:1 the file is not UTF-8 text',
    ],
    [
      'a file of 50 MB',
      ['run', write('large.yaml', Buffer.alloc(50_000_000, '#'))],
      'has 50,000,000 bytes, a scenario file has at most 1,000,000',
    ],
    [
      'no command',
      [],
      'sojourn needs a command: run, compare, explore, psa, dsa, voi, calibrate, power, size, monitor, predict, analyse, reconstruct, check, init, schema, merge, submit, completion or bench\nTo start: ',
    ],
    [
      'options that there are not',
      ['run', small, '--sede', '3', '--target-mcs', '1'],
      'there is no option --sede; did you mean "--seed"?\nthere is no option --target-mcs; did you mean "--target-mcse"?\n',
    ],
    ['a seed given twice', ['run', small, '--seed', '1', '--seed', '2'], '--seed is given more than once'],
    [
      'an unknown strategy',
      ['run', small, '--strategy', 'nope'],
      '--strategy nope is not in the scenario; it has usual-care, prevention, treatment',
    ],
    [
      'a time after the horizon',
      ['run', small, '--at', '500'],
      '"500" must be a time from 0 to the horizon 20',
    ],
    ['json with a value', ['run', small, '--json=maybe'], '--json=maybe: write --json'],
    [
      'a precision that cannot be had',
      ['run', small, '--target-mcse', '1e-9', '--json'],
      'a Monte Carlo standard error of 1e-9 would take about',
    ],
  ])('of the command line is told and ends with 2: %s', async (_, words, message) => {
    const { err, code, out } = await ended(words);
    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toMatch(/\n\s+at |undefined|Invalid input/);
  });
});

describe('help', () => {
  it('has examples, says the defaults and ends well', async () => {
    const helps = await all([['--help'], ['run', '--help'], ['check', '--help'], ['schema', '--help']]);
    for (const { code, out, err } of helps) {
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain('Examples:\n  sojourn ');
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
    }
    expect(helps[1]!.out).toMatch(/-n .*\[default: 1e6\]/);
    expect(helps[1]!.out).toMatch(/--seed .*\[default: "1"\]/);
  });
});
