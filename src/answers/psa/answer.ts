import type { Scenario } from '../../scenario/schema/index.ts';
import type { DrawSummary, Outcome, PsaResult } from '../../study/psa/index.ts';
import type { DrawnNumber } from '../../uncertainty/drawn.ts';
import { intervalOf } from '../../uncertainty/law.ts';
import type { ParameterRow, PsaAnswer, PsaEndpoint, PsaFigures } from './schema.ts';

/** The whole answer of `psa`. @param reference the first strategy of the result */
export function psaAnswer(
  result: PsaResult,
  scenario: Scenario,
  reference: string,
  provenance: Omit<PsaAnswer['provenance'], 'program' | 'draws' | 'n'>,
): PsaAnswer {
  const { version, scenario: file, ...rest } = provenance;
  const all = Object.entries(result.strategies);
  return {
    provenance: {
      ...{ program: 'sojourn', version, scenario: file },
      ...(rest.posterior && { posterior: rest.posterior }),
      seed: rest.seed,
      ...{ draws: result.draws, n: result.patients, threads: rest.threads, engine: rest.engine },
      ...{ generator: rest.generator, seconds: rest.seconds },
    },
    reference,
    advice: result.advice,
    ...(result.target && { target: result.target }),
    strategies: Object.fromEntries(
      all.map(([name, found]) => {
        const { title = name, caveat } = scenario.strategies[name]!;
        const own = figuresOf(
          found.flatMap(({ outcome, summary }) => (summary ? [[outcome, summary]] : [])),
          scenario,
          false,
        );
        return [name, { title, ...(caveat !== undefined && { caveat }), ...own }];
      }),
    ),
    comparisons: Object.fromEntries(
      all.slice(1).map(([name, found]) => [
        name,
        figuresOf(
          found.map(({ outcome, difference }) => [outcome, difference!]),
          scenario,
          true,
        ),
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
    curves: Object.fromEntries(
      result.drawn.flatMap((one) => {
        if (one.kind !== 'curve') return [];
        const { events, times } = one.curve.patients;
        return [[one.name, { patients: times.length, events }] as const];
      }),
    ),
    joints: result.joints.map(({ kind, title, names }) => ({ kind, title, names: [...names] })),
    orders: result.orders.map(({ names }) => [...names]),
    fixed: result.fixed.map(({ name, basis, value, why }) => ({ name, basis, value, why })),
    impossible: result.impossible.map(({ draw, message }) => ({ draw: draw + 1, message })),
  };
}

/** A number with its distribution and basis. */
export function parameterRow({ law, rule, basis, source, value }: DrawnNumber): ParameterRow {
  const [lower, upper] = intervalOf(law);
  return {
    distribution: law.name,
    arguments: { ...law.parameters },
    ...{ rule, basis, source: source ?? null, value, mean: law.mean, sd: law.sd, lower, upper },
  };
}

/** By endpoint, subgroup and proportion, as in the answers of `run` and `compare`. */
function figuresOf(
  found: readonly [Outcome, DrawSummary][],
  { subgroups }: Scenario,
  isDifference: boolean,
): PsaFigures {
  const groups = [...new Set(found.flatMap(([{ subgroup }]) => subgroup ?? []))];
  const within = (group: string | undefined) =>
    endpointsOf(
      found.filter(([{ kind, subgroup }]) => kind !== 'proportion' && subgroup === group),
      isDifference,
    );
  return {
    endpoints: within(undefined),
    subgroups: Object.fromEntries(
      groups.map((name) => [name, { title: subgroups[name]?.title ?? name, endpoints: within(name) }]),
    ),
    proportions: Object.fromEntries(
      found.flatMap(([{ kind, of, title }, summary]) =>
        kind === 'proportion' ? [[of, { title, ...summary }] as const] : [],
      ),
    ),
  };
}

function endpointsOf(
  found: readonly [Outcome, DrawSummary][],
  isDifference: boolean,
): Record<string, PsaEndpoint> {
  const names = [...new Set(found.map(([{ of }]) => of))];
  return Object.fromEntries(
    names.map((name) => {
      const own = found.filter(([{ of }]) => of === name);
      const ofKind = (kind: Outcome['kind']) => own.filter(([outcome]) => outcome.kind === kind);
      const ratios = ofKind('hazard-ratio');
      const overall = ratios.find(([{ period }]) => period === undefined);
      const lives = isDifference ? ofKind('lives') : [];
      const shareOf = (who: Outcome['who']) => lives.find(([outcome]) => outcome.who === who)![1];
      const endpoint: PsaEndpoint = {
        title: own[0]![0].title,
        survival: ofKind('survival').map(([{ time }, summary]) => ({
          ...{ at: time!, ...summary },
          ...(isDifference && { numberNeededToTreat: neededFor(summary) }),
        })),
        median: ofKind('median')[0]![1],
        rmst: ofKind('rmst').map(([{ time }, summary]) => ({ tau: time!, ...summary })),
        ...(overall && {
          hazardRatio: {
            ...overall[1],
            periods: ratios.flatMap(([{ period }, summary]) => (period ? [{ ...period, ...summary }] : [])),
          },
        }),
        ...(lives.length > 0 && {
          lives: { longer: shareOf('longer'), same: shareOf('same'), shorter: shareOf('shorter') },
        }),
      };
      return [name, endpoint];
    }),
  );
}

/**
 * An interval that includes no difference passes through infinity.
 *
 * Source: Altman (1998), BMJ 317:1309.
 */
function neededFor({ mean, lower, upper }: DrawSummary) {
  const inverse = (value: number | null) => (value === null || value === 0 ? null : 1 / value);
  return {
    value: inverse(mean),
    from: inverse(upper),
    to: inverse(lower),
    passesInfinity: lower !== null && upper !== null && lower <= 0 && upper >= 0,
  };
}
