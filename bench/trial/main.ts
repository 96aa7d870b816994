import { printTrials } from './trials.ts';

/** npm run bench:trial -- [repeats] */
const repeats = Number(process.argv[2] ?? 5);
if (Number.isInteger(repeats) && repeats > 0) await printTrials(repeats);
else {
  console.error(`${process.argv[2]} must be a whole number of repeats, such as 5`);
  process.exitCode = 2;
}
