/** Prediction: when the planned events of a running trial come, from its blinded data. */
import { ln } from '../../math/elementary.ts';
import { normalQuantile } from '../../math/normal.ts';
import { sum } from '../../math/sum.ts';
import {
  type FittedLaw,
  type FittedLawName,
  fitLaw,
  fittedLaws,
  lnSurvivalAt,
  timeOfLnSurvival,
} from '../../survival/parametric/fit.ts';
import type { SimulatedQuantile } from '../../trial/operating-characteristics.ts';
import { simulatedQuantile } from '../../trial/quantiles.ts';
import { type EvenNumbers, evenNumbers } from '../../uncertainty/even.ts';
import { type AtCut, atCut, type BlindedPatients } from './data.ts';
import { type CountedRate, countedRate } from './rates.ts';

export type { BlindedPatients } from './data.ts';
export type { CountedRate } from './rates.ts';

export interface PredictOptions {
  /** patients that the trial randomises in all */
  planned: number;
  /** calendar time of the data cut */
  cut: number;
  /** censored patients seen within this time before the cut are still under follow-up; default 0 */
  window?: number;
  /** calendar time from which entries tell the rate of those to come; default 0 */
  accrualFrom?: number;
  /** law of the time to the event; default the one of least AIC */
  law?: FittedLawName;
  /** numbers of events whose dates are asked */
  events: readonly number[];
  /** calendar time up to which events are counted; default where the last events asked have come in 9 of 10 draws */
  until?: number;
  draws: number;
  seed: string;
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/** A date or a count over the draws. Dates may be infinite: so many events never come. */
export interface Predicted {
  median: SimulatedQuantile;
  /** 2.5, 10, 90 and 97.5% */
  quantiles: SimulatedQuantile[];
}

export interface Prediction {
  at: Pick<AtCut, 'cut' | 'patients' | 'lost' | 'followUp'> & { events: number; ongoing: number };
  /** entries in calendar time; null if all have entered */
  accrual: CountedRate | null;
  /** losses in patients' time */
  loss: CountedRate;
  /** all laws that could be fitted, the least AIC first */
  laws: FittedLaw[];
  law: FittedLaw;
  lastPatient: Predicted | null;
  /** for each number of events asked: its date, and the share of draws in which it comes */
  dates: { events: number; date: Predicted; reached: { value: number; mcse: number } }[];
  /** events so far, by calendar time */
  counts: { time: number; events: Predicted; mean: { value: number; mcse: number } }[];
  draws: number;
}

const ENDS = [0.025, 0.1, 0.9, 0.975];

/**
 * Predicts the dates of events and of the last patient of a running trial.
 *
 * Each draw takes an accrual rate, a rate of loss and the numbers of the law from what the data leave of them, and
 * then a course of each patient: those under follow-up have their event after the time seen so far, those to come
 * enter by a Poisson process. Data are blinded: one law stands for all arms together.
 *
 * Source: Bagiella & Heitjan (2001), Statistics in Medicine 20, 2055-2063; Ying & Heitjan (2008), Pharmaceutical
 * Statistics 7, 107-120, for Weibull laws.
 *
 * @throws RangeError if no law can be fitted, or the trial has more patients than planned
 */
export async function predict(data: BlindedPatients, options: PredictOptions): Promise<Prediction> {
  const { planned, cut, window = 0, accrualFrom = 0, events, draws } = options;
  const seen = atCut(data, { cut, window });
  const toCome = planned - seen.patients;
  if (toCome < 0) throw new RangeError(`${seen.patients} patients are more than the ${planned} planned`);
  const laws = lawsOf(data);
  const law = options.law === undefined ? laws[0]! : laws.find(({ name }) => name === options.law);
  if (!law) throw new RangeError(`the ${options.law} law has no maximum of the likelihood for these data`);
  const entered = data.entries.reduce((sum, entry) => sum + (entry >= accrualFrom ? 1 : 0), 0);
  const accrual = toCome > 0 ? countedRate(entered, cut - accrualFrom) : null;
  const loss = countedRate(seen.lost, seen.followUp);
  const course = courses({ seen, toCome, accrual, loss, law, even: evenNumbers(options.seed) });
  const last = new Float64Array(draws);
  const dates = events.map(() => new Float64Array(draws));
  const kept: Float64Array[] = [];
  let rested = performance.now();
  for (let draw = 0; draw < draws; draw++) {
    const { eventDates, lastEntry } = course(draw);
    last[draw] = lastEntry;
    events.forEach((count, k) => {
      dates[k]![draw] = eventDates[count - 1] ?? Infinity;
    });
    if (draw < MOST_COUNTED) kept.push(eventDates);
    if (performance.now() - rested < REST_AFTER_MS) continue;
    options.onProgress?.(draw + 1, draws);
    await new Promise((resolve) => setTimeout(resolve));
    options.signal?.throwIfAborted();
    rested = performance.now();
  }
  options.onProgress?.(draws, draws);
  const { patients, lost, followUp, ongoing, eventDates } = seen;
  const asked = events.map((count, k) => ({ events: count, date: predictedOf(dates[k]!) }));
  return {
    at: { cut, patients, lost, followUp, events: eventDates.length, ongoing: ongoing.length },
    ...{ accrual, loss, laws, law, draws },
    lastPatient: toCome > 0 ? predictedOf(last) : null,
    dates: asked.map(({ events: count, date }, k) => {
      const reached = dates[k]!.reduce((sum, date) => sum + (date < Infinity ? 1 : 0), 0) / draws;
      // one draw at least: 0 and 1 are not known exactly
      const safe = Math.min(1 - 1 / draws, Math.max(1 / draws, reached));
      const mcse = Math.sqrt((safe * (1 - safe)) / draws);
      return { events: count, date, reached: { value: reached, mcse } };
    }),
    counts: timesUpTo(cut, options.until ?? untilOf(asked, cut)).map((time) => {
      const counts = Float64Array.from(kept, (eventDates) => countUpTo(eventDates, time));
      return { time, mean: meanOf(counts), events: predictedOf(counts) };
    }),
  };
}

/** Draws whose events are counted over time. */
const MOST_COUNTED = 2000;
/** Calendar times at which events are counted, the cut among them. */
const COUNTED_TIMES = 25;

function timesUpTo(cut: number, until: number): number[] {
  return Array.from({ length: COUNTED_TIMES }, (_, k) => cut + ((until - cut) * k) / (COUNTED_TIMES - 1));
}

/** Where the last events asked have come in nine of ten draws; as long again as so far, if they never do. */
function untilOf(asked: readonly { date: Predicted }[], cut: number): number {
  const ends = asked.map(({ date }) => date.quantiles.find(({ p }) => p === 0.9)!.value);
  const latest = Math.max(...ends.filter((end) => end < Infinity));
  return latest > cut ? latest : 2 * cut;
}

/** Milliseconds of work between pauses, in which an abort is noticed. */
const REST_AFTER_MS = 50;

/** All laws that the data allow, the least AIC first. @throws RangeError if there is none */
function lawsOf({ times, statuses }: BlindedPatients): FittedLaw[] {
  // who entered on the day of the cut tells nothing of the law
  const kept = Array.from(times, (_, i) => i).filter((i) => times[i]! > 0);
  const seen = { times: kept.map((i) => times[i]!), statuses: kept.map((i) => statuses[i]!) };
  const fits: FittedLaw[] = [fitLaw('exponential', seen)];
  for (const name of fittedLaws.slice(1)) {
    try {
      fits.push(fitLaw(name, seen));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return fits.sort((a, b) => a.aic - b.aic);
}

interface Known {
  seen: AtCut;
  toCome: number;
  accrual: CountedRate | null;
  loss: CountedRate;
  law: FittedLaw;
  even: EvenNumbers;
}

/** Draws the course of the trial: calendar times of all events, increasing, and of the last entry. */
function courses({ seen, toCome, accrual, loss, law, even }: Known) {
  const { ongoing, eventDates, cut } = seen;
  const stream = (name: string) => even(`predict ${name}`);
  const [rates, numbers] = [stream('rates'), stream('law')];
  const [entry, event, lost] = [stream('entry'), stream('event'), stream('loss')];
  const root = rootOf(law.covariance);
  return (draw: number) => {
    const lossRate = loss.at(rates(draw, 0));
    const [first, second] = [normalQuantile(numbers(draw, 0)), normalQuantile(numbers(draw, 1))];
    const location = law.location + root[0] * first;
    const lnScale = law.lnScale + root[1] * first + root[2] * second;
    const dates = new Float64Array(eventDates.length + ongoing.length + toCome);
    dates.set(eventDates);
    let size = eventDates.length;
    /** the event of a patient who has been without it for a time, unless the patient is lost before */
    const follow = (place: number, start: number, time: number) => {
      const left = lnSurvivalAt(law.name, location, lnScale, time) + ln(event(draw, place));
      const at = timeOfLnSurvival(law.name, location, lnScale, left);
      if (at < time - ln(lost(draw, place)) / lossRate) dates[size++] = start + at;
    };
    ongoing.forEach((patient, i) => {
      follow(i, patient.entry, patient.time);
    });
    let lastEntry = cut;
    if (accrual) {
      const rate = accrual.at(rates(draw, 1));
      for (let j = 0; j < toCome; j++) {
        lastEntry -= ln(entry(draw, j)) / rate;
        follow(ongoing.length + j, lastEntry, 0);
      }
    }
    return { eventDates: dates.subarray(0, size).sort(), lastEntry };
  };
}

/** Cholesky factor of a covariance: its first column and the last entry. */
function rootOf([[a, b], [, c]]: FittedLaw['covariance']): [number, number, number] {
  const first = Math.sqrt(a);
  const below = b / first;
  return [first, below, Math.sqrt(Math.max(0, c - below * below))];
}

function meanOf(values: Float64Array): { value: number; mcse: number } {
  const value = sum(values) / values.length;
  const squares = sum(values.map((one) => (one - value) ** 2));
  return { value, mcse: Math.sqrt(squares / (values.length - 1) / values.length) };
}

function countUpTo(sorted: Float64Array, time: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function predictedOf(values: Float64Array): Predicted {
  const sorted = values.sort();
  return {
    median: simulatedQuantile(sorted, 0.5),
    quantiles: ENDS.map((p) => simulatedQuantile(sorted, p)),
  };
}
