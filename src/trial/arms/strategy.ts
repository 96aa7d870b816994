import type { DrawnNumber } from '../../scenario/compile/columns.ts';
import type { StrategyArm } from '../design.ts';
import type { ArmColumns } from './columns.ts';
import { evenly, isNever, lawOf } from './law.ts';

/**
 * An arm whose patients go through the model of a scenario. Entry and drop-out are drawn for each of them besides.
 *
 * @throws RangeError for an endpoint that censors, or states to be randomised at of which none is entered, or one again and
 *   again
 */
export function strategyColumns({ patients, dropout }: StrategyArm): ArmColumns {
  const { times, horizon, strategy } = patients;
  const [endpoint] = times.endpoints as [(typeof times.endpoints)[0]];
  if (endpoint.censors)
    throw new RangeError(
      `the endpoint ${endpoint.name} censors by its own definition, so that not every patient's time is known; choose one that does not`,
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
  const isLost = dropout !== undefined && !isNever(dropout);
  if (isLost) drawn.push({ stream: 'trial drop-out', key: JSON.stringify(dropout), law: lawOf(dropout) });
  const graph = patients.graph(drawn);
  const entry = graph.outcomes.length - drawn.length;
  return {
    graph,
    entry,
    event: [endpoint.outcome],
    dropout: [isLost ? entry + 1 : undefined],
    // a column a state: of patients who enter several, one column would keep the last
    randomised: entries.length === 0 ? undefined : entries.map(({ outcome }) => outcome),
    member: times.member?.outcome,
    horizon,
  };
}
