import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { schemas } from '../../src/cli/commands/schema.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { answerKeys, designKeys, type FileKind, kindOf, scenarioKeys } from '../../src/cli/file-kind.ts';
import { evidenceSchema, scenarioSchema } from '../../src/scenario/schema/index.ts';
import { trialSchema } from '../../src/trial/language/schema.ts';
import { asked } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'sojourn-kinds-'));
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = (name: string) => readFileSync(new URL(`../../scenarios/${name}`, import.meta.url), 'utf8');
const answer = (key: string, file: string) =>
  JSON.stringify({ provenance: { program: 'sojourn', [file]: { file: 'from.yaml' } }, [key]: [] });

/** A file of each kind, and which commands take it. */
const files: Record<string, { kind: FileKind; text: string; takenBy: string[]; told: string }> = {
  'model.yaml': {
    kind: 'scenario',
    text: shipped('illness-death.yaml'),
    takenBy: ['run', 'compare', 'check'],
    told: 'is a scenario: sojourn run FILE',
  },
  'trial.yaml': {
    kind: 'design',
    text: shipped('trials/three-looks.yaml'),
    takenBy: ['power', 'size', 'check'],
    told: 'is a trial design: sojourn power FILE',
  },
  'figures.yaml': {
    kind: 'evidence',
    text: 'scenario: x\nevidence: { a: { cite: b } }\nfigures:\n  - { quantity: q, value: 1, from: a }\n',
    takenBy: ['check'],
    told: 'holds published figures and no states: sojourn check FILE',
  },
  'patients.csv': {
    kind: 'patients',
    text: 'time,status,arm\n1,0,a\n2,1,b\n',
    takenBy: ['analyse'],
    told: 'is a table of patients: sojourn analyse FILE',
  },
  'adtte.csv': {
    kind: 'patients',
    text: '"AVAL";"CNSR"\r\n"1";"0"\r\n',
    takenBy: ['analyse'],
    told: 'is a table of patients: sojourn analyse FILE',
  },
  'curve.csv': {
    kind: 'curve',
    text: 'time,survival\n0,1\n2,0.5\n',
    takenBy: ['reconstruct'],
    told: 'is a table of a survival curve: sojourn reconstruct FILE',
  },
  'risk.csv': {
    kind: 'numbers at risk',
    text: 'time,at_risk\n0,100\n2,50\n',
    takenBy: [],
    told: 'is a table of numbers at risk: sojourn reconstruct CURVE.csv --at-risk FILE',
  },
  'targets.yaml': {
    kind: 'targets',
    text: 'evidence: { paper: { cite: Someone } }\ntargets:\n  - { endpoint: OS, at: 12, survival: 0.5, from: paper }\n',
    takenBy: [],
    told: 'holds published figures for a calibration: sojourn calibrate SCENARIO --targets FILE takes it',
  },
  'result.json': {
    kind: 'answer',
    text: answer('strategies', 'scenario'),
    takenBy: [],
    told: 'is an answer of sojourn run, which no command reads; it was made from from.yaml',
  },
  'power.json': {
    kind: 'answer',
    text: answer('alternative', 'design'),
    takenBy: [],
    told: 'is an answer of sojourn power, which no command reads; it was made from from.yaml',
  },
  'design.schema.json': {
    kind: 'schema',
    text: shipped('design.schema.json'),
    takenBy: [],
    told: 'is a JSON Schema',
  },
  'report.html': { kind: 'page', text: '<!doctype html>\n<html></html>\n', takenBy: [], told: 'is a page' },
};

const words: Record<string, string[]> = {
  run: ['-n', '1000'],
  compare: [],
  analyse: [],
  reconstruct: ['--at-risk', '0:100'],
  power: [],
  size: [],
  check: [],
};

describe.each(Object.entries(files))('%s', (name, { kind, text, takenBy, told }) => {
  const path = join(folder, name);
  writeFileSync(path, text);

  it(`is ${kind}, whole or its beginning`, () => {
    expect(kindOf(text)).toBe(kind);
    expect(kindOf(`\uFEFF${text}`)).toBe(kind);
    expect(kindOf(text.slice(0, 2 ** 16))).toBe(kind);
  });

  it('is told in one line by every command that takes something else', async () => {
    for (const command of Object.keys(words).filter((one) => !takenBy.includes(one))) {
      const { error, out, err, code } = await asked([command, path, ...words[command]!]);
      const message = error === undefined ? err.trimEnd() : (error as Error).message;
      if (error !== undefined) expect(error).toBeInstanceOf(UsageError);
      else expect(code).toBe(2);
      expect([command, out, message.split('\n').length]).toEqual([command, '', 1]);
      expect(message.startsWith(`${path} ${told.replace('FILE', path)}`), message).toBe(true);
    }
  });
});

it('tells what is too large for what a command takes, too', async () => {
  const path = join(folder, 'many.csv');
  writeFileSync(path, `time,status\n${'1,1\n'.repeat(300_000)}`);
  const { error } = await asked(['run', path]);
  expect((error as Error).message).toBe(`${path} is a table of patients: sojourn analyse ${path} takes it`);
});

