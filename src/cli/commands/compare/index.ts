import { entriesOf } from '../../../answers/compare/answer.ts';
import type { CompareAnswer, ComparePoint } from '../../../answers/compare/schema.ts';
import { compareText } from '../../../answers/compare/text.ts';
import { uncertaintyOf, withUncertainty } from '../../../answers/compare/uncertainty.ts';
import type { Curve } from '../../../estimates/curves.ts';
import { jsonParts } from '../../../media/json.ts';
import { whole } from '../../../media/numbers.ts';
import type { PsaReport } from '../../../page/psa/figures.ts';
import { questionsOf } from '../../../run/run.ts';
import type { Asked } from '../../../scenario/compile/asked.ts';
import type { Scenario } from '../../../scenario/schema/index.ts';
import { isSame } from '../../../scenario/unused.ts';
import { compareQuestions, compare as compareStrategies, FEWEST } from '../../../study/compare/index.ts';
import { pointsOf } from '../../../study/compare/vary.ts';
import { readPatients, readTimes } from '../../arguments.ts';
import { chosen } from '../../choices.ts';
import { listed } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { folderOf } from '../../output.ts';
import { WHAT_IF } from '../../overrides.ts';
import { packageVersion } from '../../package.ts';
import { posteriorOf } from '../../posterior.ts';
import type { Report } from '../../report.ts';
import { readScenarioFile, readyToDraw, runnable } from '../../scenario-file.ts';
import { readSimulation } from '../../simulation.ts';
import { outFiles, outNames } from './answer.ts';
import { drawn, readDraws } from './draws.ts';
import { type Arguments, compareOptions } from './options.ts';
import { tryPoints } from './plans.ts';
import { checkPoints, readStudy, withPoint } from './study.ts';

