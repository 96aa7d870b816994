import { whole } from '../../../media/numbers.ts';
import { hazardRatioToZ } from '../../../sequential/hazard-ratio-scale.ts';
import type { TrialDesign } from '../../../trial/design.ts';
import { isOfHazardRatio, ratioScaleOf } from '../../../trial/expected/scales.ts';
import type { SeenLook } from '../../../trial/monitor.ts';
import { readNumber } from '../../arguments.ts';
import { UsageError } from '../../errors.ts';
import type { PresentLook } from './data.ts';
import type { MonitorArguments } from './options.ts';

interface Against {
  design: TrialDesign;
  /** events of the last look of the plan; undefined if unknown */
  planned: number | undefined;
  /** the present look, if it is read from data */
  present: PresentLook | undefined;
}

/** The looks so far, from counts and from data. @throws UsageError with all that is wrong, a line each */
export function readSeenLooks(argv: MonitorArguments, { design, planned, present }: Against): SeenLook[] {
  const problems: string[] = [];
  const events = listOf(argv.events);
  const information = listOf(argv.information);
  const [z, ratios] = [listOf(argv.z), listOf(argv.hazardRatio)];
  if (events && information) problems.push('--events and --information are given, must be one of them');
  if (z && ratios) problems.push('--z and --hazard-ratio are given, must be one of them');
  const counts = events ?? information ?? [];
  const seen = z ?? ratios ?? [];
  const [by, of] = [information ? '--information' : '--events', ratios ? '--hazard-ratio' : '--z'];
  if (!present && counts.length === 0)
    problems.push('no look is given, must be events and z of each look, such as --events 99,201 --z 1.1,1.9');
  if (counts.length !== seen.length)
    problems.push(`${by} has ${counts.length} looks and ${of} ${seen.length}, must be as many`);
  if (present && information)
    problems.push(
      '--information is given beside data, which count events; must be --events of the earlier looks',
    );
  if (ratios && !isOfHazardRatio(design))
    problems.push(`--hazard-ratio: the ${design.test.kind} test estimates none, must be --z`);
  if (ratios && information)
    problems.push('--hazard-ratio: its z depends on the number of events, must stand beside --events');
  if (by === '--events' && planned === undefined)
    problems.push(
      'the events of the last look of the plan are unknown, must be --information in place of --events',
    );
  if (information?.some((share) => !(share > 0 && share < 3)))
    problems.push(
      `--information ${argv.information} must be shares of the planned maximum, above 0, such as 0.33,0.67`,
    );
  if (events?.some((count) => !(Number.isInteger(count) && count > 0)))
    problems.push(`--events ${argv.events} must be whole numbers above 0, such as 99,201`);
  const all = [...counts, ...(present ? [present.source.events] : [])];
  const falls = all.findIndex((count, k) => k > 0 && !(count > all[k - 1]!));
  if (falls > 0) {
    const place =
      present && falls === all.length - 1 ? `${present.source.file}: it` : `${by}: look ${falls + 1}`;
    problems.push(`${place} has ${all[falls]}, must be more than the ${all[falls - 1]} of the look before`);
  }
  if (events?.some((count) => count > design.patients))
    problems.push(
      `--events ${argv.events}: the design has ${whole(design.patients)} patients, must be at most as many`,
    );
  if (z?.some((value) => !(Math.abs(value) <= 20)))
    problems.push(`--z ${argv.z} must be numbers from -20 to 20, such as 1.1,1.9`);
  if (ratios?.some((ratio) => !(ratio > 0 && ratio < 100)))
    problems.push(`--hazard-ratio ${argv.hazardRatio} must be above 0, such as 0.80,0.77`);
  const times = listOf(argv.spendingTime);
  const count = counts.length + (present ? 1 : 0);
  if (times && times.length !== count)
    problems.push(`--spending-time has ${times.length} values for ${count} looks, must be one each`);
  if (times?.some((time, k) => !(time > 0 && time <= 1 && time >= (times[k - 1] ?? 0))))
    problems.push(
      `--spending-time ${argv.spendingTime} must increase, above 0 and at most 1, such as 0.4,0.7`,
    );
  if (problems.length > 0) throw new UsageError(problems.join('\n'));

  const looks = counts.map((count, k): SeenLook => {
    const value = ratios ? hazardRatioToZ(ratios[k]!, count, ratioScaleOf(design)) : z![k]!;
    return information
      ? { fraction: count, z: value }
      : { events: count, fraction: count / planned!, z: value };
  });
  if (present) {
    const { events } = present.source;
    looks.push({ events, fraction: events / planned!, z: present.z });
  }
  return times ? looks.map((look, k) => ({ ...look, spendingTime: times[k]! })) : looks;
}

function listOf(text: string | undefined): number[] | undefined {
  return text?.split(',').map(readNumber);
}