describe('a sound file is of no other kind', () => {
  it('keys of scenarios and designs are those of the schemas that the other has not', () => {
    const [scenario, design] = [Object.keys(scenarioSchema.shape), Object.keys(trialSchema.shape)];
    expect([...scenarioKeys].sort()).toEqual(scenario.filter((key) => !design.includes(key)).sort());
    expect([...designKeys].sort()).toEqual(design.filter((key) => !scenario.includes(key)).sort());
    expect(Object.keys(evidenceSchema.shape)).toEqual([
      'scenario',
      'about',
      'evidence',
      'figures',
      'identities',
    ]);
  });

  it('each answer is known by the first of the keys that it has', async () => {
    const byCommand = {
      ...{
        run: 'result',
        compare: 'comparison',
        psa: 'psa',
        dsa: 'dsa',
        voi: 'voi',
        calibrate: 'calibration',
        monitor: 'monitoring',
        predict: 'prediction',
      },
      ...{ analyse: 'analysis', reconstruct: 'reconstruction', power: 'power', size: 'size' },
    } as const;
    const keys = await Promise.all(
      Object.values(byCommand).map(
        async (name) => (await schemas[name as keyof typeof schemas]()) as { required: string[] },
      ),
    );
    const first = keys.map(({ required }) => Object.keys(answerKeys).find((key) => required.includes(key))!);
    expect(first.map((key) => answerKeys[key])).toEqual(Object.keys(byCommand));
    expect(Object.values(answerKeys).sort()).toEqual(Object.keys(byCommand).sort());
  });

  it('a table that may be two things, or has columns of other names, is taken by both', () => {
    expect(kindOf('time,status,survival\n1,0,1\n')).toBe('table');
    expect(kindOf('months,death\n1,0\n')).toBe('table');
    expect(kindOf('time,status\n')).toBeUndefined();
  });

  it('one key of a design does not make a design of a scenario', () => {
    expect(kindOf('scenario: x\ntarget: 1\nstart: a\nstates: { a: {} }\n')).toBe('scenario');
    expect(kindOf('trial: x\n')).toBeUndefined();
  });
});

describe('check of a design', () => {
  const check = (...line: string[]) => asked(['check', ...line]);
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const design = shipped('trials/three-looks.yaml');

  it('sound: says what is checked in one line', async () => {
    const path = write('sound.yaml', design);
    const { out, err, code } = await check(path);
    expect([out, err]).toEqual([
      `${path}: sound: Control against Treatment, log-rank test, 3 analyses, 600 patients\n`,
      '',
    ]);
    expect(code).toBe(0);
  });

  it('wrong: what power says, and the files after it are looked at', async () => {
    const path = write('wrong.yaml', design.replace('patients: 600', 'patients: 1'));
    const { error } = await asked(['power', path]);
    const { out, err, code } = await check(join(folder, 'none.yaml'), path, join(folder, 'model.yaml'));
    expect((error as Error).message).toMatch(/:\d+:\d+ patients is 1/);
    expect(err).toBe(`${join(folder, 'none.yaml')}: no such file\n${(error as Error).message}\n`);
    expect(out).toContain('model.yaml: sound: ');
    expect(code).toBe(2);
  });

  it('the scenario that it names is checked too', async () => {
    const of = (scenario: string) =>
      write(
        'strategies.yaml',
        `trial: x\nunit: year\nscenario: ${scenario}\narms: { control: { strategy: usual-care }, treatment: { strategy: prevention } }\nendpoint: survival\npatients: 100\naccrual: { duration: 2 }\nfollow-up: 5\ntest: log-rank\n`,
      );
    const model = join(folder, 'model.yaml');
    const sound = await check(of('model.yaml'));
    expect(sound.err).toBe('');
    expect(sound.out).toContain(`1 analysis, 100 patients; ${model}: sound: `);
    const bad = write('bad.yaml', shipped('illness-death.yaml').replace('start: healthy', 'start: helthy'));
    const { out, err, code } = await check(of('bad.yaml'));
    expect(out).toBe('');
    expect(err).toMatch(/^\S+bad\.yaml:\d+:8 state "helthy" is not defined; did you mean "healthy"\?\n/);
    expect(bad).toBe(join(folder, 'bad.yaml'));
    expect(code).toBe(2);
    const other = await check(of('patients.csv'));
    expect(other.err).toMatch(/strategies\.yaml:3:11 \S+patients\.csv is a table of patients: /);
  });
});

it('every scenario and design in the house is one', () => {
  const yaml = (folder: string) =>
    readdirSync(new URL(`../../scenarios/${folder}`, import.meta.url)).filter((name) =>
      name.endsWith('.yaml'),
    );
  for (const name of yaml('.')) expect(kindOf(shipped(name))).toBe('scenario');
  for (const name of yaml('trials')) expect(kindOf(shipped(`trials/${name}`))).toBe('design');
});
