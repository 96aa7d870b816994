import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { compareOptions } from '../../src/cli/commands/compare/options.ts';
import { options } from '../../src/cli/commands/run.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { problemLines } from '../../src/cli/problem-lines.ts';
import { readScenarioFile } from '../../src/cli/scenario-file.ts';
import { usageMessage } from '../../src/cli/usage.ts';

const known = [...Object.keys(options), 'help', 'version'];
/** The first line of what is said to a command line that yargs refuses with a message. */
const said = (message: string, ...words: string[]) => usageMessage(message, words, known).split('\n')[0];
const tooFew = 'Not enough non-option arguments: got 0, need at least 1';

describe('a command line that cannot be read', () => {
  it.each<[string, string[], string]>([
    [
      tooFew,
      [],
      'sojourn needs a command: run, compare, analyse, reconstruct, power, size, check, schema, init, completion or bench',
    ],
    [tooFew, ['run'], 'run needs a scenario file, such as: sojourn run scenarios/stage-iv-rectal.yaml'],
    [
      tooFew,
      ['schema'],
      'schema needs the name of a schema: sojourn schema scenario, result, comparison, analysis, reconstruction, design, power or size',
    ],
    [
      tooFew,
      ['--n', '3'],
      'sojourn needs a command before its options: run, compare, analyse, reconstruct, power, size, check, schema, init, completion or bench',
    ],
    ['Unknown argument: chek', ['chek', 'a.yaml'], 'there is no command "chek"; did you mean "check"?'],
    [
      'Unknown argument: plot',
      ['plot'],
      'there is no command "plot"; there are run, compare, analyse, reconstruct, power, size, check, schema, init, completion and bench',
    ],
    ['Unknown argument: vers', ['--vers'], 'there is no option --vers; did you mean "--version"?'],
    [
      'Unknown argument: thread',
      ['run', 'a.yaml', '--thread=3'],
      'there is no option --thread; did you mean "--threads"?',
    ],
    ['Unknown argument: m', ['run', 'a.yaml', '-m', '4'], 'there is no option -m; did you mean "-n"?'],
    [
      'Unknown arguments: target-mcs, targetMcs',
      ['run', 'a.yaml', '--target-mcs', '1'],
      'there is no option --target-mcs; did you mean "--target-mcse"?',
    ],
    [
      'Unknown argument: 24',
      ['run', 'a.yaml', '--at', '12', '24'],
      '"24" is one too many: run takes one scenario; write lists with commas, as --at 5,10',
    ],
    [
      'Invalid values:\n  Argument: of, Given: "reslt", Choices: "scenario", "result"',
      ['schema', 'reslt'],
      'schema reslt: must be scenario or result; did you mean "result"?',
    ],
  ])('is answered in words: %s', (message, words, expected) => {
    expect(said(message, ...words)).toBe(expected);
  });

  it('is told to name the scenario first where a list has swallowed it', () => {
    expect(usageMessage(tooFew, ['run', '--strategy', 'a', 'file.yaml'], known)).toContain(
      'Name it first: --strategy takes all words after it.',
    );
  });

  const ofCompare = [...Object.keys(compareOptions), 'help', 'version'];
  it.each<[string, string[], string]>([
    [
      tooFew,
      ['compare', '--set', 'a=1'],
      'compare needs a scenario file, such as: sojourn compare scenarios/illness-death.yaml\nName it first: --set takes all words after it.',
    ],
    [
      tooFew,
      ['compare', '--what-if', 'a=1', '--vary', 'b=1:2:3', 'file.yaml'],
      'Name it first: --what-if and --vary take all words after them.',
    ],
    [
      'Unknown arguments: what-ifs, whatIfs',
      ['compare', 'a.yaml', '--what-ifs', 'a=1'],
      'there is no option --what-ifs; did you mean "--what-if"?',
    ],
    [
      'Unknown arguments: target-mcse, targetMcse',
      ['compare', 'a.yaml', '--target-mcse', '0.1'],
      'there is no option --target-mcse',
    ],
    [
      'Unknown argument: b.yaml',
      ['compare', 'a.yaml', 'b.yaml'],
      '"b.yaml" is one too many: compare takes one scenario',
    ],
    [
      'Unknown argument: compar',
      ['compar', 'a.yaml'],
      'there is no command "compar"; did you mean "compare"?',
    ],
  ])('is answered in the words of compare: %s %j', (message, words, expected) => {
    expect(usageMessage(message, words, ofCompare)).toContain(expected);
  });

  it('is told where to read more', () => {
    expect(usageMessage('Unknown argument: x', ['run', 'a.yaml', '--x'], known)).toMatch(
      /\nsojourn run --help shows what it takes\.$/,
    );
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
