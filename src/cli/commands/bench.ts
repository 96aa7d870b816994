import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Argv, CommandModule, Options } from 'yargs';
import { type Card, cardOf, differences, type Place } from '../../card/card.ts';
import { type MeasureOptions, measure, patientsPlanned } from '../../card/measure.ts';
import { cardTables } from '../../card/tables.ts';
import { cardText } from '../../card/text.ts';
import { fullWork, quickWork, type Work } from '../../card/work.ts';
import type { Plan } from '../../plan.ts';
import { readThreads } from '../arguments.ts';
import { FAILED, UsageError } from '../errors.ts';
import { examples } from '../examples.ts';
import { untilInterrupted } from '../interrupt.ts';
import { packageFolder, packageVersion } from '../package.ts';
import { startProgress } from '../progress.ts';
import { readScenarioFile } from '../scenario-file.ts';
import { rejectSlips } from '../slips.ts';
import { writeErr, writeOut } from '../terminal.ts';

interface Arguments {
  card: boolean;
  quick: boolean;
  json: boolean;
  threads?: string;
}

export const benchOptions = {
  card: { type: 'boolean', default: false, describe: 'Also print a short text to paste' },
  quick: { type: 'boolean', default: false, describe: 'About a tenth of the work, rougher figures' },
  threads: { type: 'string', describe: 'Worker threads', defaultDescription: "the machine's" },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
} as const satisfies Record<string, Options>;

export const bench: CommandModule<object, Arguments> = {
  command: 'bench',
  describe: 'Measure how fast this machine simulates',
  builder: (yargs) =>
    yargs
      .options(benchOptions)
      .epilogue(
        `${examples(
          ['sojourn bench --card', 'Ten to twenty seconds on two cores; a table, and a text to paste'],
          ['sojourn bench --quick', 'A first look'],
          ['sojourn bench --json | jq .rows', 'One JSON object for other programs'],
        )}\n\nThe work is fixed: two scenarios that come with the package, each on every engine that works here, on one thread and on all. Its fingerprints must be the same on every machine. Exit code 1: they are not, and the times mean nothing.`,
      ) as unknown as Argv<Arguments>,
  handler: async (argv) => {
    rejectSlips('bench', argv, benchOptions);
    if (argv.card && argv.json)
      throw new UsageError('--card is for people and --json for programs; give one of them');
    const threads = argv.threads === undefined ? availableParallelism() : readThreads(argv.threads);
    const work = argv.quick ? quickWork : fullWork;
    // other commands start without it
    const { poolExecutor } = await import('../../../workers/pool/pool.ts');
    const options = {
      work,
      plans: plansOf(work),
      pool: threads === 1 ? undefined : () => poolExecutor({ threads }),
    };
    const measured = await withProgress(options);
    const card = cardOf(measured, here(), { quick: argv.quick, seed: work.seed, repeats: work.repeats });
    const { out, err } = answerOf(card, argv);
    writeOut(out);
    writeErr(err);
    if (!card.same) process.exitCode = FAILED;
  },
};

/** The first strategy of each scenario of the work. */
function plansOf({ pieces, small }: Work): Record<string, Plan> {
  const names = [...pieces, small].map(({ scenario }) => scenario);
  return Object.fromEntries(
    names.map((name) => {
      const { path, checked } = readScenarioFile(join(packageFolder(), 'scenarios', `${name}.yaml`));
      const plan = Object.values(checked.plans)[0];
      if (!plan) throw new Error(`${path}, which comes with sojourn, was changed and cannot run`);
      return [name, plan];
    }),
  );
}

async function withProgress(options: Omit<MeasureOptions, 'onProgress' | 'signal'>) {
  const progress = startProgress(patientsPlanned(options));
  try {
    return await untilInterrupted((signal) => measure({ ...options, onProgress: progress.update, signal }));
  } finally {
    progress.stop();
  }
}

function here(): Place {
  return {
    version: packageVersion(),
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.replace(/\s+/g, ' ').trim() || 'unknown processor',
    threads: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    runtime: `Node ${process.version}`,
  };
}

/** What is said, and what is complained of: work that was not the work expected. */
export function answerOf(card: Card, { json, card: toPaste }: Pick<Arguments, 'json' | 'card'>) {
  const parts = [cardTables(card), ...(toPaste ? [`To paste:\n\n${cardText(card)}`] : [])];
  return {
    out: `${json ? JSON.stringify(card) : parts.join('\n\n')}\n`,
    err: card.same
      ? ''
      : `sojourn: the work was not the work expected\n${differences(card).join('\n')}\nEither a scenario of this package was changed, or this machine counts otherwise: then please report it.\n`,
  };
}
