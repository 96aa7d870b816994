import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UsageError } from '../../src/cli/errors.ts';
import { csv } from '../../src/media/csv.ts';
import { readPatients } from '../../src/patients/index.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { analyse } from '../../src/study/analyse/index.ts';
import { readTrial } from '../../src/trial/language/read.ts';
import { resolveTrial } from '../../src/trial/language/resolve.ts';
import { asked } from '../cli/in-process.ts';

/** What every object of JavaScript has. */
const inherited = ['constructor', 'valueOf', 'toString', 'hasOwnProperty', 'isPrototypeOf', '__proto__'];

const places: Record<string, (name: string) => string> = {
  'top of the file': (name) => `scenario: x\n${name}: 1\n`,
  'state and start': (name) =>
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: ${name}\nstates: { ${name}: {} }\n`,
  section: (name) =>
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12, ${name}: 1 }\nstart: a\nstates: { a: { ${name}: {} } }\n`,
  'endpoint, group and strategy': (name) =>
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: a\nstates: { a: {} }\ngroups: { ${name}: a }\nendpoints: { e: { event: ${name} } }\nstrategies: { ${name}: {} }\n`,
  'names that nothing has': (name) =>
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: a\nstates: { a: { transitions: [{ to: ${name}, law: exponential, rate: ${name}, hazard-ratio: { ${name}: ${name} } }] } }\nendpoints: { e: { event: ${name} } }\nsubgroups: { s: { if: { ${name}: yes } } }\ntargets: [{ endpoint: ${name}, strategy: ${name}, at: 1, survival: 0.5, from: ${name} }]\n`,
  figures: (name) => `scenario: x\nfigures: [{ quantity: ${name}, value: 1, from: ${name}, ${name}: 1 }]\n`,
};

it.each(Object.entries(places))('names that objects have are told or work: %s', (_, text) => {
  for (const name of inherited) {
    const { errors, evidence } = checkScenario(text(name));
    for (const { line, column } of [...errors, ...evidence]) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
    }
  }
});

