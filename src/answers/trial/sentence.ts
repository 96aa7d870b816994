import { plain, whole } from '../../media/numbers.ts';
import type { Enrolled, TrialDesign } from '../../trial/design.ts';
import { errorSpent, spendsOther } from '../../trial/expected/error-spent.ts';
import { successesNeeded } from '../../trial/expected/exact-binomial.ts';
import { countsOf } from '../../trial/expected/exact-proportion.ts';
import { armsGiven } from '../../trial/language/arms.ts';
import { isIllnessDeath } from '../../trial/language/illness-death.ts';
import type { RawLaw, RawTrial } from '../../trial/language/schema.ts';
import { randomisationOf } from '../../trial/replicate/assign.ts';
import { rulesSentence } from './rules-words.ts';
import { spendingTimesWords, timingWords } from './timing-words.ts';
import {
  efficacyWords,
  futilityWords,
  illnessDeathWords,
  lawWords,
  listed,
  numberOf,
  partName,
  plural,
  referenceWords,
  testWords,
} from './words.ts';

/** The design in a few sentences, ready for a protocol. */
export function designSentence(raw: RawTrial, design: TrialDesign): string {
  return [
    whoSentence(raw, design),
    armsSentence(raw, design),
    lossSentence(raw),
    observationSentence(design),
    testSentence(raw, design),
    looksSentence(raw, design),
    rulesSentence(design),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Who is randomised, to what, and when. */
export function whoSentence(raw: RawTrial, design: Enrolled & { unit: string }): string {
  const { patients, arms, allocation, unit, strata, accrual } = design;
  const titles = arms.map(({ title }) => title);
  const [control] = titles;
  // experimental arms first, as publications have them
  const ratio = [...allocation.slice(1), allocation[0]].join(':');
  const to = [...titles.slice(1), control].join(', ').replace(/, ([^,]*)$/, ' or $1');
  const who =
    arms.length === 1
      ? `${whole(patients)} patients receive ${control}`
      : `${whole(patients)} patients are randomised ${ratio} to ${to}${randomisationWords(design)}`;
  const { pattern, entry } = accrual;
  const end = pattern[pattern.length - 1]!.to;
  const isEven = pattern.length === 1 && (pattern[0]!.rateAtEnd ?? pattern[0]!.rate) === pattern[0]!.rate;
  const rate = isEven ? `, ${plain(pattern[0]!.rate, 2)} a ${unit}` : `, ${ratesWords(pattern, unit)}`;
  const kind = {
    uniform: 'at independent times',
    'equally spaced': 'equally spaced',
    poisson: 'as a Poisson process',
  };
  const { 'on-reaching': reaching, among } = typeof raw.randomised === 'object' ? raw.randomised : {};
  const when = reaching === undefined ? '' : `, on reaching ${[reaching].flat().join(' or ')}`;
  const whom = among === undefined ? '' : `, among ${among}`;
  const enrolled = strata.filter((stratum) => stratum.enrolled);
  const only =
    enrolled.length < strata.length ? `, of ${enrolled.map(({ name }) => name).join(' and ')} only` : '';
  const isSelective = when + whom + only !== '';
  const screened = isSelective ? 'Those who are screened for it' : 'They';
  return `${who}${when}${whom}${only}. ${screened} enter ${kind[entry]} over ${plain(end, 2)} ${plural(unit, end)}${isSelective && raw.screened === undefined ? '' : rate}.`;
}

/** `10 a month from month 0, 20 from month 6` */
function ratesWords(pattern: TrialDesign['accrual']['pattern'], unit: string): string {
  return pattern
    .map(({ from, rate, rateAtEnd }, k) => {
      const rising =
        rateAtEnd === undefined || rateAtEnd === rate ? '' : ` changing to ${plain(rateAtEnd, 2)}`;
      return `${plain(rate, 2)}${k === 0 ? ` a ${unit}` : ''}${rising} from ${unit} ${plain(from, 2)}`;
    })
    .join(', ');
}

/** `, in permuted blocks of 4`; empty for random allocation with fixed numbers in each arm. */
function randomisationWords(design: Enrolled): string {
  const randomisation = randomisationOf(design);
  if (randomisation.kind === 'random allocation') return '';
  if (randomisation.kind === 'simple') return ', by simple randomisation';
  const { block, withinStrata } = randomisation;
  return `, in permuted blocks of ${whole(block)}${withinStrata ? ' within strata' : ''}`;
}

/** What the times of the patients follow. @param endpoint its name, or those of several */
export function armsSentence(
  raw: RawTrial,
  { arms, unit }: Pick<TrialDesign, 'arms' | 'unit'>,
  endpoint = raw.endpoint ?? 'the event',
): string {
  if (raw.strata) {
    const parts = Object.entries(raw.strata).map(([name, { share, ...own }]) => {
      const laws = armsGiven(raw).map((arm, a) => `${arms[a]!.title} ${lawWords(own[arm] as RawLaw, unit)}`);
      return `${name} (${plain(100 * share)}% of those who enter): ${laws.join(', ')}`;
    });
    return `Time to ${endpoint}, by stratum: ${parts.join('; ')}.`;
  }
  if (raw.scenario !== undefined) {
    const from = arms.map(({ title }) => title).join(' and ');
    const set = armsGiven(raw).flatMap((name) => {
      const arm = raw.arms?.[name];
      const values = typeof arm === 'object' ? Object.entries(arm.set ?? {}) : [];
      return values.map(([parameter, value]) => `${parameter} ${value} under ${name}`);
    });
    const changed = set.length > 0 ? `, with ${set.join(', ')}` : '';
    return `Time to ${endpoint} is that of the patients of ${raw.scenario}, simulated under ${from}${changed}.`;
  }
  const words = armsGiven(raw).map((name, k) => {
    const arm = raw.arms?.[name];
    const law = typeof arm === 'object' ? illnessDeathWords(arm, unit) || lawWords(arm, unit) : '';
    return `under ${arms[k]!.title} ${law}`;
  });
  if (isIllnessDeath(raw))
    return `Patients are stable, progress and die by an illness-death model, from which come the times to ${endpoint}: ${words.join('; ')}.`;
  return `Time to ${endpoint}: ${words.join('; ')}.`;
}

/** The loss to follow-up. */
export function lossSentence(raw: RawTrial): string {
  const words = ({ share, by, steps, ...law }: NonNullable<RawTrial['dropout']>) => {
    if (share !== undefined)
      return `at a constant hazard, ${plain(100 * Number(numberOf(share)))}% by ${plain(by ?? 0)} ${raw.unit}s`;
    const hazard = steps ?? law.hazard;
    if (hazard === undefined) return `by a law of their own: ${lawWords(law, raw.unit)}`;
    return `with ${Array.isArray(hazard) ? lawWords({ hazard }, raw.unit) : `hazard ${numberOf(hazard)} a ${raw.unit}`}`;
  };
  const own = armsGiven(raw).flatMap((name) => {
    const arm = raw.arms?.[name];
    return typeof arm === 'object' && arm.dropout ? [`under ${name} ${words(arm.dropout)}`] : [];
  });
  const general = raw.dropout ? [words(raw.dropout)] : [];
  const all = [...general, ...own];
  return all.length === 0 ? 'No loss to follow-up is assumed.' : `Patients are lost ${all.join(', ')}.`;
}

/** `Each patient is followed for 24 months at most.` */
export function observationSentence(
  { observation, unit }: Pick<TrialDesign, 'observation' | 'unit'>,
  of = '',
): string {
  const { followed, visits } = observation ?? {};
  const pieces = visits?.map(
    ({ from, every }, k) =>
      `every ${every === 1 ? unit : `${plain(every)} ${unit}s`}${k === 0 ? '' : ` from ${unit} ${plain(from)}`}`,
  );
  return [
    followed === undefined
      ? ''
      : `Each patient is followed for ${plain(followed)} ${plural(unit, followed)} at most.`,
    pieces ? `Events${of} are seen at visits, ${listed(pieces)} since randomisation.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function testSentence(raw: RawTrial, design: TrialDesign): string {
  const { test, alpha, sides, strata } = design;
  const stratified =
    strata.filter(({ enrolled }) => enrolled).length > 1 && test.kind !== 'rmst' && test.kind !== 'milestone'
      ? 'stratified '
      : '';
  return `The test is the ${sides === 2 ? 'two' : 'one'}-sided ${stratified}${testWords(test, raw.unit)}${referenceWords(raw)}${
    spendsOther(design)
      ? `, whose given boundaries spend a type I error of ${plain(errorSpent(design), 4)}`
      : ` at alpha ${plain(alpha, 6)}`
  }.`;
}

function looksSentence(raw: RawTrial, design: TrialDesign): string {
  const { looks, unit } = design;
  const limit = raw['follow-up'];
  const last = design.accrual.pattern[design.accrual.pattern.length - 1]!.to;
  const end = limit === undefined ? undefined : last + limit;
  const words = looks.map(({ events, eventsOf = [], ...timing }) =>
    timingWords(
      timing,
      [
        ...(events === undefined ? [] : [`${whole(events)} events`]),
        ...eventsOf.map((part) => `${whole(part.count)} events of ${partName(design, part)}`),
      ],
      design,
    ),
  );
  const until =
    end !== undefined && looks.some((look) => look.end !== undefined)
      ? ` Events are waited for until ${unit} ${plain(end, 2)}, ${plain(limit!)} ${unit}s after the end of accrual.`
      : '';
  const claim =
    design.test.kind === 'binomial'
      ? ` Benefit is claimed with ${whole(successesNeeded(design))} of ${whole(design.patients)} patients or more known to be without the event by then.`
      : '';
  const byCounts = countsSentence(design);
  if (looks.length === 1) return `It is analysed once, at ${words[0]}.${until}${claim}${byCounts}`;
  const how = efficacyWords(raw);
  const seen = design.boundaries.observed
    ? ` All of alpha is spent at ${plain(design.boundaries.observed.planned, 1)} events, or at the last analysis; boundaries below are those of the planned information.`
    : '';
  const isLong = looks.some(
    ({ gap, enrolled, skipBelow }) => (gap ?? skipBelow) !== undefined || enrolled !== undefined,
  );
  return `It is analysed ${looks.length} times, at ${isLong ? words.join('; at ') : listed(words)}${isLong ? ';' : ','} with ${how}${futilityWords(raw)}.${spendingTimesWords(looks)}${seen}${until}${byCounts}`;
}

/** The numbers of events at which a single arm stops; empty for other designs. */
function countsSentence(design: TrialDesign): string {
  const { test, looks } = design;
  if (test.kind !== 'proportion' || test.null === undefined) return '';
  const counts = countsOf(design);
  if (!counts) return '';
  const isHigher = test.better === 'higher';
  const events = (good: number, patients: number) => whole(isHigher ? good : patients - good);
  const [more, fewer] = isHigher ? ['or more', 'or fewer'] : ['or fewer', 'or more'];
  const stops = counts.futility
    .slice(0, looks.length - 1)
    .flatMap((x, k) =>
      x < 0
        ? []
        : [
            `with ${events(x, counts.patients[k]!)} events ${fewer} of ${whole(counts.patients[k]!)} patients`,
          ],
    );
  const claims = counts.efficacy.flatMap((x, k) =>
    x > counts.patients[k]!
      ? []
      : [`${events(x, counts.patients[k]!)} ${more} of ${whole(counts.patients[k]!)}`],
  );
  return `${stops.length === 0 ? '' : ` It stops ${listed(stops)}.`}${claims.length === 0 ? '' : ` Benefit is claimed with ${listed(claims)}.`}`;
}
