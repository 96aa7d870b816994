import { type AccrualPiece, accrualEnd, accrualOf, allEntered } from '../../formulas/accrual.ts';
import type { TrialAccrual } from '../design.ts';
import { risesFromZero } from './laws.ts';
import { type Issues, shown } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawTrial } from './schema.ts';

export interface Enrolment {
  accrual: TrialAccrual;
  patients: number;
}

/**
 * The number of randomised patients, and the accrual of all who enter.
 *
 * @param enrolled share of entering patients who are enrolled: 1 unless strata are left out; undefined if only
 *   simulation can tell
 */
export function enrolmentOf(
  { accrual: raw, patients: own, screened }: RawTrial,
  enrolled: number | undefined,
  issues: Issues,
): Enrolment | undefined {
  const keys = (['duration', 'rate', 'rates'] as const).filter((key) => raw[key] !== undefined);
  if (keys.length === 0) {
    issues.add(['accrual'], 'accrual has no duration, rate or rates; must have one of them');
    return undefined;
  }
  if (keys.includes('rate') && keys.includes('rates')) {
    issues.add(['accrual', 'rates'], 'accrual has rate and rates, must have one of them');
    return undefined;
  }
  const duration = issues.number(raw.duration, ['accrual', 'duration'], ranges.time);
  const rate = issues.number(raw.rate, ['accrual', 'rate'], ranges.rate);
  const steps = raw.rates && piecesOf(raw.rates, duration, issues);
  if (keys.some((key) => ({ duration, rate, rates: steps })[key] === undefined)) return undefined;
  if (screened !== undefined && enrolled === 1) {
    issues.add(['screened'], 'screened must be left out: all who enter are randomised');
    return undefined;
  }
  const isWhole = (value: number) => Number.isInteger(value) && value > 0 && value <= MOST_PATIENTS;
  const must = `a whole number from 1 to ${MOST_PATIENTS.toLocaleString('en')}`;
  const rates: AccrualPiece[] | undefined =
    steps ?? (rate === undefined ? undefined : [{ from: 0, to: duration ?? Infinity, rate }]);
  // rates and a duration together give the number who enter
  const entering = rates && duration !== undefined ? allEntered(rates) : undefined;
  const byRate =
    entering !== undefined && enrolled !== undefined ? Math.round(entering * enrolled) : undefined;
  if (own !== undefined && byRate !== undefined && own !== byRate) {
    issues.add(
      ['accrual', 'duration'],
      `duration and rates make ${byRate} patients, and patients is ${own}; must be two of the three`,
    );
    return undefined;
  }
  const patients = issues.number(own ?? byRate, ['patients'], ranges.range(isWhole, must));
  if (patients === undefined) {
    if (own === undefined && byRate === undefined)
      issues.add([], 'patients is missing, must be the number who are randomised; `sojourn size` finds it');
    return undefined;
  }
  const all = issues.number(
    screened,
    ['screened'],
    ranges.range(
      (n) => isWhole(n) && n >= patients,
      `a whole number from ${patients}, the number randomised, to ${MOST_PATIENTS.toLocaleString('en')}`,
    ),
  );
  if (screened !== undefined && all === undefined) return undefined;
  const enter = all ?? (enrolled === undefined ? entering : patients / enrolled);
  // for independent entry over a duration, the number who enter is not needed
  if (enter === undefined && !(raw.entry === 'uniform' && duration !== undefined)) {
    issues.add(
      [],
      'screened is missing, must be the number who enter the cohort; the accrual rates refer to them',
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
    issues.add(
      ['accrual', rate === undefined ? 'rates' : 'rate'],
      `accrual goes on until ${shown(end)}, must end by ${ranges.LONGEST.toLocaleString('en')}: raise the rate`,
    );
    return undefined;
  }
  return { accrual: { pattern, entry: raw.entry }, patients };
}

/** Largest number of patients: a simulation keeps all patients of one trial in memory. */
const MOST_PATIENTS = 1_000_000;

function piecesOf(
  rates: NonNullable<RawTrial['accrual']['rates']>,
  duration: number | undefined,
  issues: Issues,
): AccrualPiece[] | undefined {
  const path = ['accrual', 'rates'];
  if (
    !risesFromZero(
      rates.map(({ from }) => from),
      path,
      issues,
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
      if (value !== undefined && issues.number(value, [...path, i, key], ranges.rateOrNone) === undefined)
        isSound = false;
    if (atEnd !== undefined && end === Infinity) {
      issues.add(
        [...path, i, 'to'],
        '`to` needs the time at which the last rates end; must be left out, or accrual must have a duration',
      );
      isSound = false;
    }
    return { from, to: end, rate, ...(atEnd === undefined ? {} : { rateAtEnd: atEnd }) };
  });
  const last = pieces[pieces.length - 1]!;
  if (isSound && duration !== undefined && last.from >= duration) {
    issues.add(
      [...path, pieces.length - 1, 'from'],
      `from is ${last.from}, must be below the duration, ${duration}`,
    );
    isSound = false;
  }
  if (isSound && duration === undefined && last.rate === 0) {
    issues.add(
      [...path, pieces.length - 1, 'rate'],
      'rate is 0 at the end, must be above 0, so that all can enter',
    );
    isSound = false;
  }
  return isSound ? pieces : undefined;
}

/** The pieces of the rates up to the time when all patients have entered. */
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
