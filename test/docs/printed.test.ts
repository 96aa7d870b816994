import { describe, expect, it } from 'vitest';
import { sojournCalls, withFew } from './command-line.ts';
import { differenceFrom } from './printed.ts';

const printed =
  'Title\n\nOS   92.93\nPFS  68.08\nCSS  70.00\n\n1,000 patients in 0.46 s, 2.18 million a second, 2 threads\n';

describe('a block beside what is printed', () => {
  it('may begin late, end early and leave lines out', () => {
    for (const block of [
      'Title\n',
      'OS   92.93\nPFS  68.08\n',
      'Title\n...\nCSS  70.00\n',
      'OS   92.93\n...\n',
    ])
      expect(differenceFrom(printed, block)).toBeUndefined();
  });

  it('differs by a digit, a gap that no dots tell, an order', () => {
    expect(differenceFrom(printed, 'OS   92.93\nPFS  68.1\n')).toBe(
      '"PFS  68.1" is not printed; there stands "PFS  68.08"',
    );
    expect(differenceFrom(printed, 'OS   92.93\nCSS  70.00\n')).toMatch(/^"CSS {2}70.00" is not printed/);
    expect(differenceFrom(printed, 'PFS  68.08\n...\nOS   92.93\n')).toMatch(/^"OS {3}92.93" is not printed/);
  });

  it('has times, speeds and threads of another machine', () => {
    const there = (count: string) => `${count} patients in 1.9 s, 526,316 a second, 16 threads\n`;
    expect(differenceFrom(printed, there('1,000'))).toBeUndefined();
    expect(differenceFrom(printed, there('1,001'))).toMatch(/is not printed/);
  });
});

describe('a line of shell', () => {
  it('is what sojourn is given, without comments, pipes and redirections', () => {
    expect(sojournCalls('sojourn run a.yaml -n 1e3   # few | of them')).toEqual([
      ['run', 'a.yaml', '-n', '1e3'],
    ]);
    expect(sojournCalls(`npx sojourn run a.yaml --json | jq '.a["b > c"]'`)).toEqual([
      ['run', 'a.yaml', '--json'],
    ]);
    expect(sojournCalls('sojourn schema result > result.json')).toEqual([['schema', 'result']]);
    expect(sojournCalls("sojourn power a.yaml --seed 'a b'")).toEqual([['power', 'a.yaml', '--seed', 'a b']]);
  });

  it('of npm is what the script does, and must have one', () => {
    expect(sojournCalls('npm ci && npm start')[0]?.slice(0, 2)).toEqual([
      'run',
      'scenarios/stage-iv-rectal.yaml',
    ]);
    expect(sojournCalls('npm run verify')).toEqual([]);
    expect(() => sojournCalls('npm run nothing')).toThrow('package.json has no such script');
  });

  it('is made small where it does not say its size', () => {
    expect(withFew(['run', 'a.yaml'])).toContain('2000');
    expect(withFew(['run', 'a.yaml', '-n', '1e6', '--json'])).toEqual([
      'run',
      'a.yaml',
      '--json',
      '-n',
      '2000',
    ]);
    expect(withFew(['run', 'a.yaml', '--target-mcse', '1'])).not.toContain('2000');
    expect(withFew(['check', 'a.yaml'])).toEqual(['check', 'a.yaml']);
  });
});
