import type { Argv, CommandModule } from 'yargs';
import { MISUSED } from '../errors.ts';
import { examples } from '../examples.ts';
import { problemLines } from '../problem-lines.ts';
import { readScenarioFile } from '../scenario-file.ts';
import { writeErr, writeOut } from '../terminal.ts';

interface Arguments {
  scenario: string[];
}

export const check: CommandModule<object, Arguments> = {
  command: 'check <scenario..>',
  describe: 'Find everything that is wrong with a scenario, without simulating',
  builder: (yargs) =>
    yargs
      .positional('scenario', {
        type: 'string',
        demandOption: true,
        describe: 'Scenario files, or files of published figures',
        default: undefined,
      })
      .epilogue(
        `${examples(
          ['sojourn check scenarios/stage-iv-rectal.yaml', 'Syntax, names, chances, laws, evidence'],
          ['sojourn check scenarios/*.yaml', 'All of them'],
        )}\n\nProblems go to stderr as file:line:column message. Exit code 0: nothing is wrong; 2: something is.\n\nThe evidence lint compares printed percentages with their counts, intervals with their estimates, hazard ratios with their P values, and asks every number for its evidence.`,
      ) as unknown as Argv<Arguments>,
  handler: ({ scenario }) => {
    for (const path of scenario) {
      const { checked } = readScenarioFile(path);
      const problems = [...checked.errors, ...checked.evidence];
      const all = [...problems, ...checked.warnings].sort((a, b) => a.line - b.line || a.column - b.column);
      if (all.length > 0) writeErr(`${problemLines(path, all)}\n`);
      if (problems.length > 0) process.exitCode = MISUSED;
      else writeOut(`${path}: ${summary(checked)}\n`);
    }
  },
};

function summary({ scenario, isEvidence, warnings }: ReturnType<typeof readScenarioFile>['checked']): string {
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
