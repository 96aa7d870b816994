import { plain } from '../../media/numbers.ts';
import { spendingFamilies } from '../../sequential/spending/index.ts';
import { illnessDeathKeys } from '../../trial/arms/illness-death.ts';
import type { PartEvents, ProportionTest, TrialDesign, TrialTest } from '../../trial/design.ts';
import type { DetailedArm } from '../../trial/language/arms.ts';
import { parameterKeys } from '../../trial/language/scenario-law.ts';
import type { RawLaw, RawQuantity, RawSpending, RawTrial } from '../../trial/language/schema.ts';

export const numberOf = (raw: RawQuantity): string => plain(typeof raw === 'number' ? raw : raw.value, 6);

/** A law by its numbers. */
export function lawWords(law: RawLaw, unit: string): string {
  const { median, hazard, survival, response, 'hazard-ratio': ratio, 'time-ratio': longer } = law;
  if (law.law !== undefined) return namedLawWords(law, unit);
  if (longer !== undefined) return `time ratio ${numberOf(longer)} over control`;
  if (median !== undefined) return `exponential, median ${numberOf(median)} ${unit}s`;
  if (survival !== undefined)
    return [survival]
      .flat()
      .map(
        ({ at, share }) =>
          `${plain(100 * Number(numberOf(share)))}% expected to be event-free at ${plain(at)} ${unit}s`,
      )
      .join(', ');
  if (response !== undefined) return `a share of ${plain(100 * Number(numberOf(response)))}% with the event`;
  if (hazard !== undefined)
    return Array.isArray(hazard)
      ? `hazard ${hazard.map((step) => `${numberOf(step.hazard)} from ${unit} ${plain(step.from)}`).join(', ')}`
      : `exponential, hazard ${numberOf(hazard)} a ${unit}`;
  return ratio === undefined ? '' : ratioWords(ratio, unit);
}

/** The transitions of an arm that is an illness-death model; empty for another arm. */
export function illnessDeathWords(arm: DetailedArm, unit: string): string {
  const same = 'as under control';
  const all = illnessDeathKeys.flatMap((key) => {
    const law = arm[key];
    return law ? [`${key.replaceAll('-', ' ')} ${lawWords(law, unit) || same}`] : [];
  });
  const { crossover } = arm;
  if (crossover)
    all.push(
      `${plain(100 * crossover.share, 2)}% of those who progress cross over and then die as under treatment, analysed as randomised`,
    );
  return all.join(', ');
}

/** A law of the scenario language: its name, its parameters, and its modifiers. */
function namedLawWords(raw: RawLaw, unit: string): string {
  const written = (value: unknown): string =>
    Array.isArray(value)
      ? `[${value.map(written).join(', ')}]`
      : typeof value === 'string'
        ? value
        : numberOf(value as RawQuantity);
  const numbers = parameterKeys.flatMap((key) =>
    raw[key] === undefined ? [] : [`${key} ${written(raw[key])}`],
  );
  const { cure, 'time-ratio': longer, 'hazard-ratio': ratio } = raw;
  return [
    `${raw.law}, ${numbers.join(', ')}`,
    ...(longer === undefined ? [] : [`time ratio ${numberOf(longer)}`]),
    ...(cure === undefined ? [] : [`cure fraction ${numberOf(cure)}`]),
    ...(ratio === undefined ? [] : [ratioWords(ratio, unit)]),
  ].join(', ');
}

function ratioWords(ratio: NonNullable<RawLaw['hazard-ratio']>, unit: string): string {
  if (Array.isArray(ratio))
    return `hazard ratio ${ratio.map((step) => `${numberOf(step.ratio)} from ${unit} ${plain(step.from)}`).join(', ')}`;
  if (typeof ratio === 'object' && 'ratio' in ratio)
    return `hazard ratio 1 until ${unit} ${plain(ratio.after)}, ${numberOf(ratio.ratio)} from then on`;
  return `hazard ratio ${numberOf(ratio)} at all times`;
}

/** The name of a test. */
export function testWords(test: TrialTest, unit: string): string {
  switch (test.kind) {
    case 'log-rank':
      return 'log-rank test';
    case 'max-combo':
      return test.weights ? `MaxCombo test of the weights ${weightsWords(test.weights)}` : 'MaxCombo test';
    case 'fleming-harrington':
      return `Fleming-Harrington test (${plain(test.rho)}, ${plain(test.gamma)})`;
    case 'modestly-weighted':
      return `modestly weighted log-rank test (${'cap' in test ? `weights up to ${plain(test.cap)}` : `${plain(test.until)} ${unit}s`})`;
    case 'rmst':
      return `test of restricted mean survival up to ${plain(test.tau)} ${unit}s`;
    case 'milestone':
      return `test of survival at ${plain(test.at)} ${unit}s${test.margin > 0 ? `, non-inferiority with a margin of ${plain(100 * test.margin)} points` : ''}`;
    case 'cox':
      return `Wald test of Cox's hazard ratio${test.margin === 1 ? '' : ` against ${plain(test.margin)}`}`;
    case 'proportion':
      return proportionWords(test, unit);
    case 'binomial':
      return `exact binomial test of ${plain(100 * test.share)}% without the event at ${plain(test.at)} ${unit}s`;
    case 'one-sample-log-rank':
      return 'one-sample log-rank test';
  }
}

