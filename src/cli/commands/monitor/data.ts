import { ln } from '../../../math/elementary.ts';
import { whole } from '../../../media/numbers.ts';
import { readPatients } from '../../../patients/index.ts';
import { levelsOf } from '../../../study/analyse/levels.ts';
import { coxPh, logRank } from '../../../survival/index.ts';
import { tieNearTimes } from '../../../survival/near-ties.ts';
import type { TrialDesign } from '../../../trial/design.ts';
import { ratioScaleOf } from '../../../trial/expected/scales.ts';
import { UsageError } from '../../errors.ts';
import { problemsIn } from '../../problem-lines.ts';
import { patientData, tableOf } from '../../table-options.ts';
import { readText } from '../../text-file.ts';
import type { MonitorArguments } from './options.ts';

/** The present look of a trial, from its patients. */
export interface PresentLook {
  source: { file: string; sha256: string; patients: number; events: number };
  /** of the design's test, above 0 in favour of treatment */
  z: number;
}

/** @throws UsageError for data that cannot be read, or that disagree with the design; all disagreements at once */
export function presentLook(path: string, argv: MonitorArguments, design: TrialDesign): PresentLook {
  if (design.test.kind !== 'log-rank' && design.test.kind !== 'cox')
    throw new UsageError(
      `${path}: of data the log-rank and Cox tests are worked out here, and the design has ${design.test.kind}; give --information and --z`,
    );
  const { text, hash } = readText(path, {
    ...patientData,
    wanted: ['patients', 'table'],
  });
  const names = { time: argv.time, status: argv.status, group: argv.group ?? 'arm', strata: argv.strata };
  const read = readPatients(text, names, tableOf(argv));
  if (!read.patients) throw problemsIn(path, read.problems, read.more);
  const { times, statuses, groups = [], strata, causes } = read.patients;
  const arms = levelsOf(groups).names;
  const control = argv.control ?? design.arms[0]!.title;
  const events = statuses.reduce((sum, status) => sum + (status > 0 ? 1 : 0), 0);
  const problems: string[] = [];
  if (arms.length !== 2)
    problems.push(
      `${path}: column ${names.group} has ${arms.length} arms, ${arms.join(', ')}; must have the design's two`,
    );
  if (!arms.includes(control))
    problems.push(
      `${path}: no patient of column ${names.group} is in "${control}", the control arm; must be one of ${arms.join(', ')}: name it by --control`,
    );
  if (times.length > design.patients)
    problems.push(
      `${path}: ${whole(times.length)} patients, must be at most the design's ${whole(design.patients)}`,
    );
  if (causes.length > 1)
    problems.push(
      `${path}: the statuses have ${causes.length} causes, ${causes.join(', ')}; must be 0 and 1`,
    );
  if (events === 0) problems.push(`${path}: nobody has the event, must be one at least`);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));

  const { codes } = levelsOf(groups, control);
  const data = {
    ...{ times: tieNearTimes(times).times, statuses, groups: codes },
    ...(strata && { strata }),
  };
  const z = design.test.kind === 'cox' ? waldOf(data, ratioScaleOf(design).margin) : -logRank(data).z;
  if (!Number.isFinite(z))
    throw new UsageError(`${path}: the arms cannot be compared, must both be at risk at an event`);
  return { source: { file: path, sha256: hash, patients: times.length, events }, z };
}

/** Wald's Z of the hazard ratio against a margin. */
function waldOf(data: Parameters<typeof coxPh>[0], margin: number): number {
  const [ratio] = coxPh(data).coefficients;
  return (ln(margin) - ratio!.coefficient) / ratio!.standardError;
}
