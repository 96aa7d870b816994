import { type AccrualPiece, accrualEnd, accrualOf, allEntered } from '../../formulas/accrual.ts';
import type { TrialAccrual } from '../design.ts';
import { risesFromZero } from './laws.ts';
import { type Complaints, shown } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawTrial } from './schema.ts';

export interface Enrolment {
  accrual: TrialAccrual;
  patients: number;
}

/**
 * How many are randomised, and how those who are screened for it come.
 *
 * @param enrolled share of those who enter that is enrolled: 1 unless strata are left out, undefined where only
 *   simulation tells
 */
export function enrolmentOf(
  { accrual: raw, patients: own, screened }: RawTrial,
  enrolled: number | undefined,
  to: Complaints,
): Enrolment | undefined {
  const ways = (['duration', 'rate', 'rates'] as const).filter((way) => raw[way] !== undefined);
  if (ways.length === 0) {
    to.complain(['accrual'], 'accrual says nothing of time, must have a duration, a rate or rates');
    return undefined;
  }
  if (ways.includes('rate') && ways.includes('rates')) {
    to.complain(['accrual', 'rates'], 'accrual has rate and rates, must have one of them');
    return undefined;
  }
  const duration = to.number(raw.duration, ['accrual', 'duration'], ranges.time);
  const rate = to.number(raw.rate, ['accrual', 'rate'], ranges.rate);
  const steps = raw.rates && piecesOf(raw.rates, duration, to);
  if (ways.some((way) => ({ duration, rate, rates: steps })[way] === undefined)) return undefined;
  if (screened !== undefined && enrolled === 1) {
    to.complain(['screened'], 'screened is given, must be left out: all who enter are randomised');
    return undefined;
  }
  const isWhole = (value: number) => Number.isInteger(value) && value > 0 && value <= MOST;
  const must = `a whole number from 1 to ${MOST.toLocaleString('en')}`;
  const rates: AccrualPiece[] | undefined =
    steps ?? (rate === undefined ? undefined : [{ from: 0, to: duration ?? Infinity, rate }]);
  // both together say how many enter
  const entering = rates && duration !== undefined ? allEntered(rates) : undefined;
  const byRate =
    entering !== undefined && enrolled !== undefined ? Math.round(entering * enrolled) : undefined;
  if (own !== undefined && byRate !== undefined && own !== byRate) {
    to.complain(
      ['accrual', 'duration'],
      `duration and rates make ${byRate} patients, and patients is ${own}; must be two of the three`,
    );
    return undefined;
  }
  const patients = to.number(own ?? byRate, ['patients'], ranges.range(isWhole, must));
  if (patients === undefined) {
    if (own === undefined && byRate === undefined)
      to.complain([], 'patients is missing, must be the number who are randomised; `sojourn size` finds it');
    return undefined;
  }
  const all = to.number(
    screened,
    ['screened'],
    ranges.range(
      (n) => isWhole(n) && n >= patients,
      `a whole number from ${patients}, the number randomised, to ${MOST.toLocaleString('en')}`,
    ),
  );
  if (screened !== undefined && all === undefined) return undefined;
  const enter = all ?? (enrolled === undefined ? entering : patients / enrolled);
  // of independent entries over a duration only the shape is asked for
  if (enter === undefined && !(raw.entry === 'uniform' && duration !== undefined)) {
    to.complain(
      [],
      'screened is missing, must be the number who enter the cohort so that enough are randomised: the rates of accrual are theirs',
    );
    return undefined;
  }
  const total = enter ?? patients;
  const pattern = !rates
    ? [{ from: 0, to: duration!, rate: total / duration! }]
    : duration === undefined
      ? untilAllHaveEntered(rates, total)
      : accrualOf(total, rates);
  const end = accrualEnd(pattern);
  if (!(end <= ranges.LONGEST)) {
    to.complain(
      ['accrual', rate === undefined ? 'rates' : 'rate'],
      `accrual goes on until ${shown(end)}, must end by ${ranges.LONGEST.toLocaleString('en')}: raise the rate`,
    );
    return undefined;
  }
  return { accrual: { pattern, entry: raw.entry }, patients };
}

/** Patients of one trial that a simulation keeps in memory. */
const MOST = 1_000_000;

function piecesOf(
  rates: NonNullable<RawTrial['accrual']['rates']>,
  duration: number | undefined,
  to: Complaints,
): AccrualPiece[] | undefined {
  const path = ['accrual', 'rates'];
  if (
    !risesFromZero(
      rates.map(({ from }) => from),
      path,
      to,
    )
  )
    return undefined;
  let isSound = true;
  const pieces = rates.map(({ from, rate, to: atEnd }, i): AccrualPiece => {
    const end = rates[i + 1]?.from ?? duration ?? Infinity;
    for (const [key, value] of [
      ['rate', rate],
      ['to', atEnd],
    ] as const)
      if (value !== undefined && to.number(value, [...path, i, key], ranges.rateOrNone) === undefined)
        isSound = false;
    if (atEnd !== undefined && end === Infinity) {
      to.complain(
        [...path, i, 'to'],
        'to is of the last rates, which have no end, must be left out, or the accrual have a duration',
      );
      isSound = false;
    }
    return { from, to: end, rate, ...(atEnd === undefined ? {} : { rateAtEnd: atEnd }) };
  });
  const last = pieces[pieces.length - 1]!;
  if (isSound && duration !== undefined && last.from >= duration) {
    to.complain(
      [...path, pieces.length - 1, 'from'],
      `from is ${last.from}, must be below the duration, ${duration}`,
    );
    isSound = false;
  }
  if (isSound && duration === undefined && last.rate === 0) {
    to.complain(
      [...path, pieces.length - 1, 'rate'],
      'rate is 0 at the end, must be above 0, so that all can enter',
    );
    isSound = false;
  }
  return isSound ? pieces : undefined;
}

/** The rates, for as long as it takes. */
function untilAllHaveEntered(rates: readonly AccrualPiece[], total: number): AccrualPiece[] {
  const pieces: AccrualPiece[] = [];
  let entered = 0;
  for (const piece of rates) {
    const { from, to, rate, rateAtEnd = rate } = piece;
    const here = to === Infinity ? Infinity : ((rate + rateAtEnd) / 2) * (to - from);
    const missing = total - entered;
    if (here < missing) {
      pieces.push(piece);
      entered += here;
      continue;
    }
    const slope = to === Infinity ? 0 : (rateAtEnd - rate) / (to - from);
    const root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * missing));
    const length = (2 * missing) / (rate + root);
    pieces.push({
      from,
      to: from + length,
      rate,
      ...(slope === 0 ? {} : { rateAtEnd: rate + slope * length }),
    });
    break;
  }
  return pieces;
}
