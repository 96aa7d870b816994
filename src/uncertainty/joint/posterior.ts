import type { PosteriorRows, Scenario } from '../../scenario/schema/index.ts';
import { sample } from '../laws/sample.ts';
import { type Given, givenKey, type Numbers } from './given.ts';
import type { Even, Joint } from './joint.ts';

/** The columns of the posterior, each with the empirical law of its values. */
export function addPosterior(
  { posterior, posteriorRows: read }: Scenario,
  numbers: Numbers,
  { laws, joints, problems }: Given,
): void {
  if (!posterior) return;
  if (!read) {
    problems.push({
      path: ['posterior', 'file'],
      message: `${posterior.file} was not read; withPosterior takes its text`,
      severity: 'error',
    });
    return;
  }
  for (const [name, column] of Object.entries(read.columns))
    laws.set(name, { law: sample(column), rule: 'posterior' });
  const members = Object.keys(read.columns).map((name) => ({ name, key: givenKey(numbers, name) }));
  joints.push(rowsOf(posterior.file, read, members));
}

/**
 * The rows of a posterior. A draw takes a whole row, which keeps all correlations. As many draws as there are rows
 * take each row once, in random order; the next as many draws do so again.
 *
 * @param names of the columns; the choice of columns does not change which row a draw takes
 */
function rowsOf(
  file: string,
  { rows, columns }: PosteriorRows,
  members: readonly { name: string; key: string }[],
): Joint {
  const values = members.map(({ name }) => columns[name]!);
  let kept: { round: number; order: Uint32Array } | undefined;
  const rowOf = (draw: number, visit: number, even: Even) => {
    // a repeated draw takes any row
    if (visit > 0) return Math.min(rows - 1, Math.floor(even(1, draw, visit) * rows));
    const round = Math.floor(draw / rows);
    if (kept?.round !== round) kept = { round, order: shuffled(rows, (i) => even(0, i, round)) };
    return kept.order[draw % rows]!;
  };
  return {
    kind: 'posterior',
    title: file,
    names: members.map(({ name }) => name),
    keys: members.map(({ key }) => key),
    streams: ['posterior rows', 'posterior rows again'],
    valuesOf(draw, visit, even) {
      const row = rowOf(draw, visit, even);
      return values.map((column) => column[row]!);
    },
  };
}

/** A random permutation of 0 to count - 1 (Fisher & Yates; Durstenfeld 1964). */
function shuffled(count: number, even: (i: number) => number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(even(i) * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}
