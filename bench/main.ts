import { engines } from '../src/kernel/primitives/index.ts';
import { printDraws } from './draws/draws.ts';
import { measure } from './measure.ts';
import { type BenchOptions, readOptions, USAGE } from './options.ts';
import { printAgainst } from './print/against.ts';
import { print } from './print/index.ts';
import { runProgram } from './program.ts';
import { here, load, save } from './results.ts';
import { rowsOf } from './rows.ts';
import { printTrials } from './trial/trials.ts';

await runProgram({ usage: USAGE, readOptions, main });

async function main({ scenarios, repeats, ...names }: BenchOptions, words: readonly string[]): Promise<void> {
  const earlier = names.against === undefined ? undefined : load(names.against);
  const rows = rowsOf(
    scenarios,
    engines.map(({ name }) => name),
  );
  // read before the work: a commit may be made during a long run
  const where = { ...here(), command: ['npm run bench --', ...words].join(' ') };
  const results = { ...where, ...(await measure(rows, repeats)) };
  print(results);
  if (!words.includes('--only')) {
    await printTrials(repeats);
    await printDraws(repeats);
  }
  if (earlier) {
    const differs = printAgainst(results, names.against!, earlier);
    if (differs) process.exitCode = 1;
  }
  if (names.save !== undefined) console.error(`saved as ${save(names.save, results)}`);
}
