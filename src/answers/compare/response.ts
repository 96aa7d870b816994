import { plain } from '../../media/numbers.ts';
import type { CompareStrategy, Ratio } from './schema.ts';

/** A figure that is shown for every value of the varied parameters. */
export interface Response {
  id: 'survival' | 'rmst' | 'ratio';
  /** key of its column */
  heading: string;
  title: string;
  /** label of its axis */
  axis: string;
  /** whether differences are shown in percentage points */
  scale: 1 | 100;
  isRatio: boolean;
  read(entry: CompareStrategy): Ratio;
}

/** Survival at the last landmark, the last restricted mean, and the hazard ratio of the first endpoint. */
export function responsesOf({ endpointTitle, survival, rmst }: CompareStrategy, unit: string): Response[] {
  const responses: Response[] = [];
  const at = survival.at(-1)?.at;
  const tau = rmst.at(-1)?.tau;
  if (at !== undefined)
    responses.push({
      id: 'survival',
      heading: `survival at ${plain(at)}, percentage points`,
      title: `${endpointTitle}: difference in survival at ${plain(at)} ${unit}s`,
      axis: 'Difference in percentage points',
      scale: 100,
      isRatio: false,
      read: (comparison) => ofDifference(comparison.survival.at(-1)!),
    });
  if (tau !== undefined)
    responses.push({
      id: 'rmst',
      heading: `RMST(${plain(tau)}), ${unit}s`,
      title: `${endpointTitle}: difference in restricted mean up to ${plain(tau)} ${unit}s`,
      axis: `Difference in ${unit}s`,
      scale: 1,
      isRatio: false,
      read: (comparison) => ofDifference(comparison.rmst.at(-1)!),
    });
  responses.push({
    id: 'ratio',
    heading: 'hazard ratio',
    title: `${endpointTitle}: hazard ratio`,
    axis: 'Hazard ratio',
    scale: 1,
    isRatio: true,
    read: ({ hazardRatio }) => hazardRatio,
  });
  return responses;
}

function ofDifference({ difference, mcse }: { difference: number | null; mcse: number | null }): Ratio {
  return { value: difference, mcse };
}
