import { monitorAnswer } from '../../../answers/monitor/answer.ts';
import { monitorSections } from '../../../answers/monitor/sections.ts';
import { jsonParts } from '../../../media/json.ts';
import { onScreen } from '../../../media/text/screen.ts';
import { closedFormOf } from '../../../trial/expected/index.ts';
import { isOfHazardRatio } from '../../../trial/expected/scales.ts';
import type { Seen } from '../../../trial/monitor.ts';
import { readNumber } from '../../arguments.ts';
import { listed } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { packageVersion } from '../../package.ts';
import { type ReadyTrial, readTrialFile, readyTrial, sourcesOf, type TrialFile } from '../../trial-file.ts';
import { type PresentLook, presentLook } from './data.ts';
import { readSeenLooks } from './looks.ts';
import { type MonitorArguments, options } from './options.ts';

export const monitor = listed({
  name: 'monitor',
  group: 'Trials',
  describe:
    'A look of a running trial: boundary at the events seen, intervals, conditional and predictive power',
  needs: 'a design file',
  takes: {
    design: { type: 'string', demandOption: true, describe: 'Design file (YAML)' },
    data: { type: 'string', describe: 'CSV file with the patients of the present look; or give counts' },
  },
  options,
  examples: [
    [
      'sojourn monitor scenarios/trials/three-looks.yaml --events 99,210 --z 1.1,1.9',
      'The second look came at 210 events in place of 201',
    ],
    [
      'sojourn monitor design.yaml --events 99,201,312 --hazard-ratio 0.80,0.77,0.78 --final',
      'The last look, with more events than planned',
    ],
    [
      'sojourn monitor scenarios/trials/three-looks.yaml trial.csv --events 99 --z 1.1',
      'The first look by counts, the present one from data',
    ],
  ],
  notes:
    'z above 0 and a hazard ratio below 1 favour treatment. Equal to rpact where it has the figure. sojourn schema monitoring describes the JSON.',
  answer: async (argv, session) => {
    const file = readTrialFile(argv.design);
    const ready = await readyTrial(file, session, undefined);
    const present = argv.data === undefined ? undefined : presentLook(argv.data, argv, ready.design);
    const seen = seenOf(argv, file, ready, present);
    const answer = monitorAnswer({
      ...{ design: ready.design, rules: ready.rules, seen },
      ...(ready.target !== undefined && { target: ready.target }),
      provenance: {
        program: 'sojourn',
        version: packageVersion(),
        ...sourcesOf(file),
        data: present?.source ?? null,
      },
    });
    return {
      json: () => jsonParts(answer),
      text: () => `${file.raw.trial}\n\n${onScreen(monitorSections(answer), true)}\n`,
    };
  },
});

/** Reads what the trial has seen. @throws UsageError for what does not fit the design */
function seenOf(
  argv: MonitorArguments,
  file: TrialFile,
  { design, target }: ReadyTrial,
  present: PresentLook | undefined,
): Seen {
  const { kind } = design.test;
  if (kind === 'binomial' || kind === 'one-sample-log-rank')
    throw new UsageError(
      `${file.path}: the design has a single arm, must have two to be monitored by boundaries`,
    );
  if (kind === 'proportion')
    throw new UsageError(
      `${file.path}: the test is of the share of patients with an event, must be of events to be monitored`,
    );
  // what is expected of the arms does not depend on which looks are left out
  const held = design.looks.map(({ skipBelow: _, ...look }) => look);
  const closed = closedFormOf({ ...design, looks: held }, target).closedForm;
  const planned =
    design.boundaries.observed?.planned ?? design.events ?? closed?.looks[design.looks.length - 1]?.events;
  const looks = readSeenLooks(argv, { design, planned, present });
  const effect =
    argv.effect === undefined
      ? (closed?.averageHazardRatio ?? file.raw['nominal-ratio'])
      : readRatio('--effect', argv.effect);
  if (argv.effect !== undefined && !isOfHazardRatio(design))
    throw new UsageError(
      `--effect ${argv.effect} is a hazard ratio, which the ${kind} test does not estimate`,
    );
  const prior = argv.prior === undefined ? undefined : readPrior(argv.prior);
  if (prior && (!isOfHazardRatio(design) || argv.information !== undefined))
    throw new UsageError('--prior is of a hazard ratio: it needs a log-rank or Cox test, and --events');
  const last = looks[looks.length - 1]!;
  return {
    looks,
    isFinal: argv.final || last.fraction >= 1,
    ...(argv.used !== undefined && { used: readUsed(argv.used, looks.length - 1) }),
    ...(argv.information === undefined && planned !== undefined && { events: planned }),
    ...(effect !== undefined && effect !== null && { effect }),
    ...(prior && { prior }),
  };
}

function readRatio(option: string, text: string): number {
  const ratio = readNumber(text);
  if (!(ratio > 0 && ratio < Infinity))
    throw new UsageError(`${option} ${text} must be a hazard ratio, above 0, such as 0.7`);
  return ratio;
}

function readPrior(text: string): { hazardRatio: number; sd: number } {
  const [hazardRatio, sd, more] = text.split(',').map(readNumber);
  if (more !== undefined || !(hazardRatio! > 0 && hazardRatio! < Infinity && sd! > 0 && sd! < Infinity))
    throw new UsageError(
      `--prior ${text} must be a hazard ratio and the standard deviation of its logarithm, both above 0, such as 0.85,0.11`,
    );
  return { hazardRatio: hazardRatio!, sd: sd! };
}

function readUsed(text: string, earlier: number): number[] {
  if (earlier === 0) throw new UsageError(`--used ${text} is of earlier looks, and there is none`);
  const used = text.split(',').map(readNumber);
  if (used.length !== earlier || used.some((z) => !(z > 0 && z <= 20)))
    throw new UsageError(
      `--used ${text} must be the boundaries on z of the ${earlier} earlier looks, above 0 and at most 20, such as ${Array.from({ length: earlier }, (_, k) => (3.7 - k / 2).toFixed(1)).join(',')}`,
    );
  return used;
}
