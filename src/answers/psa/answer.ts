import type { Scenario } from '../../scenario/schema/index.ts';
import type { DrawSummary, Outcome, PsaResult } from '../../study/psa/index.ts';
import type { DrawnNumber } from '../../uncertainty/items.ts';
import { intervalOf } from '../../uncertainty/law.ts';
import type { ParameterRow, PsaAnswer, PsaFigures } from './schema.ts';

/** The whole answer of `psa`. @param reference the first strategy of the result */
export function psaAnswer(
  result: PsaResult,
  { strategies }: Scenario,
  reference: string,
  provenance: Omit<PsaAnswer['provenance'], 'program' | 'draws' | 'n'>,
): PsaAnswer {
  const { version, scenario, ...rest } = provenance;
  const all = Object.entries(result.strategies);
  return {
    provenance: {
      ...{ program: 'sojourn', version, scenario, seed: rest.seed },
      ...{ draws: result.draws, n: result.patients, threads: rest.threads, engine: rest.engine },
      ...{ generator: rest.generator, seconds: rest.seconds },
    },
    reference,
    strategies: Object.fromEntries(
      all.map(([name, found]) => {
        const { title = name, caveat } = strategies[name]!;
        const own = figuresOf(found.map(({ outcome, summary }) => [outcome, summary]));
        return [name, { title, ...(caveat !== undefined && { caveat }), ...own }];
      }),
    ),
    comparisons: Object.fromEntries(
      all
        .slice(1)
        .map(([name, found]) => [
          name,
          figuresOf(found.map(({ outcome, difference }) => [outcome, difference!])),
        ]),
    ),
    best: result.best,
    drivers: result.drivers,
    parameters: Object.fromEntries(
      result.drawn.flatMap((one) => (one.kind === 'number' ? [[one.name, parameterRow(one)] as const] : [])),
    ),
    counts: Object.fromEntries(
      result.drawn.flatMap((one) => (one.kind === 'counts' ? [[one.name, { ...one.counts }] as const] : [])),
    ),
    fixed: result.fixed.map(({ name, basis, value, why }) => ({ name, basis, value, why })),
    impossible: result.impossible.map(({ draw, message }) => ({ draw: draw + 1, message })),
  };
}

/** A number with what is known of it. */
export function parameterRow({ law, rule, basis, source, value }: DrawnNumber): ParameterRow {
  const [lower, upper] = intervalOf(law);
  return {
    distribution: law.name,
    arguments: { ...law.parameters },
    ...{ rule, basis, source: source ?? null, value, mean: law.mean, sd: law.sd, lower, upper },
  };
}

/** By endpoint and proportion, as the answers of `run` and `compare` have them. */
function figuresOf(found: readonly [Outcome, DrawSummary][]): PsaFigures {
  const endpoints = [...new Set(found.flatMap(([{ kind, of }]) => (kind === 'proportion' ? [] : [of])))];
  const ofKind = (endpoint: string, kind: Outcome['kind']) =>
    found.filter(([outcome]) => outcome.of === endpoint && outcome.kind === kind);
  return {
    endpoints: Object.fromEntries(
      endpoints.map((name) => [
        name,
        {
          title: found.find(([{ of }]) => of === name)![0].title,
          survival: ofKind(name, 'survival').map(([{ time }, summary]) => ({ at: time!, ...summary })),
          median: ofKind(name, 'median')[0]![1],
          rmst: ofKind(name, 'rmst').map(([{ time }, summary]) => ({ tau: time!, ...summary })),
        },
      ]),
    ),
    proportions: Object.fromEntries(
      found.flatMap(([{ kind, of, title }, summary]) =>
        kind === 'proportion' ? [[of, { title, ...summary }] as const] : [],
      ),
    ),
  };
}
