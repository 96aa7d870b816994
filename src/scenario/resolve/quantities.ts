import type { Domain } from '../distributions/index.ts';
import { withOdds, ZERO_OF_CERTAIN } from '../odds.ts';
import type { RawParameter, RawQuantity } from '../schema/quantity.ts';
import { type Context, complain, DEEPEST, inForce, type Path, pathKey, unknown, whereIs } from './context.ts';

const domains: Record<Domain, Range> = {
  positive: { holds: (value) => value > 0, says: () => 'must be > 0' },
  'non-negative': { holds: (value) => value >= 0, says: () => 'must be >= 0' },
  real: { holds: () => true, says: () => '' },
  probability: {
    holds: (value) => value >= 0 && value <= 1,
    says: () => 'must be a probability from 0 to 1',
  },
  shape: within(1e-3, 1e6),
  spread: within(1e-6, 1e3),
  scale: within(1e-100, 1e100),
  location: within(-230, 230),
  bend: within(-1e3, 1e3),
  time: within(0, 1e100),
  hazard: within(0, 1e100),
};

interface Range {
  holds(value: number): boolean;
  /** what would be right for this value */
  says(value: number): string;
}

function within(low: number, high: number): Range {
  return {
    holds: (value) => value >= low && value <= high,
    says: (value) => {
      if (low > 0 && value <= 0) return 'must be > 0';
      return low === 0 && value < 0 ? 'must be >= 0' : `must be from ${low} to ${high}`;
    },
  };
}

/** What a number outside a domain must be: `must be > 0`; undefined for a number inside it. */
export function outsideOf(domain: Domain, value: number): string | undefined {
  const { holds, says } = domains[domain];
  return holds(value) ? undefined : says(value);
}

/** The ways to derive a number from parameters. */
export const derivations = ['product', 'quotient', 'complement', 'difference', 'with-odds'] as const;

/**
 * The number of a quantity; NaN, with the problem recorded, if it has none.
 *
 * @param use its role in messages: `rate`, `chance`
 */
export function numberOf(
  context: Context,
  quantity: RawQuantity,
  path: Path,
  use: string,
  domain: Domain,
): number {
  if (!context.isAgain)
    noteUse(context, typeof quantity === 'string' ? whereIs(context, 'parameters', quantity) : path, domain);
  const value =
    typeof quantity === 'string'
      ? parameterNumber(context, quantity, path)
      : figureNumber(context, quantity, path);
  const { holds, says } = domains[domain];
  if (Number.isNaN(value) || (holds(value) && Number.isFinite(value))) return value;
  const must = Number.isFinite(value) ? says(value) : 'must be finite';
  if (typeof quantity === 'string') {
    blame(
      context,
      quantity,
      `${quantity} is ${value}, as ${use} in ${path.slice(0, 2).join('.')} it ${must}`,
    );
  } else if (!ingredientsOf(context, quantity).some((id) => context.blamed.has(id))) {
    complain(context, statedAt(quantity, path), `${use} is ${value}, ${must}`);
  }
  return Number.NaN;
}

function noteUse({ uses }: Context, path: Path, domain: Domain): void {
  if (domain !== 'real') uses.push({ path, domain });
}

/** What each number is used for, by `pathKey` of its definition. */
export function usesByPath({ uses }: Context): Map<string, Set<Domain>> {
  const byPath = new Map<string, Set<Domain>>();
  for (const { path, domain } of uses) {
    const key = pathKey(path);
    byPath.set(key, (byPath.get(key) ?? new Set()).add(domain));
  }
  return byPath;
}

/** Reports a parameter at its definition, once for all its uses; numbers derived from it are not reported. */
function blame(context: Context, name: string, message: string): void {
  const figure = inForce(context, 'parameters')[name]!;
  const path = whereIs(context, 'parameters', name);
  const id = path.join('\n');
  if ([id, ...ingredientsOf(context, figure)].some((one) => context.blamed.has(one))) return;
  context.blamed.add(id);
  complain(context, statedAt(figure, path), message);
}

function statedAt(figure: RawParameter, path: Path): Path {
  const key = (['value', 'ratio', 'mean', 'events'] as const).find((way) => figure[way] !== undefined);
  return key === undefined ? path : [...path, key];
}

/** The paths of all definitions from which a number is derived. */
function ingredientsOf(context: Context, figure: RawParameter): string[] {
  const parameters = inForce(context, 'parameters');
  const open = [figure];
  const found = new Set<string>();
  for (let one = open.pop(); one; one = open.pop()) {
    for (const name of derivations.flatMap((way) => one[way] ?? [])) {
      const id = whereIs(context, 'parameters', name).join('\n');
      if (found.has(id) || !Object.hasOwn(parameters, name)) continue;
      found.add(id);
      open.push(parameters[name]!);
    }
  }
  return [...found];
}

/**
 * The number of a named parameter; NaN, with the problem recorded, if it has none.
 *
 * @param path where it is read
 */
export function parameterNumber(context: Context, name: string, path: Path): number {
  const value = computedNumber(context, name, path);
  // what it is derived from need not be known
  if (context.computing.size === 0) context.reads?.push({ parameter: name, value });
  return value;
}

