import { psaAnswer } from '../../answers/psa/answer.ts';
import { bandsCsv, drawLines, parameterLines } from '../../answers/psa/rows.ts';
import type { PsaAnswer } from '../../answers/psa/schema.ts';
import { psaSections } from '../../answers/psa/tables.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { shareOf } from '../../parts/ranges.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { keepingDraws } from '../../study/draws/keeping.ts';
import {
  psa as analyseDraws,
  drawRange,
  type PsaResult,
  type VariantQuestions,
} from '../../study/psa/index.ts';
import { readNumber } from '../arguments.ts';
import { chosen } from '../choices.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import { wanting } from '../keep/kept-run.ts';
import { keepOptions, readShard, shardOption } from '../keep/options.ts';
import { shardDone } from '../kept-strategies.ts';
import type { OptionTable } from '../option-table.ts';

import { folderOf } from '../output.ts';
import { packageVersion } from '../package.ts';
import { posteriorOf } from '../posterior.ts';
import { type Report, reportOptions } from '../report.ts';
import { drawable, readScenarioFile } from '../scenario-file.ts';
import { readSimulation, simulationOptions } from '../simulation.ts';
import { fullOption } from '../terminal.ts';
import { asUsageErrors, drawOptions, readDrawing, readVariants, variantOptions } from './study-options.ts';

const { seed, threads, engine, generator } = simulationOptions;

const { at, tau, ...choices } = variantOptions;

const options = {
  ...choices,
  ...drawOptions,
  subgroup: { type: 'string', array: true, describe: 'Subgroups to look at apart, besides everybody' },
  'target-mcse': {
    type: 'string',
    describe: 'MCSE of the mean to reach, as 0.002 of a share; --draws and -n are then the most',
  },
  outcome: {
    type: 'string',
    describe: 'What --target-mcse is of, such as "OS at 36"',
    defaultDescription: 'survival at the last landmark',
  },
  ...{ seed, threads, engine, generator, at, tau },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  ...keepOptions,
  ...shardOption,
  out: { type: 'string', describe: 'Folder for psa.json, draws.csv, parameters.csv and bands.csv' },
  ...reportOptions,
} as const satisfies OptionTable;

const outNames = ['psa.json', 'draws.csv', 'parameters.csv', 'bands.csv'] as const;

