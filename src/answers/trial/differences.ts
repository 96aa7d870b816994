import { exactPercent, POWER_DECIMALS, percent, plain, standardError, whole } from '../../media/numbers.ts';
import type { TrialDesign, TrialTest } from '../../trial/design.ts';
import { strataOf } from '../../trial/expected/cells.ts';
import { errorSpent, spendsOther } from '../../trial/expected/error-spent.ts';
import { type FormulaAnswer, proportionalRatio } from '../../trial/expected/formulas.ts';
import type { ClosedForm } from '../../trial/expected/index.ts';
import type { OperatingCharacteristics, Simulated } from '../../trial/operating-characteristics.ts';
import { randomisationOf } from '../../trial/replicate/assign.ts';
import { meanWords, shareWords } from './cells.ts';
import { methodNotes } from './rules-words.ts';
import { marginOf, nullWords } from './summary.ts';

/** A difference of this many standard errors is taken as real. */
const BEYOND_CHANCE = 4;
/** With fewer events the normal approximation is rough. */
const FEW_EVENTS = 60;

export interface Compared {
  alternative: OperatingCharacteristics;
  null: OperatingCharacteristics | null;
  closedForm: ClosedForm | null;
  nominal: { hazardRatio: number; formulas: FormulaAnswer[] } | null;
}

/**
 * Notes: differences between simulation and formulas beyond four standard errors, with their reasons, and other
 * warnings.
 */
export function differencesFrom(design: TrialDesign, compared: Compared): string[] {
  return [
    ...fromSpent(design),
    ...shortOfEvents(design, compared.alternative),
    ...leftOut(design, compared.alternative),
    ...withoutStatistic(design, compared.alternative),
    ...fromSteps(compared),
    ...fromTheory(design, compared),
    ...fromFormulas(design, compared),
    ...fromNominal(compared),
    ...fromAlpha(design, compared),
    ...(design.adaptation ? methodNotes(design.adaptation) : []),
  ];
}

/** The type I error that given boundaries spend, if it is not alpha. */
export function fromSpent(design: TrialDesign): string[] {
  if (!spendsOther(design)) return [];
  const { alpha } = design;
  const spent = errorSpent(design);
  return [
    `The given efficacy boundaries spend a type I error of ${exactPercent(spent)}%, ${spent > alpha ? 'more' : 'less'} than alpha, ${plain(100 * alpha)}%: the power is that of a test at the level that they spend.`,
  ];
}

/** How closely the closed form's piecewise-constant hazards approximate laws that are not. */
function fromSteps({ closedForm }: Compared): string[] {
  const within = closedForm?.survivalWithin;
  if (within === undefined) return [];
  return [
    `The closed form approximates each law by a piecewise-constant hazard, whose survival is within ${plain(within, 6)} of the law's; trials are simulated from the laws themselves.`,
  ];
}

function shortOfEvents({ looks, unit }: TrialDesign, { looks: found }: OperatingCharacteristics): string[] {
  return found.flatMap(({ short, events, time }, k) => {
    const { events: planned, eventsOf, time: limit, rule, end } = looks[k]!;
    if (planned === undefined && !eventsOf) return [];
    const of = planned === undefined ? '' : ` of its ${whole(planned)}`;
    const seen = `${meanWords(events)}${of} events on average, at ${unit} ${meanWords(time)}`;
    if (short.value > BEYOND_CHANCE * short.mcse)
      return [
        `In ${shareWords(short, 'alternative')}% of the trials that reach look ${k + 1} its events had not come${end === undefined ? '' : ` by ${unit} ${plain(end, 1)}, the latest time of the look`}; it saw ${seen}.`,
      ];
    const isLimited = limit !== undefined && rule === 'first';
    return isLimited && planned !== undefined && planned - events.value > BEYOND_CHANCE * events.mcse
      ? [`Look ${k + 1} saw ${seen}: in some trials ${unit} ${plain(limit, 1)} came first.`]
      : [];
  });
}

function leftOut({ looks }: TrialDesign, { looks: found }: OperatingCharacteristics): string[] {
  return found.flatMap(({ skipped }, k) =>
    skipped && skipped.value > 0
      ? [
          `Look ${k + 1} was left out in ${shareWords(skipped, 'alternative')}% of all trials: fewer than ${whole(looks[k]!.skipBelow!)} events had come since the look before. Its alpha goes on to the next.`,
        ]
      : [],
  );
}

function withoutStatistic(
  { test, looks }: TrialDesign,
  { looks: found }: OperatingCharacteristics,
): string[] {
  return found.flatMap(({ withoutStatistic: share }, k) =>
    share.value > 0
      ? [
          `In ${shareWords(share, 'alternative')}% (MCSE ${standardError(share.mcse, 100)}) of the trials that reach ${looks.length === 1 ? 'the analysis' : `look ${k + 1}`} the test has no statistic: ${whyNone(test)}. They count as not significant.`,
        ]
      : [],
  );
}

/** Why a test may have no statistic for the data of a trial. */
function whyNone(test: TrialTest): string {
  switch (test.kind) {
    case 'rmst':
      return `an arm is not followed up to ${plain(test.tau)}, so that its restricted mean is not known, or has no event`;
    case 'milestone':
      return `an arm is not followed up to ${plain(test.at)}, so that its survival there is not known, or has no event by then`;
    case 'cox':
      return 'one arm alone has events, so that the hazard ratio is 0 or infinite and has no standard error, or there are none';
    case 'proportion':
      return 'an arm has nobody who was followed for so long, or all of them have the event or none';
    case 'binomial':
    case 'one-sample-log-rank':
      return 'nobody has entered by then';
    default:
      return 'nobody has an event while both arms are at risk';
  }
}

