import { unknownName } from '../language/names.ts';
import {
  type Override,
  OverrideError,
  resolvable,
  strategiesWithOwnValue,
  withOverrides,
} from '../scenario/overrides.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { lineOf, nameOf, type Variation } from '../study/compare/vary.ts';
import { UsageError } from './errors.ts';
import type { OptionTable } from './option-table.ts';
import { writeErr } from './terminal.ts';

/** The name of the strategy that is the reference with other values. */
export const WHAT_IF = 'what-if';

const MOST_STEPS = 1000;

/** The option that gives parameters other values than the file. */
export const setOption = {
  type: 'string',
  array: true,
  describe:
    'Other values: parameter=value for every strategy without one of its own, strategy.parameter=value for one',
} as const satisfies OptionTable[string];

/** No thousands separators and no k or M, unlike numbers of patients: for a parameter, 0,5 and 6m are mistakes. */
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** NaN if it is not a number. */
function readValue(text: string): number {
  return decimal.test(text.trim()) ? Number(text) : Number.NaN;
}

/** `parameter=value`, or `strategy.parameter=value` for one strategy alone. */
export function readOverride(option: string, text: string, scenario: Scenario): Override {
  const [name, value] = parted(option, text, 'value');
  const number = readValue(value);
  if (!Number.isFinite(number))
    throw new UsageError(`${option} ${text}: "${value}" must be a number, such as 0.5 or 1e-3`);
  return { ...targetOf(option, text, name, scenario), value: number };
}

/** `parameter=from:to:steps`, or `strategy.parameter=from:to:steps`. */
export function readVariation(text: string, scenario: Scenario): Variation {
  const [name, range] = parted('--vary', text, 'from:to:steps');
  return { ...targetOf('--vary', text, name, scenario), values: readLine(text, range) };
}

/** The values of `from:to:steps`, the end of an option `--vary`. */
export function readLine(text: string, range: string): number[] {
  const parts = range.split(':').map(readValue);
  const [from, to, steps] = parts as [number, number, number];
  if (parts.length !== 3 || !parts.every(Number.isFinite))
    throw new UsageError(`--vary ${text}: "${range}" must be from:to:steps, such as 1:3:5`);
  if (from === to) throw new UsageError(`--vary ${text}: from and to must differ`);
  if (!(Number.isInteger(steps) && steps >= 2 && steps <= MOST_STEPS))
    throw new UsageError(`--vary ${text}: ${steps} steps must be a whole number from 2 to ${MOST_STEPS}`);
  return lineOf(from, to, steps);
}

function parted(option: string, text: string, right: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new UsageError(`${option} ${text}: must be parameter=${right}, or strategy.parameter=${right}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Names may contain dots: the longest strategy name before a dot counts. */
function targetOf(
  option: string,
  text: string,
  name: string,
  { parameters, strategies }: Scenario,
): { strategy?: string; parameter: string } {
  if (Object.hasOwn(parameters, name)) return { parameter: name };
  const owners = [WHAT_IF, ...Object.keys(strategies)].filter((strategy) => name.startsWith(`${strategy}.`));
  const strategy = owners.sort((a, b) => b.length - a.length)[0];
  const parameter = strategy === undefined ? name : name.slice(strategy.length + 1);
  const known = new Set([
    ...Object.keys(parameters),
    ...Object.entries(strategies).flatMap(([owner, own]) =>
      strategy === undefined || owner === strategy || strategy === WHAT_IF
        ? Object.keys(own.parameters ?? {})
        : [],
    ),
  ]);
  if (known.has(parameter) && strategy !== undefined) return { strategy, parameter };
  const dot = name.indexOf('.');
  if (strategy === undefined && dot > 0 && known.has(name.slice(dot + 1))) {
    const known = [WHAT_IF, ...Object.keys(strategies)];
    throw new UsageError(`${option} ${text}: ${unknownName('strategy', name.slice(0, dot), known)}`);
  }
  if (strategy === undefined && known.has(parameter)) {
    const owner = Object.entries(strategies).find(([, own]) =>
      Object.hasOwn(own.parameters ?? {}, parameter),
    )![0];
    const instead = option === '--what-if' ? `try --reference ${owner}` : `write ${option} ${owner}.${text}`;
    throw new UsageError(
      `${option} ${text}: only strategies such as ${owner} have parameter "${parameter}"; ${instead}`,
    );
  }
  throw new UsageError(`${option} ${text}: ${unknownName('parameter', parameter, known)}`);
}

/** Adds the user's words to an OverrideError, so that the message says which option is at fault. */
export function blame<T>(words: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof OverrideError) throw new UsageError(`${words}: ${error.message}`);
    throw error;
  }
}

/**
 * The values of `--set` for some strategies. Warns of strategies that keep their own value.
 *
 * @throws UsageError for unknown names, impossible values, and a name that is given twice
 */
export function readSet(
  texts: readonly string[],
  scenario: Scenario,
  strategies: readonly string[],
): Override[] {
  const set = texts.map((text) => readOverride('--set', text, scenario));
  const names = set.map(nameOf);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`${twice} is given a value twice, must be given one`);
  for (const [i, one] of set.entries()) {
    // the first value that is impossible together with those before it
    blame(`--set ${texts[i]}`, () => {
      const changed = withOverrides(scenario, set.slice(0, i + 1));
      for (const name of strategies) resolvable(changed, name);
    });
    warnOfOwnValues('--set', one, `${one.value}`, { scenario, strategies });
  }
  return set;
}

/** Warns that an override for all strategies does not change those with a value of their own. */
export function warnOfOwnValues(
  option: string,
  one: Omit<Override, 'value'>,
  values: string,
  { scenario, strategies }: { scenario: Scenario; strategies: readonly string[] },
): void {
  const [first, ...others] = strategiesWithOwnValue(scenario, one, strategies);
  if (first === undefined) return;
  const keep = others.length === 0 ? 'keeps its' : 'keep their';
  writeErr(
    `${option} ${nameOf(one)}=${values}: ${[first, ...others].join(', ')} ${keep} own value; ${option} ${first}.${one.parameter}=${values} changes it\n`,
  );
}
