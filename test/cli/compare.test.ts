import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { compareAnswerSchema } from '../../src/answers/compare/schema.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { built } from './built.ts';
import { asked as inProcess } from './in-process.ts';
import { withoutProgress } from './progress-lines.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

const small = join(root, 'scenarios/illness-death.yaml');
const named = join(folder, 'named.yaml');
writeFileSync(
  named,
  `scenario: Names with dots, and chances that must leave a rest
time: { unit: month, origin: entry, horizon: 24, landmarks: [12], rmst: [12] }
parameters:
  death: { value: 0.05, assumption: for this test }
  ratio.low: { ratio: 0.5, assumption: for this test }
  low: { product: [death, ratio.low] }
  first: { value: 0.3, assumption: for this test }
  second: { value: 0.3, assumption: for this test }
start: choice
states:
  choice: { decide: [{ to: one, chance: first }, { to: two, chance: second }, { to: three, chance: rest }] }
  one: { transitions: [{ to: dead, law: exponential, rate: death }] }
  two: { transitions: [{ to: dead, law: exponential, rate: low }] }
  three: { transitions: [{ to: dead, law: exponential, rate: death }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies:
  usual: {}
  treat.ed:
    caveat: made up
    parameters:
      death: { value: 0.04, assumption: for this test }
      extra: { ratio: 0.5, assumption: for this test }
      own: { product: [death, extra] }
    states: { one: { transitions: [{ to: dead, law: exponential, rate: own }] } }
`,
);

const boosted = join(folder, 'boosted.yaml');
writeFileSync(
  boosted,
  `scenario: A chance that a ratio raises, which compiling finds too large
time: { unit: month, origin: entry, horizon: 24, landmarks: [12], rmst: [12] }
parameters:
  death: { value: 0.05, assumption: for this test }
  half: { value: 0.5, assumption: for this test }
  first: { value: 0.4, assumption: for this test }
  boost: { ratio: 1.5, assumption: for this test }
characteristics: { fit: { chance: half } }
start: choice
states:
  choice: { decide: [{ to: one, chance: first, chance-ratio: { fit: boost } }, { to: two, chance: rest }] }
  one: { transitions: [{ to: dead, law: exponential, rate: death }] }
  two: { transitions: [{ to: dead, law: exponential, rate: half }] }
  dead: {}
endpoints: { OS: { event: dead } }
`,
);

const asked = (...words: string[]) => inProcess(['compare', ...words]);

/** The answer as JSON, which must keep to the schema. */
async function answered(...words: string[]) {
  const { out, err, error } = await asked(...words, '--json');
  expect(error).toBeUndefined();
  expect(out).toMatch(/^\{.*\}\n$/);
  const written = JSON.parse(out);
  const answer = compareAnswerSchema.parse(written);
  expect(answer).toEqual(written);
  return { ...answer, err };
}

function sojourn(words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [built(), ...words], { cwd: root });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('close', (code) => resolve({ code, out, err: withoutProgress(err) }));
  });
}

describe('the program', () => {
  it('prints one JSON object and nothing else, the same on any number of threads', async () => {
    const words = ['compare', 'scenarios/illness-death.yaml', '-n', '100k', '--seed', 'a b', '--json'];
    const [one, three] = await Promise.all([
      sojourn([...words, '--threads', '1']),
      sojourn([...words, '--threads', '3']),
    ]);
    expect([one.code, one.err, three.code, three.err]).toEqual([0, '', 0, '']);
    expect(one.out).toMatch(/^\{.*\}\n$/);
    const [a, b] = [one, three].map(({ out }) => compareAnswerSchema.parse(JSON.parse(out)));
    expect(b!.comparisons).toEqual(a!.comparisons);
    expect(b!.provenance.fingerprint).toBe(a!.provenance.fingerprint);
    expect(a!.provenance).toMatchObject({ seed: 'a b', n: 100_000, threads: 1, batches: 64 });
    expect(b!.provenance.threads).toBe(3);
    expect(a!.reference).toEqual({ name: 'usual-care', title: 'usual-care' });
  });

  it('ends with 2, one message and nothing on stdout where something is to mend', async () => {
    const [range, option] = await Promise.all([
      sojourn(['compare', 'scenarios/illness-death.yaml', '--set', 'smoking=2', '--json']),
      sojourn(['compare', 'scenarios/illness-death.yaml', '--sett', 'smoking=0.2']),
    ]);
    expect(range).toEqual({
      code: 2,
      out: '',
      err: '--set smoking=2: smoking is 2, as chance in characteristics.smoker it must be a probability from 0 to 1 (at parameters.smoking.value)\n',
    });
    expect([option.code, option.out]).toEqual([2, '']);
    expect(option.err).toContain('there is no option --sett; did you mean "--set"?');
  });
});

