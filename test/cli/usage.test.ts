import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { usageOf } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { problemLines } from '../../src/cli/problem-lines.ts';
import { readScenarioFile } from '../../src/cli/scenario-file.ts';
import { asked } from './in-process.ts';

/** What is said to a command line that cannot be meant. */
async function said(line: string): Promise<string> {
  const { error, out, err } = await asked(line.split(' ').filter((word) => word !== ''));
  expect([out, err]).toEqual(['', '']);
  expect(error).toBeInstanceOf(UsageError);
  return (error as Error).message;
}

const all = commands
  .map(({ name }) => name)
  .slice(0, -1)
  .join(', ');
const toStart = 'To start: sojourn run scenarios/stage-iv-rectal.yaml. sojourn --help shows more.';

describe('a command line that cannot be meant', () => {
  it.each([
    ['', `sojourn needs a command: ${all} or bench\n${toStart}`],
    ['chek a.yaml', `there is no command "chek"; did you mean "check"?\n${toStart}`],
    ['plot', `there is no command "plot"; there are ${all} and bench\n${toStart}`],
    ['--vers', `there is no option --vers; did you mean "--version"?\n${toStart}`],
    ['-n 3', `there is no option -n`],
    ['compar a.yaml', 'there is no command "compar"; did you mean "compare"?'],
    ['run', 'run needs a scenario file, such as: sojourn run scenarios/stage-iv-rectal.yaml'],
    [
      'schema',
      'schema needs one of scenario, targets, result, comparison, psa, dsa, voi, calibration, analysis, design, power, replicate, hypotheses, hypotheses-replicate, hypotheses-size, multi-arm, multi-arm-replicate, size, formula, monitoring, prediction, reconstruction, such as: sojourn schema scenario',
    ],
    ['schema reslt', 'unknown schema "reslt"; choose one of: scenario, targets, result, '],
    ['schema reslt', 'reconstruction; did you mean "result"?'],
    ['init foo', 'unknown template "foo"; choose scenario or design'],
    ['run a.yaml --thread=3', 'there is no option --thread; did you mean "--threads"?'],
    ['run a.yaml -m 4', 'there is no option -m; did you mean "-n"?'],
    ['run a.yaml --target-mcs 1', 'there is no option --target-mcs; did you mean "--target-mcse"?'],
    ['run a.yaml --no-jsn', 'there is no option --jsn; did you mean "--json"?'],
    [
      'run a.yaml --at 12 24',
      '"24" is one argument too many: run takes one scenario file; write lists with commas, as --at 5,10',
    ],
    ['compare a.yaml b.yaml', '"b.yaml" is one argument too many: compare takes one scenario file'],
    ['compare a.yaml --what-ifs a=1', 'there is no option --what-ifs; did you mean "--what-if"?'],
    ['compare a.yaml --target-mcse 0.1', 'there is no option --target-mcse'],
    ['run a.yaml --generator mt19937', 'unknown generator "mt19937"; choose triple32 or philox'],
    ['run a.yaml --json=yes', '--json=yes: write --json, it takes no value'],
    ['run a.yaml --color=always', '--color=always: write --color, it takes no value'],
    ['run a.yaml --seed 1 --seed 2', '--seed is given more than once, must be given once'],
    ['run a.yaml --seed', '--seed has no value'],
    ['run a.yaml --strategy', '--strategy needs a value'],
    ['analyse a.csv --delimiter x', 'unknown delimiter "x"; choose one of: comma, semicolon, tab, bar'],
  ])('is answered in words: sojourn %s', async (line, message) => {
    expect(await said(line)).toContain(message);
  });

  it.each([
    ['run --strategy a file.yaml', 'Name it first: --strategy takes all words after it.'],
    ['compare --set a=1', 'Name it first: --set takes all words after it.'],
    [
      'compare --what-if a=1 --vary b=1:2:3 file.yaml',
      'Name it first: --what-if and --vary take all words after them.',
    ],
  ])('is told to name its file first where a list has swallowed it: sojourn %s', async (line, hint) => {
    expect(await said(line)).toMatch(/^\w+ needs a scenario file, such as: /);
    expect(await said(line)).toContain(hint);
  });

  it('is told where to read more', async () => {
    expect(await said('run a.yaml --x')).toMatch(/\nsojourn run --help shows what it takes\.$/);
  });
});

