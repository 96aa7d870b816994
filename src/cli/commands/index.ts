import type { ListedCommand } from '../command.ts';
import { analyse } from './analyse.ts';
import { bench } from './bench.ts';
import { calibrate } from './calibrate.ts';
import { check } from './check.ts';
import { compare } from './compare/index.ts';
import { completion } from './completion.ts';
import { dsa } from './dsa.ts';
import { explore } from './explore.ts';
import { init } from './init.ts';
import { merge } from './merge.ts';
import { monitor } from './monitor/index.ts';
import { power } from './power.ts';
import { predict } from './predict.ts';
import { psa } from './psa.ts';
import { reconstruct } from './reconstruct.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { size } from './size.ts';
import { submit } from './submit.ts';
import { voi } from './voi.ts';

/** All commands; within a group in the order of the help. */
export const commands: readonly ListedCommand[] = [
  ...[run, compare, explore, psa, dsa, voi, calibrate, power, size, monitor, predict, analyse, reconstruct],
  ...[check, init, schema, merge(() => commands), submit, completion(() => commands), bench],
];