// sizes that would take minutes if the time grew with their square or more
it('derived numbers that double at each step are computed once each', () => {
  const steps = Array.from({ length: 90 }, (_, i) => `  p${i}: { product: [p${i + 1}, p${i + 1}] }\n`);
  const { errors } = checkScenario(
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: a\nstates: { a: {} }\nparameters:\n${steps.join('')}  p90: { value: 1, assumption: x }\n`,
  );
  expect(errors).toEqual([]);
});

it('more events than patients by any factor are told at once', () => {
  const { evidence } = checkScenario(
    'scenario: x\nevidence: { a: { cite: b } }\nfigures:\n  - { quantity: q, events: 2147483648, of: 48, printed: "12.5%", from: a }\n',
  );
  expect(evidence.map(({ message }) => message)).toContain(
    '2147483648 events among 48 patients; at most 48 are possible',
  );
});

it('a key given 20,000 times is told each time', () => {
  const text = `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: a\nstates:\n${'  a: {}\n'.repeat(20_000)}`;
  expect(checkScenario(text).errors).toHaveLength(19_999);
});

it('a cell of a CSV begins no formula, and numbers stay', () => {
  const rows = [['=1+1', '@SUM(1)', '-2+3', '+a', '\tx', -0.3, '-0.3', '1e-3']];
  expect(csv(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], rows)).toBe(
    "a,b,c,d,e,f,g,h\n'=1+1,'@SUM(1),'-2+3,'+a,'\tx,-0.3,-0.3,1e-3\n",
  );
});

const designs: Record<string, (name: string) => string> = {
  'top of a design': (name) => `trial: x\nunit: month\n${name}: 1\n`,
  'sections of a design': (name) =>
    `trial: x\nunit: month\narms: { control: { median: 10, ${name}: 1 }, ${name}: { median: 9 } }\naccrual: { ${name}: 1 }\ntest: { ${name}: 1 }\n`,
  'words of a design': (name) =>
    `trial: x\nunit: ${name}\nscenario: ${name}\narms: { control: { strategy: ${name} }, treatment: { strategy: ${name} } }\nendpoint: ${name}\npatients: 10\naccrual: { duration: 1, entry: ${name} }\ntest: ${name}\nefficacy: { spending: ${name} }\n`,
  'strategies and strata of a design': (name) =>
    `trial: x\nunit: month\nstrategies: { ${name}: { ${name}: 1 } }\nstrata: { ${name}: { share: 1, arms: { control: { median: 10 }, treatment: { median: 9 } } } }\nenrol: [${name}]\npatients: 10\naccrual: { duration: 1 }\ntest: log-rank\nfollow-up: 6\n`,
};

const sound = `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nparameters: { r: { value: 1, assumption: x } }\nstart: a\nstates: { a: { transitions: [{ to: b, law: exponential, rate: r }] }, b: {} }\nendpoints: { e: { event: b } }\nstrategies: { s: {}, t: {} }\n`;

it.each(Object.entries(designs))('names that objects have are told or work: %s', (_, text) => {
  const { scenario } = checkScenario(sound);
  for (const name of inherited) {
    const read = readTrial(text(name));
    const found = read.trial ? resolveTrial(read.trial, { scenario }).problems : [];
    const all = [...read.problems, ...found.map(({ path }) => read.locate(path))];
    if (!read.trial) expect(all.length).toBeGreaterThan(0);
    for (const { line, column } of all) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
    }
  }
});

it('columns, groups, strata and causes may have the names that objects have', () => {
  const header = inherited.join(',');
  for (const [i, group] of inherited.entries()) {
    const strata = inherited[(i + 1) % inherited.length]!;
    const rows = inherited.flatMap((one, k) => [
      `${k + 1},${one},${inherited.map(() => one).join(',')}`,
      `${k + 2},0,${inherited.map(() => inherited[0]).join(',')}`,
    ]);
    const { patients, problems } = readPatients(
      `time,status,${header}\n${rows.join('\n')}\n`,
      { group, strata },
      { event: inherited.join(','), where: [{ column: group, value: inherited.join(',') }] },
    );
    expect(problems).toEqual([]);
    expect(new Set(patients!.groups)).toEqual(new Set(inherited));
    expect(new Set(patients!.causes)).toEqual(new Set(inherited));
    const { groups } = analyse(patients!, { at: [1], level: 0.95, interval: 'log' });
    expect(Object.keys(groups).sort()).toEqual([...inherited].sort());
    for (const { causes } of Object.values(groups))
      expect(Object.keys(causes!)).toHaveLength(inherited.length);
  }
});

it('a column that is not there is told, by any name', () => {
  for (const name of inherited)
    expect(readPatients('time,status\n1,1\n', { group: name }).problems[0]!.message).toContain(
      `there is no column "${name}"`,
    );
});

it('on the command line: told as what the scenario has not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sojourn-hostile-'));
  const path = join(folder, 'sound.yaml');
  writeFileSync(path, sound);
  try {
    for (const name of inherited) {
      const lines = [
        ['compare', path, '--set', `${name}=1`],
        ['compare', path, '--set', `${name}.r=1`],
        ['compare', path, '--set', `s.${name}=1`],
        ['compare', path, '--what-if', `${name}=1`],
        ['compare', path, '--vary', `${name}=1:2:3`],
        ['compare', path, '--endpoint', name],
        ['compare', path, '--reference', name],
        ['run', path, '--strategy', name],
        ['run', path, '--endpoint', name],
      ];
      for (const line of lines) {
        const { error, out } = await asked(line);
        expect(error, line.join(' ')).toBeInstanceOf(UsageError);
        expect((error as Error).message).toContain(name);
        expect(out).toBe('');
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('a line of a CSV of 10 MB is told or read, in a message that fits', () => {
  const long = 'x'.repeat(10_000_000);
  const { problems } = readPatients(`time,status\n1,1\n${long},1\n`, {});
  expect(problems[0]!.line).toBe(3);
  expect(problems[0]!.message.length).toBeLessThan(300);
  expect(readPatients(`time,status,note\n1,1,${long}\n`, {}).patients!.times).toEqual(Float64Array.of(1));
});
