import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Card, cardOf, differences, type Place } from '../../card/card.ts';
import { measure, patientsPlanned } from '../../card/measure.ts';
import { cardTables } from '../../card/tables.ts';
import { cardText } from '../../card/text.ts';
import { fullWork, quickWork, type Work } from '../../card/work.ts';
import type { Plan } from '../../plan.ts';
import type { Answer } from '../answer.ts';
import { readThreads } from '../arguments.ts';
import { listed } from '../command.ts';
import { FAILED, UsageError } from '../errors.ts';
import type { OptionTable } from '../option-table.ts';
import { packageFolder, packageVersion } from '../package.ts';
import { readScenarioFile } from '../scenario-file.ts';

const options = {
  card: { type: 'boolean', default: false, describe: 'Also print a short text to paste' },
  quick: { type: 'boolean', default: false, describe: 'About a tenth of the work, rougher figures' },
  threads: { type: 'string', describe: 'Worker threads', defaultDescription: "the machine's" },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
} as const satisfies OptionTable;

export const bench = listed({
  name: 'bench',
  group: 'Tools',
  describe: 'Measure how fast this machine simulates',
  takes: {},
  options,
  examples: [
    ['sojourn bench --card', 'Ten to twenty seconds on two cores; a table, and a text to paste'],
    ['sojourn bench --quick', 'A first look'],
    ['sojourn bench --json | jq .rows', 'One JSON object for other programs'],
  ],
  notes:
    'The work is fixed: two scenarios that come with the package, each on every engine that works here, on one thread and on all. Its fingerprints must be the same on every machine. Exit code 1: they are not, and the times mean nothing.',
  answer: async (argv, session) => {
    if (argv.card && argv.json)
      throw new UsageError('--card is for people and --json for programs; give one of them');
    const threads = argv.threads === undefined ? availableParallelism() : readThreads(argv.threads);
    const work = argv.quick ? quickWork : fullWork;
    // loaded here, so that other commands start faster
    const { poolExecutor } = await import('../../../workers/pool/pool.ts');
    const asked = {
      work,
      plans: plansOf(work),
      pool: threads === 1 ? undefined : () => poolExecutor({ threads }),
    };
    const { done: measured } = await session.work(patientsPlanned(asked), 'patients', (working) =>
      measure({ ...asked, ...working }),
    );
    const card = cardOf(measured, here(), { quick: argv.quick, seed: work.seed, repeats: work.repeats });
    return answerOf(card, argv.card);
  },
});

/** The plan of the first strategy of each scenario of the workload. */
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

/** The text of the card, and complaints about work with unexpected results. */
export function answerOf(card: Card, isToPaste: boolean): Answer {
  const parts = [cardTables(card), ...(isToPaste ? [`To paste:\n\n${cardText(card)}`] : [])];
  const lines = ['sojourn: the work was not the work expected', ...differences(card)];
  const why =
    'Either a scenario of this package was changed, or this machine counts otherwise: then please report it.';
  return {
    json: () => [`${JSON.stringify(card)}\n`],
    text: () => [`${parts.join('\n\n')}\n`],
    ...(card.same ? {} : { remarks: `${[...lines, why].join('\n')}\n`, exitCode: FAILED }),
  };
}
