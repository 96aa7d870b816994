import {
  hypothesesCurveCsv,
  hypothesesSizeAnswer,
  hypothesesSizeSections,
} from '../../answers/hypotheses/size-answer.ts';
import { sum } from '../../math/sum.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { MOST_PATIENTS } from '../../run/chunks.ts';
import type { HypothesesDesign } from '../../trial/hypotheses/design.ts';
import { findHypothesesSize } from '../../trial/hypotheses/size.ts';
import { resolveHypotheses } from '../../trial/language/hypotheses.ts';
import { resizeTrial } from '../../trial/language/resize.ts';
import { checkSearched, replicatesFor } from '../../trial/size.ts';
import type { Answer } from '../answer.ts';
import { UsageError } from '../errors.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { caveatsOf, checked, provenanceOf, type TrialFile } from '../trial-file.ts';
import { readyHypotheses } from './power-hypotheses.ts';
import { MOST } from './size-search.ts';

export interface AskedHypothesesSize {
  vary: 'patients' | 'duration';
  /** target power of the command line, in place of the file's */
  power?: number;
  replicates: number;
  targetMcse?: number;
  isFull: boolean;
}

/** `size` of a design with hypotheses. @throws UsageError if the design names no target */
export async function hypothesesSize(
  file: TrialFile,
  { seed, engine, generator, threads }: Simulation,
  session: Session,
  { vary, power, replicates, targetMcse, isFull }: AskedHypothesesSize,
): Promise<Answer> {
  const { raw, scenario } = file;
  const base = readyHypotheses(file);
  const { target, of } = targetOf(file, base, power, (target) =>
    replicatesFor(target, replicates, targetMcse),
  );
  const context = scenario ? { scenario: scenario.content } : {};
  const known = new Map<number, HypothesesDesign>();
  const rawAt = (size: number) => (size === base.patients ? raw : resizeTrial(raw, base, vary, size));
  const designAt = (size: number): HypothesesDesign => {
    const design = known.get(size) ?? checked(file, resolveHypotheses(rawAt(size), context)).design!;
    known.set(size, design);
    return design;
  };
  const executor = await session.executor(threads);
  const { done: found, seconds } = await session.work(replicates, 'trials', (working) =>
    findHypothesesSize({
      ...{ designAt, of, target, seed, engine, generator, executor, replicates, ...working },
      ...(targetMcse !== undefined && { targetMcse }),
      start: base.patients,
      step: sum(base.allocation),
      most: Math.min(MOST, Math.floor(MOST_PATIENTS / (2 * replicates))),
    }),
  );
  const answer = hypothesesSizeAnswer({
    ...{ raw: rawAt(found.size), design: designAt(found.size), vary, of, target, found },
    caveats: caveatsOf(file, base),
    provenance: provenanceOf(file, { seed, engine, generator, threads: executor.threads, seconds }),
  });
  return {
    json: () => jsonParts(answer),
    text: () =>
      `${answer.provenance.design.title}\n\n${onScreen(hypothesesSizeSections(answer), isFull, 5)}\n\n${whole(answer.replicates)} trials at each size, ${seconds.toFixed(2)} s in all, ${executor.threads} ${executor.threads === 1 ? 'thread' : 'threads'}, seed ${seed}\n`,
    files: () => ({ 'size.json': jsonParts(answer, 2), 'power-curve.csv': hypothesesCurveCsv(answer) }),
  };
}

/** The target power, and whose it is. @throws UsageError with the place in the file */
function targetOf(
  { path, raw, locate }: TrialFile,
  { hypotheses, alpha }: HypothesesDesign,
  asked: number | undefined,
  replicatesOf: (target: number) => number,
): { target: number; of: string } {
  const place = (at: string[]) => {
    const { line, column } = locate(at);
    return `${path}:${line}:${column}`;
  };
  const [first] = hypotheses as [HypothesesDesign['hypotheses'][number]];
  const target = asked ?? raw.target?.power;
  const of = raw.target?.of ?? (hypotheses.length === 1 ? first.name : undefined);
  const such = `{ power: 0.8, of: ${first.name} }`;
  if (target === undefined) throw new UsageError(`${place([])} target is missing, must be such as ${such}`);
  if (of === undefined)
    throw new UsageError(
      `${place(raw.target ? ['target'] : [])} target does not say whose power it is, must be of a hypothesis, any, all or success: ${such}`,
    );
  try {
    checkSearched(target, alpha, replicatesOf(target));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(
      `${asked === undefined ? place(['target', 'power']) : `--power ${asked}:`} ${error.message}`,
    );
  }
  return { target, of };
}