function computedNumber(context: Context, name: string, path: Path): number {
  const known = context.computed.get(name);
  if (known !== undefined) return known;
  const parameters = inForce(context, 'parameters');
  if (!Object.hasOwn(parameters, name)) {
    unknown(context, path, 'parameter', name, Object.keys(parameters));
    return Number.NaN;
  }
  if (context.computing.size >= DEEPEST) {
    complain(
      context,
      path,
      `parameter "${name}" is derived through more than ${DEEPEST} others, one after the other`,
    );
    return Number.NaN;
  }
  if (context.computing.has(name)) {
    const circle = [...context.computing].map((one) => whereIs(context, 'parameters', one).join('\n'));
    // a circle is one mistake, wherever it is entered
    if (!circle.some((id) => context.blamed.has(id)))
      complain(context, path, `parameter "${name}" is derived from itself`);
    for (const id of circle) context.blamed.add(id);
    return Number.NaN;
  }
  const own = whereIs(context, 'parameters', name);
  if (!context.isAgain) context.used.add(pathKey(own));
  context.computing.add(name);
  const value = figureNumber(context, parameters[name]!, own);
  context.computing.delete(name);
  context.computed.set(name, value);
  return value;
}

/** The number of a parameter object, named or inline. */
function figureNumber(context: Context, figure: RawParameter, path: Path): number {
  const ways = waysOf(figure);
  if (ways !== 1) {
    const what = ways === 0 ? 'has no number' : 'states its number in more than one way';
    complain(
      context,
      path,
      `${path[path.length - 1]} ${what}, must have one of value, ratio, mean, events + of, events + exposure, ${derivations.join(', ')}`,
    );
    return Number.NaN;
  }
  const { mean, se, sd, n } = figure;
  if (mean !== undefined) return meanNumber(context, figure, path);
  if (se !== undefined || sd !== undefined || n !== undefined) {
    const key = (['se', 'sd', 'n'] as const).find((one) => figure[one] !== undefined)!;
    complain(context, [...path, key], `${key} goes with mean; of any other number give its interval`);
    return Number.NaN;
  }
  if (figure.value !== undefined) return figure.value;
  if (figure.ratio !== undefined) return figure.ratio;
  if (derivations.some((way) => figure[way] !== undefined)) return derivedNumber(context, figure, path);
  if (figure.events !== undefined && figure.exposure !== undefined && figure.of === undefined)
    return figure.events / figure.exposure;
  if (figure.events === undefined || figure.of === undefined || figure.exposure !== undefined) {
    complain(context, path, 'a proportion needs events and of, a rate needs events and exposure');
    return Number.NaN;
  }
  if (figure.events > figure.of) {
    complain(context, [...path, 'events'], `events is ${figure.events}, must be at most of = ${figure.of}`);
    return Number.NaN;
  }
  return figure.events / figure.of;
}

/** In how many ways a figure says its number. */
function waysOf(figure: RawParameter): number {
  const { value, ratio, mean, events, of, exposure } = figure;
  let ways = Number(value !== undefined) + Number(ratio !== undefined) + Number(mean !== undefined);
  if (events !== undefined || of !== undefined || exposure !== undefined) ways++;
  for (const way of derivations) if (figure[way] !== undefined) ways++;
  return ways;
}

/** A mean, whose error is stated in one way or not at all. */
function meanNumber(context: Context, { mean, se, sd, n, interval }: RawParameter, path: Path): number {
  const ways = [se !== undefined, sd !== undefined || n !== undefined, interval !== undefined].filter(
    Boolean,
  );
  if (ways.length > 1) complain(context, path, 'the error of a mean is one of se, sd + n, interval');
  else if ((sd === undefined) !== (n === undefined))
    complain(context, path, 'the standard deviation of single patients needs sd and n');
  else return mean!;
  return Number.NaN;
}

/** A number derived from parameters. */
function derivedNumber(context: Context, figure: RawParameter, path: Path): number {
  const { product, quotient, complement, difference, 'with-odds': odds } = figure;
  const numbers = (way: (typeof derivations)[number], names: readonly string[]) =>
    names.map((name, i) => parameterNumber(context, name, [...path, way, i]));
  if (product) return numbers('product', product).reduce((all, one) => all * one, 1);
  if (complement !== undefined) {
    // a complement makes sense for probabilities alone
    if (!context.isAgain) noteUse(context, whereIs(context, 'parameters', complement), 'probability');
    return 1 - parameterNumber(context, complement, [...path, 'complement']);
  }
  if (difference) {
    const [from, less] = numbers('difference', difference) as [number, number];
    return from - less;
  }
  if (quotient) {
    const [above, below] = numbers('quotient', quotient) as [number, number];
    if (below !== 0) return above / below;
    complain(context, [...path, 'quotient', 1], `${quotient[1]} is 0, must not be: it divides`);
    return Number.NaN;
  }
  const [chance, ratio] = [
    numberOf(context, odds![0], [...path, 'with-odds', 0], 'chance', 'probability'),
    numberOf(context, odds![1], [...path, 'with-odds', 1], 'odds ratio', 'non-negative'),
  ];
  if (chance === 1 && ratio === 0) complain(context, [...path, 'with-odds'], ZERO_OF_CERTAIN);
  // if the ratio has no number, neither has the result, even for a chance of 0 or 1
  return Number.isNaN(ratio) ? ratio : withOdds(chance, ratio);
}
