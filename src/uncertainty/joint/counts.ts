import type { Scenario } from '../../scenario/schema/index.ts';
import type { RawParameter } from '../../scenario/schema/quantity.ts';
import type { UncertaintyLaw } from '../law.ts';
import { beta } from '../laws/beta.ts';
import { eventsOf } from '../rules/events-of.ts';
import { type Joint, streamOf } from './joint.ts';

/** The parts of a drawn number that a Dirichlet law needs. */
export interface CountedNumber {
  path: readonly (string | number)[];
  figure: RawParameter;
  one: { key: string; source: string | undefined; rule: string };
}

/** A number of counts: `events` of `of` patients. */
interface Counted {
  name: string;
  key: string;
  events: number;
  of: number;
  source: string;
}

/** Numbers that are drawn jointly, each with its key and its marginal law. */
export interface CountsTogether {
  joint: Joint;
  numbers: { name: string; key: string; law: UncertaintyLaw }[];
}

/**
 * Counts of one source over the branches of a decision, or over levels, are parts of one whole. Their chances are
 * drawn jointly from a Dirichlet law and sum to at most 1. Numbers belong together if their evidence is `events` of the
 * same number `of` patients of the same source, and one decision, or one table of `shares`, uses them unchanged.
 *
 * A number with another law, or in another joint group, is left out.
 *
 * @param numberAt finds a drawn number by its name
 * @param taken keys of numbers that are in another joint group
 *
 * Source: Briggs, Ades & Price (2003), Medical Decision Making 23:341.
 */
export function countsTogether(
  scenario: Scenario,
  numberAt: (name: string) => CountedNumber | undefined,
  taken: ReadonlySet<string>,
): CountsTogether[] {
  const groups: { title: string; members: Counted[] }[] = [];
  for (const { title, names } of chancesOf(scenario))
    for (const members of byWhole(names, numberAt, taken)) {
      const known = groups.find((group) => group.members.some((one) => members.some(isSame(one))));
      const more = members.filter((one) => !known?.members.some(isSame(one)));
      if (!known) groups.push({ title, members });
      else if (isWhole([...known.members, ...more])) known.members.push(...more);
    }
  return groups.filter(({ members }) => members.length > 1).map(dirichlet);
}

const isSame = (one: Counted) => (other: Counted) => one.key === other.key;

/** The parts of a whole sum to at most the whole. */
function isWhole(members: readonly Counted[]): boolean {
  return members.reduce((sum, { events }) => sum + events, 0) <= members[0]!.of;
}

/** Numbers of one decision by source and patients. */
function byWhole(
  names: readonly string[],
  numberAt: (name: string) => CountedNumber | undefined,
  taken: ReadonlySet<string>,
): Counted[][] {
  const wholes = new Map<string, Counted[]>();
  for (const name of new Set(names)) {
    const found = numberAt(name);
    if (!found) continue;
    const { path, figure, one } = found;
    const { key, source, rule } = one;
    if (rule !== eventsOf.name || source === undefined || taken.has(key)) continue;
    const whole = JSON.stringify([source, figure.of]);
    const others = wholes.get(whole) ?? [];
    // two branches with equal counts are two numbers, not one piece of evidence
    const own = others.some((other) => other.key === key) ? path.join('.') : key;
    wholes.set(whole, [...others, { name, key: own, events: figure.events!, of: figure.of!, source }]);
  }
  return [...wholes.values()].filter(isWhole);
}

/**
 * Stick breaking: each share is a beta-distributed part of what the earlier shares leave, so that the first share has the same draws as
 * alone. A branch that no patient took counts half a patient, as it does alone. Patients of no member are the remainder.
 */
function dirichlet({ title, members }: { title: string; members: readonly Counted[] }): CountsTogether {
  const counts = members.map(({ events }) => events || 0.5);
  const rest = members[0]!.of - members.reduce((sum, { events }) => sum + events, 0);
  const total = counts.reduce((sum, count) => sum + count, rest);
  let left = total;
  const ofLeft = counts.map((count) => {
    left -= count;
    return left > 0 ? beta(count, left).quantile : () => 1;
  });
  const keys = members.map(({ key }) => key);
  const joint: Joint = {
    ...{ kind: 'counts', title, keys },
    names: members.map(({ name }) => name),
    streams: keys.map(streamOf),
    valuesOf(draw, visit, even) {
      let remains = 1;
      return ofLeft.map((quantile, i) => {
        const value = remains * quantile(even(i, draw, visit));
        remains -= value;
        return value;
      });
    },
  };
  const lawOf = (count: number) => beta(count, total - count);
  return {
    joint,
    numbers: members.map(({ name, key }, i) => ({ name, key, law: lawOf(counts[i]!) })),
  };
}

type Blocks = Partial<Pick<Scenario, 'parameters' | 'states' | 'characteristics' | 'marks'>>;

/** For each decision and each table of shares in every strategy, the names of the numbers that it uses unchanged. */
function* chancesOf(scenario: Scenario): Generator<{ title: string; names: string[] }> {
  const contexts: [string, Blocks][] = [['', {}], ...Object.entries(scenario.strategies)];
  for (const [strategy, own] of contexts) {
    const prefix = strategy === '' ? '' : `${strategy}.`;
    const nameAt = (chance: unknown, place: string) => {
      if (typeof chance !== 'string') return [place];
      if (chance === 'rest') return [];
      return [own.parameters?.[chance] ? prefix + chance : chance];
    };
    const blockOf = (section: 'states' | 'characteristics' | 'marks') => [
      ...Object.entries(scenario[section] ?? {}).flatMap(([name, node]) =>
        own[section]?.[name] ? [] : [{ at: `${section}.${name}`, node }],
      ),
      ...Object.entries(own[section] ?? {}).map(([name, node]) => ({
        at: `${prefix}${section}.${name}`,
        node,
      })),
    ];
    for (const { at, node } of blockOf('states')) {
      const { decide = [] } = node as Scenario['states'][string];
      yield {
        title: at,
        names: decide.flatMap(({ chance }, i) => nameAt(chance, `${at}.decide.${i}.chance`)),
      };
    }
    for (const { at, node } of [...blockOf('characteristics'), ...blockOf('marks')]) {
      const { shares = {} } = node as NonNullable<Scenario['characteristics']>[string];
      yield {
        title: at,
        names: Object.entries(shares).flatMap(([level, share]) => nameAt(share, `${at}.shares.${level}`)),
      };
    }
  }
}
