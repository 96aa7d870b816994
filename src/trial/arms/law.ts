import type { Distribution } from '../../scenario/distributions/distribution.ts';
import { exponential } from '../../scenario/distributions/exponential.ts';
import { piecewiseExponential } from '../../scenario/distributions/piecewise-exponential.ts';
import { uniform } from '../../scenario/distributions/uniform.ts';
import type { PiecewiseHazard } from '../closed-form/piecewise-hazard.ts';
import type { LawArm } from '../design.ts';
import type { ArmColumns } from './columns.ts';
import { type Drawn, emptyGraph, planOfGraph, withNumbers } from './graph.ts';

/** Even on (0, 1). */
export const evenly = uniform.make({ min: 0, max: 1 });

/** An arm of plain laws. */
export function lawColumns({ title, parts }: LawArm): ArmColumns {
  const drawn: Drawn[] = [];
  const column = (stream: string, law: Distribution) => drawn.push({ stream, law }) - 1;
  const entry = column('entry', evenly);
  const stratum = parts.length > 1 ? column('stratum', evenly) : undefined;
  const event = parts.map(({ hazard }, k) => column(`event ${k}`, lawOf(hazard)));
  const dropout = parts.map(({ dropout: lost }, k) =>
    lost === undefined || isNever(lost) ? undefined : column(`drop-out ${k}`, lawOf(lost)),
  );
  const graph = withNumbers(emptyGraph(), drawn);
  return { plan: planOfGraph(title, graph), entry, stratum, event, dropout, horizon: Infinity };
}

export function lawOf({ starts, rates }: PiecewiseHazard): Distribution {
  // one table is quicker than pieces
  return rates.length === 1 && rates[0]! > 0
    ? exponential.make({ rate: rates[0]! })
    : piecewiseExponential(starts, rates);
}

export function isNever({ rates }: PiecewiseHazard): boolean {
  return rates.every((rate) => rate === 0);
}
