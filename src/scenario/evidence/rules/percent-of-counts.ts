import type { Problem } from '../../../language/problem.ts';
import type { Claim } from '../claims.ts';
import { halfUnit, type Rounded, within } from '../rounding.ts';
import { error, type Rule } from '../rule.ts';
import { listText, percentText } from '../words.ts';

/** Most shared denominators that are looked for. */
const MOST_ROUNDS = 20;
/** Added to a message if there may be more. */
const ENDED = `; of denominators that explain several wrong percentages only ${MOST_ROUNDS} are told`;
/** Most other figures that a message names for one denominator. */
const MOST_ALSO = 10;
/** If more denominators are possible, only the first and the last are named. */
const MOST_DENOMINATORS = 1000;

interface Counted {
  claim: Claim;
  events: number;
  of: number;
  percent: Rounded;
}

/**
 * A printed percentage must equal its counts divided. If not, the most likely cause is another denominator: one that
 * explains several wrong percentages at once (such as an earlier size of the cohort), or one that the file uses
 * elsewhere.
 */
export const percentOfCounts: Rule = {
  name: 'percent-of-counts',
  about: 'a printed percentage is its numerator divided by its denominator, to the decimals printed',
  check({ claims }) {
    const counted = claims.flatMap(countedOf);
    let unexplained = counted.filter((figure) => !gives(figure, figure.of));
    const inUse = new Set(counted.map(({ of }) => of));
    const problems: Problem[] = [];
    let shared = sharedDenominator(unexplained);
    for (let round = 0; shared && round < MOST_ROUNDS; round++) {
      const { of, figures } = shared;
      for (const figure of figures) {
        const would = `it would be ${figure.events}/${of}, as would ${listText(alsoOf(figure, figures, of))} here`;
        problems.push(problem(figure, would));
      }
      const explained = new Set(figures);
      unexplained = unexplained.filter((figure) => !explained.has(figure));
      shared = sharedDenominator(unexplained);
    }
    unexplained.forEach((figure, k) => {
      const ended = shared && k === 0 ? ENDED : '';
      problems.push(problem(figure, `${wouldBe(figure, inUse)}${ended}`));
    });
    return problems;
  },
};

/** The first few other figures that the same denominator explains. */
function alsoOf({ events }: Counted, figures: readonly Counted[], of: number): string[] {
  const also = new Set<string>();
  for (const other of figures) {
    if (also.size === MOST_ALSO) return [...also, 'others'];
    if (other.events !== events) also.add(`${other.events}/${of} = ${printedPercent(other)}`);
  }
  return [...also];
}

function countedOf(claim: Claim): Counted[] {
  const { events, of } = claim.fields;
  const percent = claim.printed?.percent;
  return events !== undefined && of && percent ? [{ claim, events, of, percent }] : [];
}

function problem(figure: Counted, would: string): Problem {
  const { claim, events, of, percent } = figure;
  const right = percentText(events / of, Math.max(1, percent.decimals));
  return error(
    [...claim.path, 'printed'],
    `${printedPercent(figure)} is not ${events}/${of} = ${right}; ${would}`,
  );
}

/** An exact half may be rounded either way: 1/16 prints as 6.2% or 6.3%. */
function gives({ events, percent }: Counted, of: number): boolean {
  const half = halfUnit(percent.decimals);
  return within((100 * events) / of, [percent.value - half, percent.value + half]);
}

const printedPercent = ({ percent }: Counted) => `${percent.value.toFixed(percent.decimals)}%`;

/** All denominators with which the events give the printed percentage. */
function denominators(figure: Counted): number[] {
  const { events, percent } = figure;
  const half = halfUnit(percent.decimals);
  if (events === 0 || percent.value <= half) return [];
  const first = Math.max(events, Math.floor((100 * events) / (percent.value + half)));
  const last = Math.ceil((100 * events) / (percent.value - half));
  if (last - first >= MOST_DENOMINATORS) return [first, last].filter((of) => gives(figure, of));
  const candidates = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return candidates.filter((of) => gives(figure, of));
}

/** The denominator that explains the most wrong percentages with one stated denominator, at least two of them. */
function sharedDenominator(figures: Counted[]): { of: number; figures: Counted[] } | undefined {
  let best: { of: number; figures: Counted[]; numerators: number } | undefined;
  const groups = new Map<number, Map<number, Counted[]>>();
  for (const figure of figures) {
    const group = groups.get(figure.of) ?? new Map<number, Counted[]>();
    groups.set(figure.of, group);
    for (const of of denominators(figure)) {
      const explained = group.get(of);
      if (explained) explained.push(figure);
      else group.set(of, [figure]);
    }
  }
  for (const group of groups.values()) {
    for (const [of, explained] of group) {
      if (explained.length < 2) continue;
      const numerators = new Set(explained.map(({ events }) => events)).size;
      if (numerators >= 2 && numerators > (best?.numerators ?? 0))
        best = { of, figures: explained, numerators };
    }
  }
  return best;
}

function wouldBe(figure: Counted, inUse: ReadonlySet<number>): string {
  const { events, of, percent } = figure;
  const possible = denominators(figure);
  const known = possible.filter((denominator) => inUse.has(denominator));
  if (known.length > 0) return `it would be ${events}/${known[0]}`;
  const asEvents = ((percent.value * of) / 100).toFixed(1);
  if (possible.length === 0)
    return `no denominator makes it of ${events}, and of ${of} it would be ${asEvents}`;
  if (possible.length <= 3 && possible.at(-1)! - possible[0]! < MOST_DENOMINATORS)
    return `it would be ${listText(
      possible.map((n) => `${events}/${n}`),
      'or',
    )}`;
  return `it would be ${events} of ${possible[0]} to ${possible.at(-1)}`;
}