export const psa = listed({
  name: 'psa',
  group: 'Simulate',
  describe: 'Draw the numbers of a scenario from their evidence, and print how uncertain its figures are',
  needs: 'a scenario file',
  takes: { scenario: { type: 'string', demandOption: true, describe: 'Scenario file (YAML)' } },
  options,
  examples: [
    [
      'sojourn psa scenarios/stage-iv-rectal.yaml --strategy total-neoadjuvant --endpoint OS --draws 200',
      'Uncertainty intervals of a comparison',
    ],
    [
      'sojourn psa scenarios/benchmark.yaml --draws 100 -n 2000 --out psa',
      'Of one strategy, every draw as CSV',
    ],
    ['sojourn check scenarios/stage-iv-rectal.yaml --uncertainty', 'The distribution of each number'],
  ],
  notes:
    'Each number with counts, an interval, a range or a distribution is drawn; others are held fixed and named. Intervals are of the evidence; the chance of the patients is taken out. Results do not depend on the number of threads. sojourn schema psa describes the JSON.',
  place: ({ out }) => folderOf(out, outNames),
  answer: async (argv, session) => {
    const simulation = readSimulation(argv);
    const { draws, patients } = readDrawing(argv);
    const file = readScenarioFile(argv.scenario, { compileOnly: () => [] });
    const scenario = drawable(file);
    const { unit } = scenario.time;
    const { strategies, questions: asked } = readVariants(scenario, argv);
    const questions: VariantQuestions = {
      ...asked,
      subgroups: chosen('--subgroup', argv.subgroup ?? [], Object.keys(scenario.subgroups)),
      ...(strategies.length > 1 && { ratios: { periods: [] } }),
    };
    const target = readTarget(argv);
    const [reference] = strategies;
    const shard = readShard(argv);
    if (shard && target)
      throw new UsageError(
        '--shard and --target-mcse exclude each other: how many draws a precision takes shows only when all are simulated; choose --draws',
      );
    const posterior = scenario.posteriorRows?.source?.sha256;
    const kept = session.keeping({
      inputs: { scenario: file.hash, ...(posterior !== undefined && { posterior }) },
      free: ['draws', 'target-mcse', 'outcome'],
    });
    const own = await session.drawExecutor(simulation.threads);
    const executor = kept
      ? keepingDraws(own, target ? kept : wanting(kept, { first: 0, count: draws }))
      : own;
    if (shard) {
      const share = shareOf({ first: 0, count: draws }, shard);
      const { seed, engine, generator } = simulation;
      const job = { scenario, strategies, seed, patients, draws, executor, engine, generator, questions };
      await session.work(share.count, 'draws', (working) =>
        asUsageErrors(() => drawRange({ ...job, ...working }, share)),
      );
      return shardDone({ keep: argv.keep!, shard, share, unit: 'draws' });
    }
    const { done: result, seconds } = await session.work(draws, 'draws', (working) =>
      asUsageErrors(() =>
        analyseDraws({
          ...{ scenario, strategies, seed: simulation.seed, patients, draws, executor },
          ...{ engine: simulation.engine, generator: simulation.generator },
          ...{ questions, target },
          ...working,
        }),
      ),
    );
    const answer = psaAnswer(result, scenario, reference, {
      version: packageVersion(),
      scenario: { file: file.path, sha256: file.hash, title: scenario.scenario },
      ...posteriorOf(scenario),
      ...{ seed: simulation.seed, threads: executor.threads, seconds },
      ...{ engine: simulation.engine, generator: simulation.generator },
    });
    return {
      json: () => jsonParts(answer),
      text: () => printed(answer, scenario, unit, argv.full),
      report: () => reportOf({ scenario, answer, result, command: session.repeats({}) }),
      files: () => ({
        'psa.json': jsonParts(answer, 2),
        'draws.csv': drawLines(result),
        'parameters.csv': parameterLines(result),
        'bands.csv': bandsCsv(result, questions.endpoints),
      }),
    };
  },
});

async function reportOf(report: {
  scenario: Scenario;
  answer: PsaAnswer;
  result: PsaResult;
  command: string;
}): Promise<Report> {
  const { psaFigures, psaPage, documentOf, figuresIn } = await import('../../page/index.ts');
  const figures = psaFigures(report);
  return { figures: figuresIn(figures), page: () => documentOf(psaPage(report, figures)) };
}

/** @throws UsageError for an outcome that goes with no precision */
function readTarget({
  targetMcse,
  outcome,
}: {
  targetMcse?: string;
  outcome?: string;
}): { outcome?: string; mcse: number } | undefined {
  if (targetMcse === undefined) {
    if (outcome === undefined) return undefined;
    throw new UsageError(`--outcome ${outcome} is what --target-mcse is of; give that too`);
  }
  const mcse = readNumber(targetMcse);
  if (!(mcse > 0 && mcse < Infinity))
    throw new UsageError(
      `--target-mcse ${targetMcse} must be a number above 0: of a share, such as 0.002, or of a time`,
    );
  return { ...(outcome !== undefined && { outcome }), mcse };
}

/** Lines of what stands above and below the tables. */
const AROUND = 8;

function printed(answer: PsaAnswer, scenario: Scenario, unit: string, isFull: boolean): string {
  const { draws, n, seconds, threads, seed: text } = answer.provenance;
  const strategies = Object.keys(answer.strategies).length;
  return `${scenario.scenario}\nTime in ${unit}s from ${scenario.time.origin}, up to ${scenario.time.horizon}. ${whole(draws)} parameter draws of ${whole(n)} patients each.\n\n${onScreen(psaSections(answer, unit), isFull, AROUND)}\n\n${whole(draws * n * strategies)} patients in ${seconds.toFixed(2)} s, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${text}\n`;
}