describe('the JSON', () => {
  const few = [small, '-n', '3000'];

  it('has the differences of each strategy by name', async () => {
    const { comparisons, points, set, provenance } = await answered(...few, '--at', '5,2', '--tau', '10,5');
    expect(Object.keys(comparisons!)).toEqual(['prevention', 'treatment']);
    const { survival, rmst, medians, endpoints, proportions } = comparisons!.prevention!;
    expect(survival.map(({ at }) => at)).toEqual([2, 5]);
    expect(rmst.map(({ tau }) => tau)).toEqual([5, 10]);
    expect(medians.map(({ p }) => p)).toEqual([0.5]);
    expect(Object.keys(endpoints)).toEqual(['healthy-survival']);
    expect(Object.keys(proportions)).toContain('ill-within-10-years');
    expect([points, set]).toEqual([undefined, []]);
    expect(provenance).toMatchObject({ program: 'sojourn', batches: 16, n: 3000 });
  });

  it('has subgroups, and the endpoints that were asked for in their order', async () => {
    const words = ['--subgroup', 'never-smokers', '--endpoint', 'healthy-survival', 'survival', 'survival'];
    const { comparisons } = await answered(...few, ...words);
    const { endpoint, endpoints, subgroups } = comparisons!.prevention!;
    expect([endpoint, Object.keys(endpoints), Object.keys(subgroups)]).toEqual([
      'healthy-survival',
      ['survival'],
      ['never-smokers'],
    ]);
    expect(Object.keys(subgroups['never-smokers']!.endpoints)).toEqual(['healthy-survival', 'survival']);
  });

  it("has a what-if, which with the file's own value differs by nothing", async () => {
    const { comparisons, set } = await answered(...few, '--what-if', 'falls-ill=0.05');
    expect(set).toEqual([{ strategy: 'what-if', parameter: 'falls-ill', value: 0.05 }]);
    expect(Object.keys(comparisons!)).toEqual(['what-if']);
    const { title, survival, rmst, hazardRatio, lives } = comparisons!['what-if']!;
    expect(title).toBe('usual-care, falls-ill = 0.05');
    for (const one of [...survival, ...rmst]) expect(one).toMatchObject({ difference: 0, mcse: 0 });
    expect(hazardRatio).toMatchObject({ value: 1, mcse: 0, proportionality: null });
    expect(lives!.same.value).toBe(1);
  });

  it('has the what-if beside strategies that are named, of any reference, however it is written', async () => {
    const one = await answered(
      ...few,
      '--reference',
      'prevention',
      '--what-if',
      'dies-ill=.3',
      '--strategy',
      'usual-care',
    );
    expect(Object.keys(one.comparisons!)).toEqual(['usual-care', 'what-if']);
    expect(one.reference.name).toBe('prevention');
    expect(one.comparisons!['what-if']!.survival[1]!.difference).toBeLessThan(0);
    const other = await answered(...few, '--reference', 'prevention', '--set', 'what-if.dies-ill=3e-1');
    expect(other.comparisons!['what-if']).toEqual(one.comparisons!['what-if']);
  });

  it('has a point for every value that is varied, and every combination of two', async () => {
    const line = await answered(...few, '--vary', 'prevention-ratio=0.5:1:3');
    expect(line.comparisons).toBeUndefined();
    expect(line.vary).toEqual([{ parameter: 'prevention-ratio', values: [0.5, 0.75, 1] }]);
    const gains = line.points!.map(({ comparisons }) => comparisons.prevention!.survival[1]!.difference!);
    expect(gains[0]).toBeGreaterThan(gains[1]!);
    expect(gains[2]).toBe(0);
    expect(new Set(line.points!.map(({ fingerprint }) => fingerprint)).size).toBe(3);
    expect(line.provenance.fingerprint).toBe(line.points![0]!.fingerprint);

    const words = ['--vary', 'what-if.smoking=0.1:0.5:3', '--vary', 'dies-healthy=0.01:0.02:2'];
    const grid = await answered(...few, ...words);
    expect(grid.points!.map(({ set }) => set.map(({ value }) => value))).toEqual([
      [0.1, 0.01],
      [0.1, 0.02],
      [0.3, 0.01],
      [0.3, 0.02],
      [0.5, 0.01],
      [0.5, 0.02],
    ]);
    expect(grid.points![0]!.set[0]).toEqual({ strategy: 'what-if', parameter: 'smoking', value: 0.1 });
    expect(Object.keys(grid.points![0]!.comparisons)).toEqual(['what-if']);
    // the reference's own share of smokers: nothing differs
    expect(grid.points![2]!.comparisons['what-if']!.survival[0]).toMatchObject({ difference: 0, mcse: 0 });
  });
});

