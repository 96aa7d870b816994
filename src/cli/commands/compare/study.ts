import {
  keepersOf,
  type Override,
  resolvable,
  withOverrides,
  withWhatIf,
} from '../../../scenario/overrides.ts';
import type { Scenario } from '../../../scenario/schema/index.ts';
import { nameOf, type Variation } from '../../../study/compare/vary.ts';
import { chosen } from '../../choices.ts';
import { UsageError } from '../../errors.ts';
import { blame, readOverride, readVariation, WHAT_IF } from '../../overrides.ts';
import { writeErr } from '../../terminal.ts';
import type { Arguments } from './options.ts';

/** What is to be compared. */
export interface Study {
  scenario: Scenario;
  reference: string;
  /** compared with it; `what-if` among them where that is asked for */
  strategies: string[];
  set: Override[];
  /** of the what-if */
  whatIf: Override[];
  vary: Variation[];
}

/** @throws UsageError for names and values that cannot be */
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
  ].map((one) => {
    if (one.strategy === undefined || isWhatIf(one)) return { parameter: one.parameter, value: one.value };
    throw new UsageError(
      `--what-if ${one.strategy}.${one.parameter}: the what-if is the reference with other values; write --what-if ${one.parameter}=${one.value}`,
    );
  });
  const givenOnce = new Set<string>();
  const asWhatIf = whatIf.map((one) => ({ ...one, strategy: WHAT_IF }));
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

/** The scenario at one point of what is varied. */
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

/** Values out of range are told before any work is done, with the words that gave them; who keeps a value, too. */
export function checkPoints(study: Study, points: readonly (readonly Override[])[]): void {
  const { set, vary } = study;
  for (const point of points) {
    try {
      look(study, point);
    } catch (error) {
      // all together they cannot be: the first that cannot be without those after it is to blame
      blameOne(study);
      blame(`--vary ${wordsOf(point)}`, () => {
        throw error;
      });
    }
  }
  for (const one of set) tellKeepers(study, '--set', one, `${one.value}`);
  for (const one of vary) {
    const { values } = one;
    tellKeepers(study, '--vary', one, `${values[0]}:${values.at(-1)}:${values.length}`);
  }
}

/** @throws OverrideError */
function look(study: Study, point: readonly Override[]): void {
  const changed = withPoint(study, point);
  for (const name of [study.reference, ...study.strategies])
    if (!isAsGiven(changed, study, name)) resolvable(changed, name);
}

function blameOne(study: Study): void {
  const { set, whatIf } = study;
  for (const [i, one] of set.entries())
    blame(`--set ${wordsOf([one])}`, () => look({ ...study, set: set.slice(0, i + 1), whatIf: [] }, []));
  for (const [i, one] of whatIf.entries())
    blame(`--what-if ${wordsOf([one])}`, () => look({ ...study, whatIf: whatIf.slice(0, i + 1) }, []));
}

export function wordsOf(overrides: readonly Override[]): string {
  return overrides.map((one) => `${nameOf(one)}=${one.value}`).join(', ');
}

function tellKeepers(
  { scenario, reference, strategies }: Study,
  option: string,
  one: Omit<Override, 'value'>,
  values: string,
): void {
  const all = [reference, ...strategies];
  const [first, ...others] = keepersOf(scenario, one, all);
  if (first === undefined) return;
  const keep = others.length === 0 ? 'keeps its' : 'keep their';
  writeErr(
    `${option} ${nameOf(one)}=${values}: ${[first, ...others].join(', ')} ${keep} own value; ${option} ${first}.${one.parameter}=${values} changes it\n`,
  );
}

/** Whether a strategy is what the file says, of which all is known already. */
export function isAsGiven(scenario: Scenario, { scenario: given }: Study, name: string): boolean {
  return scenario.parameters === given.parameters && scenario.strategies[name] === given.strategies[name];
}
