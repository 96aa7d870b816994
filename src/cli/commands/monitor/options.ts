import type { ArgumentsOf, OptionTable } from '../../option-table.ts';
import { tableOptions } from '../../table-options.ts';

export const options = {
  events: { type: 'string', describe: 'Events of both arms at each look so far: 99,201' },
  information: {
    type: 'string',
    describe:
      'Instead of events: information of each look as a share of the planned maximum, such as 0.33,0.67',
  },
  z: { type: 'string', describe: 'Z of each look so far, above 0 in favour of treatment: 1.1,1.9' },
  'hazard-ratio': {
    type: 'string',
    describe: 'Instead of z: the estimate of each look, treatment over control',
  },
  final: { type: 'boolean', default: false, describe: 'The trial ends at this look, whatever it shows' },
  used: {
    type: 'string',
    describe: 'Efficacy boundaries on z that earlier looks used, if they differ from those of the design',
  },
  'spending-time': {
    type: 'string',
    describe: 'Argument of the spending function at each look, if not its information: 0.4,0.7',
  },
  effect: { type: 'string', describe: 'Hazard ratio of the design', defaultDescription: 'that of its arms' },
  prior: {
    type: 'string',
    describe: 'Prior of the hazard ratio: its median and the sd of its logarithm, 0.85,0.11',
  },
  time: { type: 'string', describe: 'Column of follow-up times of the data' },
  status: { type: 'string', describe: 'Column of statuses: 0 censored, 1 event' },
  group: { type: 'string', describe: 'Column of the arms', defaultDescription: 'arm' },
  control: { type: 'string', describe: 'The control arm in that column', defaultDescription: "the design's" },
  strata: { type: 'string', describe: 'Column of strata, for a stratified test' },
  ...tableOptions,
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
} as const satisfies OptionTable;

/** The parsed arguments of `monitor`. */
export type MonitorArguments = ArgumentsOf<typeof options>;
