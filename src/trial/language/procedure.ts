import { unknownName } from '../../language/names.ts';
import type { TestGraph } from '../../multiplicity/graph.ts';
import { namedGraph } from '../../multiplicity/procedures.ts';
import type { HypothesesDesign } from '../hypotheses/design.ts';
import type { Issues, Path } from './problems.ts';
import { range } from './ranges.ts';
import type { RawTrial } from './schema.ts';

/** A sum of shares may exceed 1 by rounding. */
const SLACK = 1e-9;

const share = range((value) => value >= 0 && value <= 1, 'from 0 to 1');

/** Reads how alpha is shared between the hypotheses, and where it goes. */
export function procedureIn(
  raw: RawTrial,
  alpha: number,
  issues: Issues,
): HypothesesDesign['procedure'] | undefined {
  const before = issues.problems.length;
  const { graph, hypotheses = {} } = raw;
  const names = Object.keys(hypotheses);
  if (graph === undefined && names.length > 1) {
    issues.add(
      [],
      'graph is missing, must say how the hypotheses share alpha: hierarchical, bonferroni, holm, hochberg, fallback, or transitions',
    );
  }
  const weights = weightsOf(raw, alpha, issues);
  const transitions = typeof graph === 'object' ? transitionsOf(graph.transitions, names, issues) : undefined;
  if (!weights || issues.problems.length > before) return undefined;
  if (graph === 'hochberg') return { kind: 'hochberg' };
  const testGraph: TestGraph = transitions
    ? { weights, transitions }
    : namedGraph(typeof graph === 'string' ? graph : 'bonferroni', weights);
  return { kind: 'graph', graph: testGraph };
}

/** Share of alpha of each hypothesis at the beginning. */
function weightsOf(
  { graph, hypotheses = {} }: RawTrial,
  alpha: number,
  issues: Issues,
): number[] | undefined {
  const before = issues.problems.length;
  const names = Object.keys(hypotheses);
  const inGraph = typeof graph === 'object' ? graph.weights : undefined;
  for (const name of Object.keys(inGraph ?? {}))
    if (!names.includes(name))
      issues.add(['graph', 'weights', name], unknownName('hypothesis', name, names, 'the design'));
  const given = names.map((name): number | undefined => {
    const { weight, alpha: own } = hypotheses[name]!;
    const path = ['hypotheses', name];
    const all = [inGraph?.[name], weight, own].filter((one) => one !== undefined);
    if (all.length > 1)
      issues.add(
        [...path, own === undefined ? 'weight' : 'alpha'],
        `hypothesis ${name} has more than one of a weight, an alpha and a weight in the graph, must have one`,
      );
    if (own !== undefined) {
      const possible = range(
        (value) => value >= 0 && value <= alpha,
        `from 0 to ${alpha}, the alpha of the design`,
      );
      return issues.number(own, [...path, 'alpha'], possible) === undefined ? undefined : own / alpha;
    }
    if (weight !== undefined) return issues.number(weight, [...path, 'weight'], share);
    return issues.number(inGraph?.[name], ['graph', 'weights', name], share);
  });
  const known = given.filter((one) => one !== undefined);
  const place = inGraph ? ['graph', 'weights'] : ['hypotheses'];
  if (graph === 'hierarchical' || graph === 'hochberg') {
    if (known.length > 0)
      issues.add(
        place,
        `weights stand beside the ${graph} procedure, must be left out: it tests at all of alpha`,
      );
    return issues.problems.length > before ? undefined : names.map(() => 1 / names.length);
  }
  if (issues.problems.length > before) return undefined;
  const all = known.reduce((sum, weight) => sum + weight, 0);
  if (all > 1 + SLACK) {
    issues.add(place, `the weights add up to ${Number(all.toPrecision(6))}, must be at most 1`);
    return undefined;
  }
  if (known.length === 0 && (typeof graph !== 'object' || names.length === 1))
    return names.map(() => 1 / names.length);
  const missing = names.find((_, h) => given[h] === undefined);
  if (missing !== undefined && (known.length === 0 || typeof graph !== 'object')) {
    issues.add(
      ['hypotheses', missing],
      `hypothesis ${missing} has no alpha, must have a weight or an alpha, which may be 0`,
    );
    return undefined;
  }
  if (all === 0) {
    issues.add(place, 'all weights are 0, must be above 0 for a hypothesis: it could reject nothing');
    return undefined;
  }
  return given.map((weight) => weight ?? 0);
}

/** Reads the transitions of a graph; `what` its nodes are called in messages. */
export function transitionsOf(
  raw: Record<string, Record<string, number>>,
  names: readonly string[],
  issues: Issues,
  place: Path = ['graph', 'transitions'],
  what = 'hypothesis',
): number[][] {
  const rows = names.map(() => names.map(() => 0));
  for (const [from, shares] of Object.entries(raw)) {
    const path = [...place, from];
    const i = names.indexOf(from);
    if (i < 0) issues.add(path, unknownName(what, from, names, 'the design'));
    let all = 0;
    for (const [to, value] of Object.entries(shares)) {
      const j = names.indexOf(to);
      if (j < 0) issues.add([...path, to], unknownName(what, to, names, 'the design'));
      else if (j === i)
        issues.add([...path, to], `${from} has a transition to itself, must be to another ${what}`);
      if (issues.number(value, [...path, to], share) === undefined) continue;
      all += value;
      if (i >= 0 && j >= 0) rows[i]![j] = value;
    }
    if (all > 1 + SLACK)
      issues.add(
        path,
        `the transitions of ${from} add up to ${Number(all.toPrecision(6))}, must be at most 1`,
      );
  }
  return rows;
}
