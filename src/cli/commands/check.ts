import { uncertaintyBlocks } from '../../answers/psa/uncertainty.ts';
import { testWords } from '../../answers/trial/words.ts';
import { LARGEST_FILE } from '../../language/yaml.ts';
import { whole } from '../../media/numbers.ts';
import { blocksText } from '../../media/text/blocks.ts';
import { visibleLine } from '../../media/text/visible.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { resolveHypotheses } from '../../trial/language/hypotheses.ts';
import { resolveMultiArm } from '../../trial/language/multi-arm.ts';
import { resolveTrial } from '../../trial/language/resolve.ts';
import { uncertaintyOf } from '../../uncertainty/items.ts';
import { listed } from '../command.ts';
import { MISUSED, UsageError } from '../errors.ts';
import { kindOf } from '../file-kind.ts';
import { problemLines } from '../problem-lines.ts';
import { drawable, type ScenarioFile, scenarioFileOf, shippedHint } from '../scenario-file.ts';
import { writeErr } from '../terminal.ts';
import { readText } from '../text-file.ts';
import { checked, runnableAt, trialFileOf } from '../trial-file.ts';

export const check = listed({
  name: 'check',
  group: 'Tools',
  describe: 'Find everything that is wrong with a scenario or a trial design, without simulating',
  needs: 'a scenario or design file',
  takes: {
    file: {
      type: 'string',
      array: true,
      demandOption: true,
      default: undefined,
      describe: 'Scenario files, files of published figures, design files',
    },
  },
  options: {
    uncertainty: {
      type: 'boolean',
      default: false,
      describe: 'Also print what the evidence leaves uncertain: the distribution of each number',
    },
  },
  examples: [
    ['sojourn check scenarios/stage-iv-rectal.yaml', 'Syntax, names, chances, laws, evidence'],
    ['sojourn check scenarios/*.yaml', 'All of them'],
    [
      'sojourn check scenarios/trials/after-completion-from-entry.yaml',
      'A design, and the scenario that it names',
    ],
  ],
  notes:
    'Problems go to stderr as file:line:column message. Exit code 0: nothing is wrong; 2: something is.\n\nThe evidence lint compares printed percentages with their counts, intervals with their estimates, hazard ratios with their P values, and asks every number for its evidence.',
  answer: ({ file, uncertainty }) => {
    const results = file.map((path) => ({ path, ...wordsOf(path) }));
    const sound = results.filter(({ words }) => words !== undefined);
    return {
      text: () =>
        uncertainty
          ? sound
              .map(({ path, words, scenario }) =>
                [`${path}: ${words}`, ...uncertaintyTexts(scenario)].join('\n\n'),
              )
              .join('\n\n')
              .concat('\n')
          : sound.map(({ path, words }) => `${path}: ${words}\n`),
      exitCode: sound.length < results.length ? MISUSED : 0,
    };
  },
});

/**
 * The summary of a sound file; undefined after problems, which are printed here, so that further files are still
 * checked.
 */
function wordsOf(path: string): { words?: string; scenario?: Scenario } {
  try {
    const read = readText(path, {
      name: 'scenario or design file',
      example: 'name.yaml',
      format: 'a scenario is YAML in UTF-8',
      largest: LARGEST_FILE,
      hint: shippedHint,
      wanted: ['scenario', 'evidence', 'design'],
    });
    return kindOf(read.text) === 'design' ? { words: designWords(path, read) } : scenarioWords(path, read);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    writeErr(`${error.message}\n`);
    return {};
  }
}

interface Read {
  text: string;
  hash: string;
}

function scenarioWords(path: string, read: Read): { words?: string; scenario?: Scenario } {
  const file = scenarioFileOf(path, read);
  if (!isSound(file)) return {};
  return { words: summary(file), scenario: file.checked.scenario && drawable(file) };
}

/** The uncertain and the fixed numbers of a model, if there is a model. */
function uncertaintyTexts(scenario: Scenario | undefined): string[] {
  if (!scenario) return [];
  const uncertainty = uncertaintyOf(scenario, Object.keys(scenario.strategies));
  return [blocksText(uncertaintyBlocks(uncertainty))];
}

/** The summary of a design and the scenario that it names. */
function designWords(path: string, read: Read): string | undefined {
  const { file, scenario } = trialFileOf(path, read);
  const isScenarioSound = scenario === null || isSound(scenario);
  // the arms of a scenario with errors are not known
  if (scenario && scenario.checked.errors.length > 0) return undefined;
  const content = scenario && (scenario.checked.scenario ?? runnableAt(file, scenario).scenario);
  const context = content ? { scenario: content } : {};
  const ofArms = file.raw.comparisons && checked(file, resolveMultiArm(file.raw, context)).design!;
  const several =
    !ofArms && file.raw.hypotheses ? checked(file, resolveHypotheses(file.raw, context)).design! : undefined;
  const resolved = (several ?? ofArms) ? undefined : checked(file, resolveTrial(file.raw, context));
  if (!isScenarioSound) return undefined;
  const one = (resolved?.design ?? resolved?.needsFractions)!;
  const { arms, looks, patients } = several ?? ofArms ?? one;
  const parts = [
    arms.map(({ title }) => visibleLine(title)).join(' against '),
    several
      ? count(several.hypotheses.length, 'hypothesis', 'hypotheses')
      : testWords((ofArms ?? one).test, file.raw.unit),
    count(looks.length, 'analysis', 'analyses'),
    `${whole(patients)} patients`,
    ...(several || ofArms || resolved?.design ? [] : ['boundaries once simulation tells how events come in']),
  ];
  const named = scenario ? `; ${scenario.path}: ${summary(scenario)}` : '';
  return `sound: ${parts.join(', ')}${named}`;
}

/** Prints all problems of a scenario. @returns whether there are no errors */
function isSound({ path, checked }: ScenarioFile): boolean {
  const problems = [...checked.errors, ...checked.evidence];
  const all = [...problems, ...checked.warnings].sort((a, b) => a.line - b.line || a.column - b.column);
  if (all.length > 0) writeErr(`${problemLines(path, all)}\n`);
  return problems.length === 0;
}

function summary({ checked: { scenario, isEvidence, warnings } }: ScenarioFile): string {
  const noted = warnings.length > 0 ? `, ${count(warnings.length, 'warning')}` : '';
  if (isEvidence || !scenario) return `the figures agree with each other${noted}`;
  const parts = [
    count(Object.keys(scenario.strategies).length, 'strategy', 'strategies'),
    count(Object.keys(scenario.states).length, 'state'),
    count(Object.keys(scenario.parameters).length, 'parameter'),
    count(Object.keys(scenario.endpoints).length, 'endpoint'),
    count(scenario.targets.length, 'target'),
  ];
  return `sound: ${parts.join(', ')}${noted}`;
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
