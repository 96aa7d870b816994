import type { DrawnNumber } from '../../scenario/compile/columns.ts';
import type { StrategyArm } from '../design.ts';
import type { ArmColumns } from './columns.ts';
import { evenly, lossOf } from './law.ts';

/**
 * An arm whose patients follow a scenario's model. Their entry and loss to follow-up are drawn in addition.
 *
 * @throws RangeError for an endpoint that censors, if none of the states of randomisation is entered, or if one of
 *   them can be entered repeatedly
 */
export function strategyColumns({ patients, atMargin, ...losing }: StrategyArm): ArmColumns {
  const { times, horizon, strategy } = patients;
  const censoring = times.endpoints.find(({ censors }) => censors);
  if (censoring)
    throw new RangeError(
      `the endpoint ${censoring.name} censors patients by its definition, so their event times are unknown; choose one that does not censor`,
    );
  const entries = times.entries.filter(({ entered }) => entered !== 'never');
  if (entries.length === 0 && times.entries.length > 0) {
    const names = times.entries.map(({ state }) => state).join(', ');
    throw new RangeError(`no patient of ${strategy} spends time in ${names}`);
  }
  const again = times.entries.find(({ entered }) => entered === 'again and again');
  if (again)
    throw new RangeError(
      `${again.state} can be entered again and again, randomisation needs a state entered once`,
    );
  const drawn: DrawnNumber[] = [{ stream: 'trial entry', key: 'evenly', law: evenly }];
  const loss = lossOf(losing, JSON.stringify(losing.dropout));
  if (loss) drawn.push({ stream: 'trial drop-out', ...loss });
  if (atMargin) drawn.push({ stream: 'trial margin', key: 'evenly', law: evenly });
  const graph = patients.graph(drawn);
  const entry = graph.outcomes.length - drawn.length;
  return {
    graph,
    entry,
    event: [times.endpoints[0]!.outcome],
    endpoints: times.endpoints.map(({ outcome }) => outcome),
    members: times.members.map(({ outcome }) => outcome),
    dropout: [loss && entry + 1],
    // one column for each state: a shared column would keep only the last entry of a patient
    randomised: entries.length === 0 ? undefined : entries.map(({ outcome }) => outcome),
    member: times.member?.outcome,
    spare: atMargin && graph.outcomes.length - 1,
    horizon,
  };
}