describe('values that cannot be compiled', () => {
  const refusal = (boost: number, chance: number) =>
    `--vary what-if.boost=${boost}: strategy what-if: the chance becomes ${chance} for patients with fit yes, must stay at most 1 (at states.choice.decide.0.chance-ratio)`;

  it('are told before a patient is simulated', async () => {
    // so many patients take minutes
    const { error, out, err } = await asked(boosted, '-n', '4e9', '--vary', 'what-if.boost=1:3:3');
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe(refusal(3, 1.2));
    expect([out, err]).toEqual(['', '']);
  });

  it('are told when their turn comes where there are many, and that this is so', async () => {
    const words = [boosted, '-n', '2000', '--threads', '1', '--vary', 'what-if.boost=2:102:401'];
    const { error, out, err } = await asked(...words);
    expect((error as Error).message).toBe(refusal(2.75, 1.1));
    expect([out, err]).toEqual([
      '',
      '401 points take 401 plans, more than the 400 that are tried before: one that cannot be compiled is told when its turn comes\n',
    ]);
  });
});

describe('other values', () => {
  const few = [named, '-n', '2000'];
  const deaths = ({ comparisons }: Awaited<ReturnType<typeof answered>>) => {
    const [found] = comparisons!['treat.ed']!.survival;
    return [found!.reference.value, found!.strategy.value];
  };

  it('do not reach a strategy with a value of its own, and it is told so', async () => {
    const [usual, treated] = deaths(await answered(...few));
    const set = await answered(...few, '--set', 'death=0.08');
    expect(deaths(set)[0]).toBeLessThan(usual! - 0.05);
    expect(set.err).toBe(
      '--set death=0.08: treat.ed keeps its own value; --set treat.ed.death=0.08 changes it\n',
    );
    const both = await answered(...few, '--set', 'death=0.08', 'treat.ed.death=0.08');
    expect(deaths(both)[1]).toBeLessThan(treated! - 0.05);
    const { err } = await answered(...few, '--vary', 'death=0.01:0.02:2');
    expect(err).toBe(
      '--vary death=0.01:0.02:2: treat.ed keeps its own value; --vary treat.ed.death=0.01:0.02:2 changes it\n',
    );
    expect((await answered(...few, '--set', 'second=0.2')).err).toBe('');
  });

  it('of one strategy alone leave the others as they are', async () => {
    const [usual, treated] = deaths(await answered(...few));
    const set = await answered(...few, '--set', 'treat.ed.extra=1');
    expect(deaths(set)[0]).toBe(usual);
    expect(deaths(set)[1]).toBeLessThan(treated!);
    expect(set.set).toEqual([{ strategy: 'treat.ed', parameter: 'extra', value: 1 }]);
    expect(set.comparisons!['treat.ed']!.caveat).toBe('made up');
  });

  it('have names with dots in them', async () => {
    const { set } = await answered(...few, '--set', 'ratio.low=0.9', 'treat.ed.ratio.low=0.8');
    expect(set).toEqual([
      { parameter: 'ratio.low', value: 0.9 },
      { strategy: 'treat.ed', parameter: 'ratio.low', value: 0.8 },
    ]);
  });

  it('are looked at together: what only fits with another fits', async () => {
    await answered(...few, '--set', 'first=0.8', 'second=0.1');
    await answered(...few, '--set', 'first=0.8', '--vary', 'second=0.1:0.2:2');
  });

  it("of the reference's own are its what-if's to change", async () => {
    const { comparisons } = await answered(...few, '--reference', 'treat.ed', '--what-if', 'extra=0.5');
    expect(comparisons!['what-if']!.survival[0]).toMatchObject({ difference: 0, mcse: 0 });
    expect(comparisons!['what-if']!.title).toBe('treat.ed, extra = 0.5');
  });
});

