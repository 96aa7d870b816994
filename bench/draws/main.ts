import { printDraws } from './draws.ts';

/** npm run bench:draws -- [repeats] */
const repeats = Number(process.argv[2] ?? 5);
if (Number.isInteger(repeats) && repeats > 0) await printDraws(repeats);
else {
  console.error(`${process.argv[2]} must be a whole number of repeats, such as 5`);
  process.exitCode = 2;
}
