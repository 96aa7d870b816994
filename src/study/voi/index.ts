/** The value of information: what knowing some of the uncertain numbers would add to the outcome that decides. */
import type { Outcome, PsaResult } from '../psa/index.ts';
import { shrunk } from '../psa/summary.ts';
import { type Evppi, evppiOf, valueOfKnowing } from './evppi.ts';

export type { Evppi } from './evppi.ts';

/** Numbers that would be known together. */
export interface InformationGroup {
  name: string;
  kind: 'number' | 'source' | 'group';
  /** names of the numbers */
  numbers: string[];
}

export interface Information extends InformationGroup {
  /** null: too few draws for so many numbers */
  evppi: Evppi | null;
}

export interface VoiResult {
  outcome: string;
  /** the strategy that is best on average */
  preferred: string;
  /** of knowing every number that is drawn; with the patients' part left in beside */
  evpi: { value: number; uncorrected: number };
  information: Information[];
}

/**
 * What can be found wrong before any draw is made.
 *
 * @throws RangeError for an outcome that cannot decide, or a group with a number that is not drawn
 */
export function checkQuestion(
  { outcomes, drawn }: { outcomes: readonly Outcome[]; drawn: PsaResult['drawn'] },
  outcome: string,
  groups: Readonly<Record<string, readonly string[]>>,
): void {
  const choices = outcomes.filter(({ isBenefit }) => isBenefit !== null).map(({ name }) => name);
  if (!choices.includes(outcome))
    throw new RangeError(`outcome ${outcome} cannot decide; choose one of: ${choices.join(', ')}`);
  const numbers = drawn.flatMap(({ kind, name }) => (kind === 'number' ? [name] : []));
  for (const name of Object.values(groups).flat())
    if (!numbers.includes(name))
      throw new RangeError(
        `${name} is not drawn; ${numbers.length === 0 ? 'no number of the scenario is' : `choose one of: ${numbers.join(', ')}`}`,
      );
}

/** More numbers together have no regression here. */
const MOST_TOGETHER = 12;

/**
 * @param result of an analysis with two strategies or more
 * @param outcome by name; more of it is better
 * @param groups of names of numbers, beside each number and each source
 * @throws RangeError for an outcome that is not there, of which nobody knows whether more is better, or that is not reached in
 *   some draw; for one strategy; for a number that is not drawn
 */
export function voi(
  { table, drawn }: Pick<PsaResult, 'table' | 'drawn'>,
  outcome: string,
  groups: Readonly<Record<string, readonly string[]>> = {},
): VoiResult {
  const { strategies, outcomes } = table;
  checkQuestion({ outcomes, drawn }, outcome, groups);
  const k = outcomes.findIndex(({ name }) => name === outcome);
  if (strategies.length < 2)
    throw new RangeError('there is one strategy, so that information changes no choice; name another');
  const reference = table.column(0, k);
  const raw = strategies
    .slice(1)
    .map((_, s) => table.column(s + 1, k).map((value, d) => value - reference[d]!));
  if (raw.some((column) => column.some(Number.isNaN)))
    throw new RangeError(
      `${outcome} is not reached in some draws; choose another outcome, such as a restricted mean`,
    );
  const corrected = raw.map((column, s) => shrunk(column, table.pairedVariance(s + 1, k)));
  const evpi = valueOfKnowing(corrected);
  const means = raw.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const best = means.indexOf(Math.max(...means));
  const numbers = drawn.flatMap((one, i) =>
    one.kind === 'number' ? [{ name: one.name, source: sourceOf(one), column: table.parameter(i) }] : [],
  );
  const columnOf = (name: string) => numbers.find((one) => one.name === name)!.column;
  const wanted: InformationGroup[] = [
    ...numbers.map(({ name }): InformationGroup => ({ name, kind: 'number', numbers: [name] })),
    ...[...new Set(numbers.map(({ source }) => source))].map(
      (name): InformationGroup => ({
        ...{ name, kind: 'source' },
        numbers: numbers.filter(({ source }) => source === name).map((one) => one.name),
      }),
    ),
    ...Object.entries(groups).map(
      ([name, members]): InformationGroup => ({
        ...{ name, kind: 'group', numbers: [...members] },
      }),
    ),
  ];
  const single = new Map<string, number>();
  const information = wanted.map((group): Information => {
    const evppi = attempt(() => evppiOf(group.numbers.map(columnOf), raw, evpi), group.numbers.length);
    if (group.kind === 'number' && evppi) single.set(group.name, evppi.value);
    // to know more is worth no less
    const least = Math.max(0, ...group.numbers.map((name) => single.get(name) ?? 0));
    return { ...group, evppi: evppi && { ...evppi, value: Math.max(evppi.value, least) } };
  });
  return {
    outcome,
    preferred: means[best]! > 0 ? strategies[best + 1]! : strategies[0]!,
    evpi: { value: evpi, uncorrected: valueOfKnowing(raw) },
    information,
  };
}

function sourceOf({ basis, source }: { basis: string; source: string | undefined }): string {
  return basis === 'calibrated' ? 'calibrated values' : (source ?? 'assumptions');
}

function attempt(go: () => Evppi, numbers: number): Evppi | null {
  if (numbers > MOST_TOGETHER) return null;
  try {
    return go();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('rows are too few')) return null;
    throw error;
  }
}