describe('what is printed', () => {
  it('says what was set, and where the figures come from', async () => {
    const { out, error } = await asked(small, '-n', '2e3', '--set', 'smoking=0.4', '--threads', '1');
    expect(error).toBeUndefined();
    expect(out).toMatch(
      /^Illness and death\nTime in years from screening, up to 20\. Differences from usual-care, using common random numbers for\nthe same 2,000 patients\.\n\nSet: smoking = 0\.4\n\n/,
    );
    expect(out).toMatch(
      /\n\n6,000 patients in \d+\.\d\d s, \S+( million)? a second, 1 thread, seed 1, standard errors from 16\s+batches,\s+fingerprint [0-9a-f]{16}\n$/,
    );
    expect(out).not.toMatch(/NaN|undefined|null/);
  });

  it('goes to a folder too', async () => {
    const out = join(folder, 'new', 'folder');
    const { error } = await asked(small, '-n', '2000', '--out', out, '--threads', '1');
    expect(error).toBeUndefined();
    const written = JSON.parse(readFileSync(join(out, 'comparison.json'), 'utf8'));
    expect(compareAnswerSchema.parse(written)).toEqual(written);
    const lines = readFileSync(join(out, 'comparisons.csv'), 'utf8').trimEnd().split('\n');
    // two strategies with two endpoints of 2 landmarks, a mean, a median, a ratio and those of 3 periods
    const proportions = Object.keys(written.comparisons.prevention.proportions).length;
    expect(lines).toHaveLength(1 + 2 * (2 * 8 + proportions));
  });
});

