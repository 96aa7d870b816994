import type { ArgumentsOf, OptionTable } from '../../option-table.ts';
import { setOption } from '../../overrides.ts';
import { reportOptions } from '../../report.ts';
import { simulationOptions } from '../../simulation.ts';
import { fullOption } from '../../terminal.ts';

export const compareOptions = {
  reference: {
    type: 'string',
    describe: 'Strategy that the others are compared with',
    defaultDescription: 'the first',
  },
  strategy: {
    type: 'string',
    array: true,
    describe: 'Strategies to compare',
    defaultDescription: 'all others',
  },
  endpoint: {
    type: 'string',
    array: true,
    describe: 'Endpoints, the most important first',
    defaultDescription: "all, in the scenario's order",
  },
  subgroup: { type: 'string', array: true, describe: 'Subgroups to compare within, besides all patients' },
  ...simulationOptions,
  tau: {
    type: 'string',
    describe: 'Restriction times of mean survival, such as 36,60',
    defaultDescription: "the scenario's",
  },
  set: setOption,
  'what-if': {
    type: 'string',
    array: true,
    describe: 'Compare the reference with a copy that has these values: parameter=value',
  },
  vary: {
    type: 'string',
    array: true,
    describe:
      'A series of values: parameter=from:to:steps; two make a grid; what-if.parameter varies the what-if',
  },
  draws: {
    type: 'string',
    describe: 'Parameter draws, such as 1000: adds the uncertainty intervals of the evidence',
  },
  'draw-patients': {
    type: 'string',
    describe: 'Patients of each draw, with --draws',
    defaultDescription: '10000',
  },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'Folder for comparison.json and comparisons.csv' },
  ...reportOptions,
} as const satisfies OptionTable;

export type Arguments = ArgumentsOf<typeof compareOptions>;
