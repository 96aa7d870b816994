import { sizeAnswer } from '../../answers/size/answer.ts';
import type { SizeAnswer } from '../../answers/size/schema.ts';
import { sum } from '../../math/sum.ts';
import { whole } from '../../media/numbers.ts';
import { MOST_PATIENTS } from '../../run/chunks.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { strataOf } from '../../trial/expected/cells.ts';
import { errorSpent } from '../../trial/expected/error-spent.ts';
import { binomialSizeOf } from '../../trial/expected/exact-binomial.ts';
import { proportionalRatio } from '../../trial/expected/formulas.ts';
import { closedFormOf } from '../../trial/expected/index.ts';
import { closedFormSize } from '../../trial/expected/size.ts';
import { resizeTrial, type Vary } from '../../trial/language/resize.ts';
import { resolveTrial } from '../../trial/language/resolve.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { OperatingCharacteristics } from '../../trial/operating-characteristics.ts';
import { simulateTrial } from '../../trial/simulate.ts';
import { checkSearched, type FoundSize, findSize, replicatesFor } from '../../trial/size.ts';
import { UsageError } from '../errors.ts';
import { keptTrials } from '../kept-trials.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { caveatsOf, checked, provenanceOf, type ReadyTrial, type TrialFile } from '../trial-file.ts';

/** Most patients that are searched: more than any trial has. */
export const MOST = 200_000;

/**
 * Searches the size of a design.
 *
 * @throws UsageError if no size can have the power; NoSizeError if none was found
 */
export async function sized(
  file: TrialFile,
  raw: RawTrial,
  { design: base, context }: ReadyTrial,
  vary: Vary,
  { seed, engine, generator, threads }: Simulation,
  session: Session,
  { replicates, targetMcse }: { replicates: number; targetMcse?: number },
): Promise<{ answer: SizeAnswer; design: TrialDesign; simulated: OperatingCharacteristics }> {
  const target = raw.target!.power;
  checkVary(base, vary);
  checkEffect(file, base, target);
  const isExact = base.test.kind === 'binomial' && base.arms[0]!.kind === 'law';
  if (!isExact)
    checkTarget(file, base, { target, replicates: replicatesFor(target, replicates, targetMcse) });
  const known = new Map<number, TrialDesign>();
  const resolved = (size: number) => resolveTrial(resizeTrial(raw, base, vary, size), context);
  const designAt = (size: number): TrialDesign => {
    const design = known.get(size) ?? checked(file, resolved(size)).design!;
    known.set(size, design);
    return design;
  };
  const step = vary === 'events' ? 1 : sum(base.allocation);
  const most =
    vary === 'events' ? base.patients : Math.min(MOST, Math.floor(MOST_PATIENTS / (2 * replicates)));
  const started = performance.now();
  const exact = isExact ? binomialSizeOf(base, target) : undefined;
  const closed = isExact
    ? (exact?.patients ?? Infinity)
    : closedFormSize((size) => resolved(size).design ?? null, target, { step, most });
  if (closed === Infinity) throw new UsageError(whyNoSize(file, base, { target, most, vary }));
  const executor = await session.executor(threads);
  const keep = keptTrials(file, base, session, undefined);
  const common = { seed, engine, generator, executor, replicates, targetMcse, keep };
  const { done: searched } = await session.work(replicates, 'trials', async (working) => {
    const options = { ...common, ...working };
    const powerAt = async (size: number) =>
      simulateTrial(designAt(size), { ...options, truth: 'alternative' });
    return exact
      ? around(exact.patients, powerAt)
      : findSize({ ...options, designAt, target, step, most, start: closed ?? sizeOf(base, vary) });
  });
  const seconds = (performance.now() - started) / 1000;
  const answer = sizeAnswer({
    ...{ raw, vary, target, found: searched, designAt, closedFormSize: closed },
    ...(exact ? { steady: exact.steady.patients } : {}),
    caveats: caveatsOf(file, base),
    provenance: provenanceOf(file, { seed, engine, generator, threads: executor.threads, seconds }),
  });
  return { answer, design: designAt(searched.size), simulated: searched.simulated };
}