function fromTheory(design: TrialDesign, { alternative, closedForm }: Compared): string[] {
  if (!closedForm || !differs(alternative.rejected, closedForm.power)) return [];
  const last = closedForm.looks[closedForm.looks.length - 1]!;
  const strata = strataOf(design);
  const missing = alternative.withoutStatistic;
  const why =
    missing.value > BEYOND_CHANCE * missing.mcse
      ? `${shareWords(missing, 'alternative')}% of the trials have no statistic, which the closed form leaves out`
      : last.events < FEW_EVENTS
        ? `with ${whole(last.events)} events the normal approximation is rough`
        : strata && proportionalRatio(strata) === null
          ? 'the hazard ratio changes with time, so that looks earlier or later than expected estimate another effect'
          : last.events < FEW_IN_STRATUM * enrolledStrata(design)
            ? smallStrata(design, last.events)
            : 'the closed form is a large-sample result that places looks at their expected times';
  return [`${apart(alternative.rejected, closedForm.power)} the closed form's: ${why}.`];
}

/** With fewer events in each stratum, a stratified test loses power that the closed form does not take into account. */
const FEW_IN_STRATUM = 20;

function enrolledStrata({ strata }: TrialDesign): number {
  return strata.length < 2 ? 0 : strata.filter(({ enrolled }) => enrolled).length;
}

function smallStrata(design: TrialDesign, events: number): string {
  const randomisation = randomisationOf(design);
  const isWithin = randomisation.kind === 'blocks' && randomisation.withinStrata;
  const each = whole(events / enrolledStrata(design));
  return `with about ${each} events in each of ${enrolledStrata(design)} strata a stratified test compares few patients in each${isWithin ? '' : ', in arms that chance makes unequal; within-strata: true makes them equal'}`;
}

const reasons: Record<FormulaAnswer['name'], string> = {
  Schoenfeld: 'it assumes a hazard ratio near 1, and patients at risk in the allocation ratio throughout',
  Freedman:
    'it assumes that patients at risk stay in the allocation ratio, which longer survival on treatment breaks',
  'Lachin-Foulkes': 'it assumes a normal log hazard ratio, and the expected number of events',
};

function fromFormulas(design: TrialDesign, { alternative, closedForm }: Compared): string[] {
  if (!closedForm) return [];
  const { kind } = design.test;
  if (kind !== 'log-rank' && kind !== 'cox') return [];
  const strata = strataOf(design);
  if (strata && proportionalRatio(strata) === null) {
    const { averageHazardRatio: ratio } = closedForm;
    const average =
      ratio === null ? '' : `; at the last look Cox's model estimates ${plain(ratio, 3)} on average`;
    return [
      `The hazard ratio is not constant${average}: Schoenfeld's and Freedman's formulas, which need one, do not apply.`,
    ];
  }
  return closedForm.formulas
    .filter(({ power }) => differs(alternative.rejected, power))
    .map(({ name, power }) => `${apart(alternative.rejected, power)} ${name}'s: ${reasons[name]}.`);
}

function fromNominal({ alternative, nominal }: Compared): string[] {
  const schoenfeld = nominal?.formulas.find(({ name }) => name === 'Schoenfeld');
  if (!nominal || !schoenfeld || !differs(alternative.rejected, schoenfeld.power)) return [];
  const { median } = ratioOf(alternative);
  const seen = median === null ? '' : `; the median of the simulated estimates is ${median}`;
  return [
    `${apart(alternative.rejected, schoenfeld.power)} Schoenfeld's at the nominal ratio ${plain(nominal.hazardRatio)}: that ratio is not the one between the arms' curves, and it is not the same at all times${seen}.`,
  ];
}

function fromAlpha(design: TrialDesign, { null: none }: Compared): string[] {
  if (!none) return [];
  const { test } = design;
  const wanted = errorSpent(design);
  if (!differs(none.rejected, wanted) || test.kind === 'binomial' || test.kind === 'proportion') return [];
  const reason =
    none.rejected.value < wanted
      ? 'looks come at other information than planned, events are few, or futility takes trials out'
      : 'looks come at other information than planned, or events are few';
  return [
    `${nullWords({ margin: marginOf(test) })} ${shareWords(none.rejected, 'null')}% of the trials are significant (MCSE ${standardError(none.rejected.mcse, 100)}), planned ${plain(100 * wanted)}%: ${reason}.`,
  ];
}

function ratioOf({ estimate }: OperatingCharacteristics): { median: string | null } {
  const median = estimate.quantiles.find(({ p }) => p === 0.5);
  const isRatio = estimate.kind === 'hazard ratio' && median !== undefined && Number.isFinite(median.value);
  return { median: isRatio ? meanWords(median) : null };
}

/** `Simulated power, 86.46% (MCSE 0.03), is 0.19 points below` */
function apart(simulated: Simulated, other: number): string {
  const gap = simulated.value - other;
  return `Simulated power, ${shareWords(simulated, 'alternative')}% (MCSE ${standardError(simulated.mcse, 100)}), is ${percent(Math.abs(gap), simulated.mcse, POWER_DECIMALS)} points ${gap < 0 ? 'below' : 'above'}`;
}

function differs({ value, mcse }: Simulated, other: number): boolean {
  return Math.abs(value - other) > BEYOND_CHANCE * mcse;
}