describe('what cannot be', () => {
  it.each<[words: string[], message: string]>([
    [['nofile.yaml'], 'nofile.yaml: no such file'],
    [[small, '-n', '1599'], '-n 1599 is too few to compare, must be at least 1,600'],
    [[small, '-n', '1e10'], 'is more patients than can be told apart'],
    [
      [small, '--reference', 'usual'],
      '--reference usual is not in the scenario; it has usual-care, prevention, treatment',
    ],
    [
      [small, '--strategy', 'prevntion'],
      '--strategy prevntion is not in the scenario; did you mean "prevention"?',
    ],
    [
      [small, '--strategy', 'usual-care'],
      '--strategy usual-care is the reference: compared with itself it differs by nothing',
    ],
    [[small, '--endpoint', 'OS'], '--endpoint OS is not in the scenario; it has survival, healthy-survival'],
    [[small, '--subgroup', 'smoker'], '--subgroup smoker is not in the scenario; did you mean "smokers"?'],
    [[small, '--at', '21'], '--at 21: "21" must be a time from 0 to the horizon 20'],
    [[small, '--tau', '21'], '--tau 21: "21" must be a time from 0 to the horizon 20'],
    [[small, '--tau', '0,10'], '--tau 0,10: a mean up to 0 is 0; it must be later'],
    [
      [small, '--set', 'falls-il=1'],
      'parameter "falls-il" is not in the scenario; did you mean "falls-ill"?',
    ],
    [
      [small, '--set', 'nothing=1'],
      'parameter "nothing" is not in the scenario; it has falls-ill, dies-healthy',
    ],
    [
      [small, '--set', 'preventin.falls-ill=0.1'],
      'strategy "preventin" is not in the scenario; did you mean "prevention"?',
    ],
    [
      [small, '--set', 'prevention.fals-ill=0.1'],
      'parameter "fals-ill" is not in the scenario; did you mean "falls-ill"?',
    ],
    [[small, '--set', 'falls-ill'], '--set falls-ill: must be parameter=value, or strategy.parameter=value'],
    [[small, '--set', 'falls-ill='], '--set falls-ill=: must be parameter=value'],
    [[small, '--set', '=1'], '--set =1: must be parameter=value'],
    [[small, '--set', 'falls-ill=much'], '--set falls-ill=much: "much" must be a number, such as 0.5'],
    // neither half a thousand nor two million
    [[small, '--set', 'falls-ill=0,500'], '"0,500" must be a number'],
    [[small, '--set', 'falls-ill=2m'], '"2m" must be a number'],
    [[small, '--set', 'falls-ill=Infinity'], '"Infinity" must be a number'],
    [
      [small, '--set', 'falls-ill=-1'],
      '--set falls-ill=-1: falls-ill is -1, as rate in states.healthy it must be > 0',
    ],
    [[small, '--set', 'smoking=0.1', 'smoking=0.2'], 'smoking is given a value twice, must be given one'],
    [[small, '--set', 'smoking=0.1', '--vary', 'smoking=0:1:3'], 'smoking is given a value twice'],
    [
      [small, '--what-if', 'smoking=0.1', '--vary', 'what-if.smoking=0:1:3'],
      'what-if.smoking is given a value twice',
    ],
    [[small, '--what-if', 'smoking=1.5'], '--what-if smoking=1.5: smoking is 1.5, as chance'],
    [
      [small, '--what-if', 'smokin=0.5'],
      'parameter "smokin" is not in the scenario; did you mean "smoking"?',
    ],
    [
      [small, '--what-if', 'prevention.smoking=0.5'],
      'the what-if is the reference with other values; write --what-if smoking=0.5',
    ],
    [
      [named, '--what-if', 'extra=1'],
      'only strategies such as treat.ed have parameter "extra"; try --reference treat.ed',
    ],
    [
      [named, '--set', 'extra=1'],
      'only strategies such as treat.ed have parameter "extra"; write --set treat.ed.extra=1',
    ],
    [[named, '--vary', 'what-if.extra=1:2:2'], 'parameter "extra" is not in the scenario'],
    [[named, '--set', 'first=0.8'], '--set first=0.8: the chances sum to 1.1, must leave a rest'],
    [[named, '--set', 'death=0.1', 'first=0.8'], '--set first=0.8: the chances sum to 1.1'],
    [[named, '--vary', 'first=0.5:0.9:3'], '--vary first=0.9: the chances sum to 1.2'],
    [[small, '--vary', 'smoking=0:2:3'], '--vary smoking=2: smoking is 2'],
    [[small, '--vary', 'smoking=0:1'], '"0:1" must be from:to:steps, such as 1:3:5'],
    [[small, '--vary', 'smoking=0:1:2:3'], '"0:1:2:3" must be from:to:steps'],
    [[small, '--vary', 'smoking=a:b:3'], '"a:b:3" must be from:to:steps'],
    [[small, '--vary', 'smoking=1:1:3'], 'from and to must differ'],
    [[small, '--vary', 'smoking=0:1:1'], '1 steps must be a whole number from 2 to 1000'],
    [[small, '--vary', 'smoking=0:1:2.5'], '2.5 steps must be a whole number from 2 to 1000'],
    [[small, '--vary', 'smokng=0:1:2'], 'parameter "smokng" is not in the scenario; did you mean "smoking"?'],
    [
      [small, ...['smoking=0:1:2', 'dies-ill=1:2:2', 'falls-ill=1:2:2'].flatMap((text) => ['--vary', text])],
      '--vary is given 3 times, at most two make a grid',
    ],
    [
      [join(root, 'scenarios/laws.yaml')],
      'there is nothing to compare it with; try --what-if parameter=value',
    ],
  ])('is refused in words, with nothing on stdout: %j', async (words, message) => {
    const { out, err, error } = await asked(...words, '--json');
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message.split('\n')).toHaveLength(1);
    expect([out, err]).toEqual(['', '']);
  });
});