describe('help', () => {
  it('of all lists every command in its group, with what it takes', async () => {
    const { out, code } = await asked(['--help']);
    expect(code).toBe(0);
    for (const { group, describe, ...command } of commands) {
      const ofGroup = new RegExp(`^${group}:\\n((?: +.*\\n)+)`, 'm').exec(out)?.[1];
      expect(ofGroup).toContain(`  ${usageOf(command)} `);
      expect(ofGroup?.replaceAll(/\s+/g, ' ')).toContain(describe);
    }
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it.each(commands.map(({ name }) => name))('of %s tells its words, options and examples', async (name) => {
    const { takes, options, examples, ...command } = commands.find((one) => one.name === name)!;
    const { out, code } = await asked([name, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(`^sojourn ${usageOf({ ...command, takes })}\n`.replace(/[[\].]/g, '\\$&')),
    );
    for (const option of Object.keys({ ...options, help: {}, color: {} }))
      expect(out).toMatch(new RegExp(`[ -]${option} `));
    for (const [line] of examples) expect(out).toContain(`  ${line}\n`);
    expect((await asked(['help', name])).out).toBe(out);
  });
});

describe('a scenario file', () => {
  it('is a file, and one that is there', () => {
    const folder = mkdtempSync(`${tmpdir()}/sojourn-`);
    expect(() => readScenarioFile(folder)).toThrow(
      `${folder} is a directory, must be a scenario file such as`,
    );
    expect(() => readScenarioFile(`${folder}/x.yaml`)).toThrow(UsageError);
    expect(() => readScenarioFile('illness-death')).toThrow(
      /^illness-death: no such file; did you mean .*illness-death\.yaml\?$/,
    );
    expect(() => readScenarioFile('')).toThrow('the name of the scenario file is empty');
    rmSync(folder, { recursive: true });
  });

  it.runIf(process.platform === 'linux')('may be a device or pipe, and then not without end', () => {
    expect(() => readScenarioFile('/dev/zero')).toThrow('a scenario file has at most 1,000,000');
  });

  it('prints twenty problems and how many more there are, errors before warnings', () => {
    const warning = { severity: 'warning' as const, line: 3, column: 4, message: 'is odd' };
    const lines = problemLines('a.yaml', [
      ...Array(20_000).fill(warning),
      { line: 9, column: 1, message: 'is wrong' },
    ]).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[0]).toBe('a.yaml:9:1 is wrong');
    expect(lines[1]).toBe('a.yaml:3:4 warning: is odd');
    expect(lines[20]).toBe('... and 19,981 more');
  });

  it('prints a problem in one line, with long names and values cut', () => {
    const long = 'x'.repeat(2_000_000);
    const problems = [
      { line: 1, column: long, message: `is "${long}", must be "a" or "b"` },
      { line: 2, column: 1, message: `a\nb ${long}` },
      { line: 3, message: `the header has ${Array(5000).fill('"name"').join(', ')}` },
    ];
    const lines = problemLines('a.csv', problems).split('\n');
    const cut = `${'x'.repeat(57)}...`;
    expect(lines.slice(0, 2)).toEqual([
      `a.csv:1 ${cut} is "${cut}", must be "a" or "b"`,
      `a.csv:2:1 a b ${cut}`,
    ]);
    expect(lines[2]).toHaveLength(1000 + 'a.csv:3 '.length);
    expect(lines).toHaveLength(3);
  });
});
