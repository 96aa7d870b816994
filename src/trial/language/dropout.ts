import { constantHazard, hazardOfShare } from '../../formulas/piecewise-hazard.ts';
import type { Loss } from '../design.ts';
import { hasStray, lawAlone, listed, stepsOf } from './laws.ts';
import type { Issues, Path } from './problems.ts';
import * as ranges from './ranges.ts';
import type { LawSetting } from './scenario-law.ts';
import type { RawDropout } from './schema.ts';

const kinds = ['hazard', 'share', 'steps', 'median', 'survival', 'law'] as const;

/**
 * The law of loss to follow-up, in the words of an arm's law, or as the share lost by a time. Unlike that of events, a
 * hazard of loss may be 0 at all times.
 *
 * @returns undefined if there is none, or if it has an error
 */
export function dropoutOf(
  raw: RawDropout | undefined,
  path: Path,
  setting: LawSetting,
  issues: Issues,
): Loss | undefined {
  if (raw === undefined) return undefined;
  const { share, by, steps, ...law } = raw;
  const given = kinds.filter((kind) => raw[kind] !== undefined);
  if (given.length > 1) {
    issues.add(path, `dropout has ${given.join(' and ')}, must have one of ${listed(kinds)}`);
    return undefined;
  }
  if (hasStray(law, path, issues)) return undefined;
  if (by !== undefined && share === undefined) {
    issues.add([...path, 'by'], 'by belongs to share, must be left out');
    return undefined;
  }
  if (steps) return asLoss(stepsOf(steps, 'hazard', [...path, 'steps'], issues, ranges.hazardOrNone));
  if (share !== undefined) return lossOfShare(raw, path, issues);
  const { hazard } = law;
  if (Array.isArray(hazard))
    return asLoss(stepsOf(hazard, 'hazard', [...path, 'hazard'], issues, ranges.hazardOrNone));
  if (hazard !== undefined) {
    const rate = issues.number(hazard, [...path, 'hazard'], ranges.hazardOrNone);
    return rate === undefined ? undefined : asLoss(constantHazard(rate));
  }
  const part = lawAlone(law, path, { owner: 'dropout', others: ['share', 'steps'] }, setting, issues);
  return part && { dropout: part.hazard, ...(part.law && { dropoutLaw: part.law }) };
}

function lossOfShare({ share, by }: RawDropout, path: Path, issues: Issues): Loss | undefined {
  if (by === undefined) {
    issues.add(
      path,
      'by is missing, must be the time by which that share is lost, such as { share: 0.05, by: 12 }',
    );
    return undefined;
  }
  const time = issues.number(by, [...path, 'by'], ranges.time);
  const lost = issues.number(
    share,
    [...path, 'share'],
    ranges.range((value) => value >= 0 && value < 1, 'at least 0 and below 1'),
  );
  return time === undefined || lost === undefined ? undefined : asLoss(hazardOfShare(lost, time));
}

function asLoss(dropout: Loss['dropout']): Loss | undefined {
  return dropout && { dropout };
}