export const compare = listed({
  name: 'compare',
  group: 'Simulate',
  describe: 'Compare strategies of a scenario, or a what-if, using common random numbers',
  needs: 'a scenario file',
  takes: { scenario: { type: 'string', demandOption: true, describe: 'Scenario file (YAML)' } },
  options: compareOptions,
  examples: [
    ['sojourn compare scenarios/illness-death.yaml', 'All strategies against the first'],
    [
      'sojourn compare scenarios/stage-iv-rectal.yaml --strategy watch-and-wait --endpoint OS',
      'One strategy, one endpoint',
    ],
    [
      'sojourn compare scenarios/illness-death.yaml -n 20k --draws 100 --draw-patients 2k',
      'With the uncertainty intervals of the evidence',
    ],
    [
      'sojourn compare scenarios/illness-death.yaml --what-if falls-ill=0.02',
      'The reference against itself with another value',
    ],
    [
      'sojourn compare scenarios/illness-death.yaml --vary prevention-ratio=0.4:1:7',
      'How the differences respond, in a table and a plot',
    ],
  ],
  notes:
    'Differences are strategy - reference, each beside its Monte Carlo standard error from batches of paired patients. sojourn schema comparison describes the JSON.',
  place: ({ out }) => folderOf(out, outNames),
  answer: async (argv, session) => {
    const simulation = readSimulation(argv);
    const n = argv.n === undefined ? 1e6 : readPatients(argv.n);
    if (n < FEWEST)
      throw new UsageError(`-n ${argv.n} is too few to compare, must be at least ${whole(FEWEST)}`);
    const file = readScenarioFile(argv.scenario, {
      compileOnly: (all) => named(all, argv),
      asked: (all) => askedOf(all, argv),
    });
    const { scenario: sound, plans } = runnable(file);
    const given = argv.draws === undefined ? sound : readyToDraw(file, sound);
    const study = readStudy(given, argv);
    const { horizon } = given.time;
    const asked = questionsOf(given, argv.at === undefined ? undefined : readTimes(argv.at, horizon));
    const rmst = argv.tau === undefined ? asked.rmst : readTimes(argv.tau, horizon, '--tau');
    if (rmst.includes(0)) throw new UsageError(`--tau ${argv.tau}: a mean up to 0 is 0; it must be later`);
    const questions = compareQuestions({ ...asked, rmst }, horizon);
    const endpoints = argv.endpoint
      ? chosen('--endpoint', argv.endpoint, Object.keys(given.endpoints))
      : Object.keys(given.endpoints);
    if (endpoints.length === 0)
      throw new UsageError(`${argv.scenario} defines no endpoint; there is nothing to compare`);
    const subgroups = chosen('--subgroup', argv.subgroup ?? [], Object.keys(given.subgroups));
    const points = pointsOf(study.vary);
    const size = readDraws(argv);
    checkPoints(study, points);

    const plansAt = tryPoints(study, points, plans, askedOf(given, argv));
    let same: string[] = [];
    const executor = await session.executor(simulation.threads);
    const strategies = study.strategies.length + 1;
    const total = n * strategies * points.length;
    const answered: ComparePoint[] = [];
    let batches = 0;
    let curves: Curve[] = [];
    const { seconds } = await session.work(total, 'patients', async ({ signal, onProgress }) => {
      for (const [i, point] of points.entries()) {
        const { scenario, ...arms } = await plansAt(i);
        signal.throwIfAborted();
        // points of a series may well be identical strategies
        if (study.vary.length === 0)
          same = study.strategies.filter((_, k) => isSame(arms.plans[k]!, arms.reference));
        const result = await compareStrategies({
          ...simulation,
          ...arms,
          n,
          executor,
          questions,
          endpoints,
          subgroups,
          onProgress: (done) => onProgress(i * n * strategies + done, total),
          signal,
        });
        batches = result.batches;
        if (session.wants.report && study.vary.length === 0) curves = result.curves();
        answered.push({
          set: point,
          fingerprint: result.fingerprint,
          comparisons: entriesOf(result, scenario),
        });
      }
    });
    const scenario = withPoint(study, points[0]!);
    const uncertain =
      size &&
      (await drawn(session, simulation, size, {
        ...{ file, scenario, endpoints, subgroups, questions },
        strategies: [study.reference, ...study.strategies],
      }));
    const [first] = answered as [ComparePoint];
    const { whatIf, set, vary, reference } = study;
    const answer: CompareAnswer = {
      provenance: {
        program: 'sojourn',
        version: packageVersion(),
        scenario: { file: file.path, sha256: file.hash, title: given.scenario },
        ...posteriorOf(given),
        seed: simulation.seed,
        n,
        threads: executor.threads,
        engine: simulation.engine,
        generator: simulation.generator,
        fingerprint: first.fingerprint,
        seconds,
        patientsPerSecond: total / seconds,
        batches,
      },
      reference: { name: reference, title: given.strategies[reference]?.title ?? reference },
      set: [...set, ...whatIf.map((one) => ({ ...one, strategy: WHAT_IF }))],
      ...(uncertain && { uncertainty: uncertaintyOf(uncertain.answer) }),
      ...(vary.length === 0
        ? {
            comparisons: uncertain ? withUncertainty(first.comparisons, uncertain.answer) : first.comparisons,
          }
        : { vary, points: answered }),
    };
    return {
      json: () => jsonParts(answer),
      text: () => compareText(answer, given, questions, { same, isFull: argv.full }),
      files: () => outFiles(answer),
      report: () => {
        const command = session.repeats({ n: '1e6' });
        const draws = uncertain && { scenario, ...uncertain, command };
        return reportOf({ scenario, answer, curves, command, ...(draws && { draws }) });
      },
    };
  },
});

async function reportOf(report: {
  scenario: Scenario;
  answer: CompareAnswer;
  curves: Curve[];
  command: string;
  draws?: PsaReport;
}): Promise<Report> {
  const { compareFigures, comparePage, documentOf, figuresIn } = await import('../../../page/index.ts');
  const figures = compareFigures(report);
  return { figures: figuresIn(figures), page: () => documentOf(comparePage(report, figures)) };
}

/**
 * What to count for each strategy: the endpoints and subgroups that the user names, even if unknown, and all
 * proportions.
 */
function askedOf(
  scenario: Scenario,
  { endpoint, subgroup = [] }: Pick<Arguments, 'endpoint' | 'subgroup'>,
): Asked {
  const known = (names: readonly string[], all: object) => names.filter((name) => Object.hasOwn(all, name));
  const endpoints = endpoint ? known(endpoint, scenario.endpoints) : Object.keys(scenario.endpoints);
  return {
    endpoints,
    times: { endpoints },
    subgroups: known(subgroup, scenario.subgroups),
    states: false,
    followUp: false,
  };
}

/** The strategies that the user names, even if unknown. */
function named(
  all: readonly string[],
  { reference, strategy, whatIf }: Pick<Arguments, 'reference' | 'strategy' | 'whatIf'>,
): readonly string[] {
  if (strategy) return [reference ?? all[0]!, ...strategy];
  return whatIf ? [reference ?? all[0]!] : all;
}