const weightsWords = (weights: readonly { rho: number; gamma: number }[]) =>
  listed(weights.map(({ rho, gamma }) => `(${plain(rho)}, ${plain(gamma)})`));

/** The name of an arm or a stratum whose events a look waits for. */
export function partName({ arms, strata }: Pick<TrialDesign, 'arms' | 'strata'>, part: PartEvents): string {
  return 'arm' in part ? arms[part.arm]!.title : strata[part.stratum]!.name;
}

function proportionWords({ at, by, margin, better, null: none }: ProportionTest, unit: string): string {
  const when = `at ${plain(at)} ${unit}s`;
  if (none !== undefined) return `exact binomial test of ${plain(100 * none)}% with the event ${when}`;
  if (by === 'fisher') return `exact test of Fisher of the shares with the event ${when}`;
  if (by === 'boschloo') return `exact test of Boschloo of the shares with the event ${when}`;
  const isRatio = by === 'ratio';
  const most = isRatio ? `a ratio of ${plain(margin)}` : `${plain(100 * margin)} points`;
  const toward =
    margin === (isRatio ? 1 : 0)
      ? ''
      : `, non-inferiority with a margin of ${most} (a ${better} share is better)`;
  return `score test of the ${by} of the shares with the event ${when}${toward}`;
}

/** The reference law of a one-sample test; empty for tests without one. */
export function referenceWords({ test, unit }: RawTrial): string {
  const reference = typeof test === 'object' ? test['one-sample-log-rank'] : undefined;
  return reference === undefined ? '' : ` against the reference law (${lawWords(reference, unit)})`;
}

/** How the efficacy boundaries are derived. */
export function efficacyWords({ efficacy }: RawTrial): string {
  if (efficacy?.spending !== undefined)
    return `${spendingWords(efficacy.spending)} for efficacy${efficacy.information === 'observed' ? ' by the events that each trial sees' : ''}`;
  const shape = efficacy?.shape;
  if (shape !== undefined)
    return `boundaries of ${shape === 'obrien-fleming' ? "O'Brien and Fleming's" : shape === 'pocock' ? "Pocock's" : shape === 'triangular' ? 'the triangular' : "Wang and Tsiatis's"} shape${typeof shape === 'object' ? ` (delta ${shape['wang-tsiatis']})` : ''}`;
  return 'efficacy boundaries as given';
}

/** A spending function by its title. */
export function spendingWords(spending: RawSpending): string {
  if (Array.isArray(spending)) return 'the error spent as given';
  const [key, value] = typeof spending === 'string' ? [spending] : Object.entries(spending)[0]!;
  const { title, parameter } = spendingFamilies.find((family) => family.key === key)!;
  return parameter ? `${title} (${parameter.name} ${value})` : title;
}

export function futilityWords({ futility, target }: RawTrial): string {
  if (!futility) return '';
  const how =
    futilityScaleWords(futility) ??
    (futility.spending === undefined
      ? 'as given'
      : `by ${spendingWords(futility.spending)} at power ${plain(futility.power ?? target?.power ?? 0)}`);
  return ` and ${futility.binding ? 'binding' : 'non-binding'} futility boundaries ${how}`;
}

/** Futility on another scale than z; undefined if it is on z. */
function futilityScaleWords(futility: NonNullable<RawTrial['futility']>): string | undefined {
  const { under = 'design' } = futility;
  const all = (limits: number | (number | 'none')[], times = 1) =>
    listed(
      [limits]
        .flat()
        .map((one) => (one === 'none' ? one : `${plain(times * one, 4)}${times === 1 ? '' : '%'}`)),
    );
  if (futility['hazard-ratio'] !== undefined)
    return `where the hazard ratio is above ${all(futility['hazard-ratio'])}`;
  if (futility['predictive-power'] !== undefined)
    return `where predictive power with a flat prior is below ${all(futility['predictive-power'], 100)}`;
  if (futility['conditional-power'] === undefined) return undefined;
  const effect =
    under === 'trend'
      ? 'the trend seen'
      : under === 'design'
        ? 'the effect of the design'
        : `a hazard ratio of ${plain(under['hazard-ratio'], 4)}`;
  return `where conditional power under ${effect} is below ${all(futility['conditional-power'], 100)}`;
}

/** a, b and c */
export function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

export function plural(unit: string, count: number): string {
  return count === 1 ? unit : `${unit}s`;
}
