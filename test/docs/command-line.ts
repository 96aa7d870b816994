import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { kaplanMeier, lifeTable } from '../../src/index.ts';
import { asked } from '../cli/in-process.ts';
import { root } from './documents.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Words of a command line, without comments, pipes and redirections. */
export type Words = readonly string[];

/**
 * The arguments of `sojourn` in a line of shell, once for each call.
 *
 * @throws Error for an npm script that does not exist
 */
export function sojournCalls(line: string): Words[] {
  return line
    .replace(/\s+# .*$/, '')
    .split(/\s*&&\s*/)
    .flatMap((command) => {
      const given = (/^[^|>]*/.exec(command)?.[0] ?? '').match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
      const words = given.map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
      const [program, first, ...others] = words;
      if (program === 'npx' && first === 'sojourn') return [others];
      if (program === 'sojourn') return [words.slice(1)];
      if (program === 'node' && first === 'dist/src/cli/main.js') return [others];
      if (program !== 'npm') return [];
      if (['ci', 'install', 'pack'].includes(first ?? '')) return [];
      const script = scripts[first === 'run' ? (others[0] ?? '') : (first ?? '')];
      if (script === undefined) throw new Error(`${command}: package.json has no such script`);
      return sojournCalls(script);
    });
}

/** A word in capitals is a placeholder; a command name alone is only mentioned. */
export const isSpokenOf = (words: Words) => words.length < 2 || words.some((word) => /^[A-Z]+$/.test(word));

/** In place of the numbers that are written, or of the defaults. */
const FEW: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  run: { '-n': '2000' },
  compare: { '-n': '2000' },
  power: { '--replicates': '100' },
  size: { '--replicates': '100' },
  psa: { '-n': '400', '--draws': '20', '--threads': '1' },
  dsa: { '-n': '400', '--threads': '1' },
  voi: { '-n': '400', '--draws': '60', '--threads': '1' },
};

/** Reduces patients, trials and draws of a command whose output is not quoted. */
export function withFew(words: Words): Words {
  if (!Object.hasOwn(FEW, words[0]!) || words.includes('--target-mcse')) return words;
  const few = FEW[words[0]!]!;
  const isWritten = (i: number) => Object.hasOwn(few, words[i] ?? '');
  return [...words.filter((_, i) => !isWritten(i) && !isWritten(i - 1)), ...Object.entries(few).flat()];
}

export const folder = mkdtempSync(join(tmpdir(), 'sojourn-docs-'));
const samples = sampleFiles();

/** Files in place of the reader's own. lung.csv is R's `survival::lung`; its first sex is the published curve. */
function sampleFiles(): Record<string, string> {
  const lung = readFileSync(join(root, 'test/docs/data/lung.csv'), 'utf8');
  const rows = lung.trim().split(/\r?\n/).slice(1);
  const men = rows.map((row) => row.split(',').map(Number)).filter(([, , sex]) => sex === 1);
  const { times, survival } = kaplanMeier(
    lifeTable({ times: men.map(([time]) => time!), statuses: men.map(([, status]) => status! - 1) }),
  );
  const steps = [...survival.keys()].filter((i) => survival[i]! < (survival[i - 1] ?? 1));
  const texts = {
    'lung.csv': lung,
    'trial.csv': [
      'time,status,arm',
      ...rows.map((row) => row.replace(/,(\d),/, (_, s) => `,${s - 1},`)),
    ].join('\n'),
    // 440 patients who entered in the 20 months before the data were cut
    'running.csv': [
      'entry,time,status',
      ...Array.from({ length: 440 }, (_, i) => {
        const seen = 20 - i / 22;
        return i % 5 === 0 ? `${i / 22},${seen / 2},1` : `${i / 22},${seen},0`;
      }),
    ].join('\n'),
    'os.csv': ['time,survival', '0,1', ...steps.map((i) => `${times[i]},${survival[i]}`)].join('\n'),
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), `${text.trim()}\n`);
  return Object.fromEntries(Object.keys(texts).map((name) => [name, join(folder, name)]));
}

/** Replaces file names: input files are found, output goes to a folder of the test. */
function placed(words: Words): string[] {
  return words.flatMap((word, i) => {
    if (['--out', '--report', '--figures'].includes(words[i - 1] ?? '')) {
      mkdirSync(join(folder, 'written'), { recursive: true });
      return [join(folder, 'written', word)];
    }
    if (word in samples) return [samples[word]!];
    if (!word.includes('*')) return [word.replace(/^node_modules\/sojourn\//, '')];
    const pattern = new RegExp(
      `^${word
        .slice(dirname(word).length + 1)
        .replaceAll('.', '\\.')
        .replaceAll('*', '.*')}$`,
    );
    const names = readdirSync(join(root, dirname(word))).filter((name) => pattern.test(name));
    return names.sort().map((name) => `${dirname(word)}/${name}`);
  });
}

export interface Answer {
  text: string;
  code: number;
}

const answers = new Map<string, Promise<Answer>>();
/** Commands whose documents show what they print on one thread. */
const ON_THREADS = ['run', 'compare', 'power', 'size'];

/** Runs a command line once; returns everything that it prints, with the file names as given. */
export function answerOf(words: Words): Promise<Answer> {
  const isOnThreads = ON_THREADS.includes(words[0]!) && !words.includes('--threads');
  return answered(isOnThreads ? [...words, '--threads', '1'] : words);
}

/** Likewise with few patients, and so without threads: they take longer to start than the work takes. */
export const shortAnswerOf = (words: Words): Promise<Answer> => answered(withFew(words));

function answered(words: Words): Promise<Answer> {
  const key = words.join(' ');
  const answer = answers.get(key) ?? ask(words);
  answers.set(key, answer);
  return answer;
}

/** What a program on a slow machine tells while it works. */
const PROGRESS = /^.*\(\d+%\), .* a second, .* left\n/gm;

async function ask(words: Words): Promise<Answer> {
  const { out, err, code = 1, error } = await asked(placed(words));
  if (error !== undefined) throw error;
  return {
    text: `${err.replaceAll(PROGRESS, '')}${out}`
      .replaceAll(`${join(folder, 'written')}/`, '')
      .replaceAll(`${folder}/`, ''),
    code,
  };
}

/** Parses a command line as strictly as the program, and runs nothing. */
export async function readOnly(words: Words): Promise<void> {
  const { error } = await asked(placed(words), async () => 0);
  expect(error).toBeUndefined();
}