/** @throws UsageError if a design without planned events is to vary them */
export function checkVary({ events, test, looks }: TrialDesign, vary: Vary): void {
  if (vary === 'events' && events === undefined)
    throw new UsageError('--vary events: the design plans no events; vary patients, or give it events');
  if (vary === 'events' && (test.kind === 'binomial' || looks.some((look) => look.events === undefined)))
    throw new UsageError('--vary events: not all analyses are at events; vary patients');
}

/** Rejects designs without an effect in favour of treatment: no size has the power. @throws UsageError */
export function checkEffect(file: TrialFile, design: TrialDesign, target: number): void {
  const { test, sides } = design;
  const strata = strataOf(design);
  const isOfHazards = test.kind !== 'milestone' && test.kind !== 'rmst' && test.kind !== 'proportion';
  if (!strata || !isOfHazards) return;
  const margin = test.kind === 'cox' ? test.margin : 1;
  const ratio = proportionalRatio(strata);
  if (ratio === null || ratio < margin || (sides === 2 && ratio !== margin)) return;
  const none = `no size has power ${target}`;
  const reason =
    margin !== 1
      ? `treatment has a hazard ratio of ${shown(ratio)}, ${ratio === margin ? 'the margin itself' : `beyond the margin of ${shown(margin)}`}, must be below it: ${none}`
      : ratio === 1
        ? `treatment has the hazard of control, a ratio of 1, must differ from it: ${none}`
        : `treatment has a hazard ratio of ${shown(ratio)}, which favours control, must be below 1: the one-sided test claims benefit of treatment alone, and ${none}`;
  throw new UsageError(`${placeOfEffect(file)} ${reason}`);
}

/** @throws UsageError for a target power that cannot be searched */
function checkTarget(
  { path, raw, locate }: TrialFile,
  design: TrialDesign,
  { target, replicates }: { target: number; replicates: number },
): void {
  try {
    checkSearched(target, errorSpent(design) / design.sides, replicates);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { line, column } = locate(['target', 'power']);
    const place = raw.target?.power === target ? `${path}:${line}:${column}` : `--power ${target}:`;
    throw new UsageError(`${place} ${error.message}`);
  }
}

/** Why the closed form gives no size, in words. */
export function whyNoSize(
  file: TrialFile,
  design: TrialDesign,
  { target, most, vary }: { target: number; most: number; vary: Vary },
): string {
  const looks = closedFormOf(design).closedForm?.looks ?? [];
  const isAgainst = looks.length > 0 && looks.every(({ z }) => z !== null && z <= 1e-9);
  if (isAgainst && design.sides === 1)
    return `${placeOfEffect(file)} the effect is on the wrong side, or beyond the margin: the expected Z at the last analysis is ${looks.at(-1)!.z!.toFixed(2)}, must be above 0: no size has power ${target}`;
  return `${file.path}: with ${whole(most)} ${vary === 'events' ? 'events' : 'patients'}, the most that are searched, the power is still below ${target} by the closed form`;
}

function placeOfEffect({ path, raw, locate }: TrialFile): string {
  const { line, column } = locate(raw.strata ? ['strata'] : ['arms', 'treatment', 'hazard-ratio']);
  return `${path}:${line}:${column}`;
}

const shown = (ratio: number): string => String(Number(ratio.toPrecision(6)));

const sizeOf = ({ patients, events }: TrialDesign, vary: Vary): number =>
  vary === 'events' ? events! : patients;

/** The power curve around an exact size: it is a sawtooth. */
async function around(
  size: number,
  powerAt: (size: number) => ReturnType<typeof simulateTrial>,
): Promise<FoundSize> {
  const sizes = [
    ...new Set([0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3].map((share) => Math.max(1, Math.round(share * size)))),
  ];
  const simulated = await powerAt(size);
  const curve: FoundSize['curve'] = [];
  for (const nearby of sizes)
    curve.push({ size: nearby, power: (nearby === size ? simulated : await powerAt(nearby)).rejected });
  return { size, lower: size, upper: size, simulated, curve, replicates: simulated.replicates };
}
