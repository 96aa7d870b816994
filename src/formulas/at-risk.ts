import { exp } from '../math/elementary.ts';
import { enteredBy } from './accrual.ts';
import { type Mesh, meshOf } from './mesh.ts';
import { constantHazard, cumulativeHazard, hazardAt, risingTimes } from './piecewise-hazard.ts';
import { type Arm, checkTwoArms, type TwoArms } from './two-arms.ts';

/** Expected numbers at risk and hazards at calendar time t, by time since entry, on the nodes of a mesh. */
export interface Expected {
  mesh: Mesh;
  /** patients at risk */
  atRisk: { control: Float64Array; treatment: Float64Array };
  hazard: { control: Float64Array; treatment: Float64Array };
}

/** @throws RangeError as checkTwoArms, and unless t is above 0 and finite */
export function expectedAt(trial: TwoArms, t: number): Expected {
  checkTwoArms(trial);
  if (!(t > 0 && t < Infinity)) throw new RangeError(`the calendar time is ${t}, must be above 0 and finite`);
  const { control, treatment, share, accrual } = trial;
  const starts = ({ hazard, dropout }: Arm) => [...hazard.starts, ...(dropout?.starts ?? [])];
  const corners = accrual.flatMap(({ from, to }) => [t - from, t - to]);
  const longest = t - accrual[0]!.from;
  if (!(longest > 0))
    throw new RangeError(`the calendar time is ${t}, must be after ${accrual[0]!.from}, the first entry`);
  const mesh = meshOf(risingTimes(starts(control), starts(treatment), corners), longest);
  const follow = ({ hazard, dropout = constantHazard(0) }: Arm, part: number) => ({
    hazard: mesh.nodes.map((s) => hazardAt(hazard, s)),
    atRisk: mesh.nodes.map(
      (s) =>
        part * enteredBy(accrual, t - s) * exp(-cumulativeHazard(hazard, s) - cumulativeHazard(dropout, s)),
    ),
  });
  const [c, e] = [follow(control, 1 - share), follow(treatment, share)];
  return {
    mesh,
    atRisk: { control: c.atRisk, treatment: e.atRisk },
    hazard: { control: c.hazard, treatment: e.hazard },
  };
}
