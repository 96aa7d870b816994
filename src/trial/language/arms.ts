import { unknownName } from '../../language/names.ts';
import type { ArmPart, TrialArm, TrialStratum } from '../design.ts';
import { dropoutOf } from './dropout.ts';
import { lawKeywords, lawPartOf } from './laws.ts';
import type { Issues, Path } from './problems.ts';
import { range } from './ranges.ts';
import { withResponses } from './responses.ts';
import type { RawArm, RawTrial } from './schema.ts';

/** `control`, `treatment`, or with `comparisons` the name of an experimental arm. */
export type ArmName = string;
export type DetailedArm = Exclude<RawArm, string>;

/** The arms of a design, in its order: control first. */
export function armsGiven({ arms, strata, comparisons }: RawTrial): ArmName[] {
  if (comparisons) {
    const inStrata = Object.values(strata ?? {}).flatMap((stratum) => Object.keys(stratum));
    const names = new Set([...Object.keys(arms ?? {}), ...inStrata.filter((key) => key !== 'share')]);
    return [...(names.has('control') ? ['control'] : []), ...[...names].filter((name) => name !== 'control')];
  }
  const hasControl = strata ? Object.values(strata).some((stratum) => stratum.control !== undefined) : false;
  return arms?.control !== undefined || hasControl ? ['control', 'treatment'] : ['treatment'];
}

/** The details of an arm; a strategy's name alone is a shorthand. */
export function detailsOf({ arms }: RawTrial, name: ArmName): DetailedArm {
  const raw = arms?.[name];
  return typeof raw === 'string' ? { strategy: raw } : (raw ?? {});
}

/** The strata of a design: names, shares, and whether they are enrolled. */
export function strataOf({ strata, enrol, scenario }: RawTrial, issues: Issues): TrialStratum[] | undefined {
  if (!strata) {
    if (enrol) issues.add(['enrol'], 'enrol names strata, must have strata to choose from');
    return [{ name: '', share: 1, enrolled: true }];
  }
  if (scenario !== undefined) {
    issues.add(['strata'], 'strata need plain laws, must be left out: the scenario defines the patients');
    return undefined;
  }
  const before = issues.problems.length;
  const names = Object.keys(strata);
  for (const [name, { share }] of Object.entries(strata))
    issues.number(
      share,
      ['strata', name, 'share'],
      range((value) => value > 0 && value <= 1, 'above 0 and at most 1'),
    );
  const all = Object.values(strata).reduce((sum, { share }) => sum + share, 0);
  if (issues.problems.length === before && Math.abs(all - 1) > 1e-9)
    issues.add(['strata'], `the shares of strata add up to ${Number(all.toPrecision(10))}, must add up to 1`);
  if (names.length > 255) issues.add(['strata'], `there are ${names.length} strata, must be at most 255`);
  for (const [i, name] of (enrol ?? []).entries())
    if (!names.includes(name)) issues.add(['enrol', i], unknownName('stratum', name, names, 'the design'));
  if (issues.problems.length > before) return undefined;
  return names.map((name) => ({ name, share: strata[name]!.share, enrolled: enrol?.includes(name) ?? true }));
}

/** The arms of a design with plain laws: one law for each stratum. */
export function lawArmsOf(given: RawTrial, issues: Issues): TrialArm[] | undefined {
  const before = issues.problems.length;
  const raw = withResponses(given, issues);
  if (issues.problems.length > before) return undefined;
  const names = armsGiven(raw);
  if (raw.strategies)
    issues.add(['strategies'], 'strategies belong to a scenario, must have `scenario` name its file');
  for (const name of names) {
    const { strategy, set } = detailsOf(raw, name);
    const words = typeof raw.arms?.[name] === 'string' ? '' : ', strategy';
    if (strategy !== undefined)
      issues.add(
        ['arms', name, ...words.split(', ').slice(1)],
        `${name} is a strategy, ${strategy}, must be a law such as { median: 20 }; or \`scenario\` must name a file`,
      );
    if (set) issues.add(['arms', name, 'set'], 'set changes parameters of a scenario, must be left out');
  }
  if (issues.problems.length > before) return undefined;
  const strata: [Path, (name: ArmName) => DetailedArm | undefined][] = raw.strata
    ? Object.entries(raw.strata).map(([name, stratum]) => [
        ['strata', name],
        (arm) => stratum[arm] as DetailedArm | undefined,
      ])
    : [[['arms'], (arm) => detailsOf(raw, arm)]];
  if (raw.strata) checkNoLaw(raw, names, issues);
  const lost = (name: ArmName) => {
    const own = detailsOf(raw, name).dropout;
    return own
      ? dropoutOf(own, ['arms', name, 'dropout'], raw, issues)
      : dropoutOf(raw.dropout, ['dropout'], raw, issues);
  };
  const dropouts = Object.fromEntries(names.toReversed().map((name) => [name, lost(name)]));
  const parts = Object.fromEntries(names.map((name): [ArmName, ArmPart[]] => [name, []]));
  for (const [path, of] of strata) {
    let control: ArmPart | undefined;
    for (const name of names) {
      const law = of(name);
      if (!law) {
        issues.add(path, `${name} is missing, must be there as in the other strata`);
        continue;
      }
      const isControl = name === 'control';
      const ratio = (['hazard-ratio', 'time-ratio'] as const).find((key) => law[key] !== undefined);
      if (names.length === 1 && ratio !== undefined && law.law === undefined) {
        issues.add([...path, name, ratio], `${ratio} is relative to a control arm, must have one`);
        continue;
      }
      const part = lawPartOf(law, [...path, name], control, raw, issues, isControl);
      if (isControl) control = part;
      if (part) parts[name]!.push({ ...part, ...dropouts[name] });
    }
  }
  if (issues.problems.length > before) return undefined;
  return names.map((name) => ({
    kind: 'law',
    title: detailsOf(raw, name).title ?? name,
    parts: parts[name]!,
  }));
}

function checkNoLaw(raw: RawTrial, names: readonly ArmName[], issues: Issues): void {
  for (const name of names) {
    const law = lawKeywords.find((key) => detailsOf(raw, name)[key] !== undefined);
    if (law)
      issues.add(['arms', name, law], `${law} is given for the whole arm, must be given in each stratum`);
  }
}
