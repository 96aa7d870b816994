import { type Override, resolvable, withOverrides, withWhatIf } from '../../../scenario/overrides.ts';
import type { Scenario } from '../../../scenario/schema/index.ts';
import { nameOf, type Variation } from '../../../study/compare/vary.ts';
import { chosen } from '../../choices.ts';
import { UsageError } from '../../errors.ts';
import { blame, readOverride, readVariation, WHAT_IF, warnOfOwnValues } from '../../overrides.ts';
import type { Arguments } from './options.ts';

/** The strategies to compare, with all overrides. */
export interface Study {
  scenario: Scenario;
  reference: string;
  /** compared with the reference; includes `what-if` if it is asked for */
  strategies: string[];
  set: Override[];
  /** overrides of the what-if */
  whatIf: Override[];
  vary: Variation[];
}

/** @throws UsageError for unknown names and impossible values */
export function readStudy(scenario: Scenario, argv: Arguments): Study {
  const names = Object.keys(scenario.strategies);
  const reference =
    argv.reference === undefined ? names[0]! : chosen('--reference', [argv.reference], names)[0]!;
  const set = (argv.set ?? []).map((text) => readOverride('--set', text, scenario));
  const vary = (argv.vary ?? []).map((text) => readVariation(text, scenario));
  if (vary.length > 2) throw new UsageError(`--vary is given ${vary.length} times, at most two make a grid`);
  const isWhatIf = ({ strategy }: { strategy?: string }) => strategy === WHAT_IF;
  const own = scenario.strategies[reference]!.parameters;
  const ofReference = { ...scenario, parameters: { ...scenario.parameters, ...own } };
  const whatIf = [
    ...(argv.whatIf ?? []).map((text) => readOverride('--what-if', text, ofReference)),
    ...set.filter(isWhatIf),
  ].map((override) => {
    if (override.strategy === undefined || isWhatIf(override))
      return { parameter: override.parameter, value: override.value };
    throw new UsageError(
      `--what-if ${override.strategy}.${override.parameter}: the what-if is the reference with other values; write --what-if ${override.parameter}=${override.value}`,
    );
  });
  const givenOnce = new Set<string>();
  const asWhatIf = whatIf.map((override) => ({ ...override, strategy: WHAT_IF }));
  for (const name of [...set.filter((one) => !isWhatIf(one)), ...asWhatIf, ...vary].map(nameOf)) {
    if (givenOnce.has(name)) throw new UsageError(`${name} is given a value twice, must be given one`);
    givenOnce.add(name);
  }
  const asksWhatIf = whatIf.length > 0 || vary.some(isWhatIf);
  if (asksWhatIf && names.includes(WHAT_IF))
    throw new UsageError(`the scenario has a strategy ${WHAT_IF} of its own, and --what-if would be another`);
  const others = asksWhatIf && argv.strategy === undefined ? [] : names.filter((name) => name !== reference);
  const compared = argv.strategy === undefined ? others : chosen('--strategy', argv.strategy, names);
  if (compared.includes(reference)) {
    throw new UsageError(
      `--strategy ${reference} is the reference: compared with itself it differs by nothing; name another, or --what-if parameter=value`,
    );
  }
  const strategies = asksWhatIf ? [...compared, WHAT_IF] : compared;
  if (strategies.length === 0) {
    throw new UsageError(
      `the scenario has no strategy but ${reference}: there is nothing to compare it with; try --what-if parameter=value`,
    );
  }
  return { scenario, reference, strategies, set: set.filter((one) => !isWhatIf(one)), whatIf, vary };
}

/** The scenario at one point of the variations. */
export function withPoint(
  { scenario, reference, set, whatIf, strategies }: Study,
  point: readonly Override[],
): Scenario {
  const ofWhatIf = point.filter(({ strategy }) => strategy === WHAT_IF);
  const rest = point.filter(({ strategy }) => strategy !== WHAT_IF);
  const changed = withOverrides(scenario, [...set, ...rest]);
  if (!strategies.includes(WHAT_IF)) return changed;
  const overrides = [...whatIf, ...ofWhatIf].map(({ parameter, value }) => ({ parameter, value }));
  return withWhatIf(changed, { name: WHAT_IF, of: reference, overrides });
}

/**
 * Reports values out of range before any work is done, with the user's words. Warns of strategies that keep their own
 * value.
 */
export function checkPoints(study: Study, points: readonly (readonly Override[])[]): void {
  const { set, vary } = study;
  for (const point of points) {
    try {
      resolveChanged(study, point);
    } catch (error) {
      // find which override is at fault: the first one that fails together with those before it
      blameOne(study);
      blame(`--vary ${wordsOf(point)}`, () => {
        throw error;
      });
    }
  }
  const all = { scenario: study.scenario, strategies: [study.reference, ...study.strategies] };
  for (const one of set) warnOfOwnValues('--set', one, `${one.value}`, all);
  for (const one of vary) {
    const { values } = one;
    warnOfOwnValues('--vary', one, `${values[0]}:${values.at(-1)}:${values.length}`, all);
  }
}

/** Resolves the strategies that differ from the file. @throws OverrideError for an impossible value */
function resolveChanged(study: Study, point: readonly Override[]): void {
  const changed = withPoint(study, point);
  for (const name of [study.reference, ...study.strategies])
    if (!isAsGiven(changed, study, name)) resolvable(changed, name);
}

function blameOne(study: Study): void {
  const { set, whatIf } = study;
  for (const [i, one] of set.entries())
    blame(`--set ${wordsOf([one])}`, () =>
      resolveChanged({ ...study, set: set.slice(0, i + 1), whatIf: [] }, []),
    );
  for (const [i, one] of whatIf.entries())
    blame(`--what-if ${wordsOf([one])}`, () =>
      resolveChanged({ ...study, whatIf: whatIf.slice(0, i + 1) }, []),
    );
}

export function wordsOf(overrides: readonly Override[]): string {
  return overrides.map((one) => `${nameOf(one)}=${one.value}`).join(', ');
}

/** Whether a strategy is unchanged, so that its plan is known. */
export function isAsGiven(scenario: Scenario, { scenario: given }: Study, name: string): boolean {
  return scenario.parameters === given.parameters && scenario.strategies[name] === given.strategies[name];
}
