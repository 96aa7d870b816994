import type { SimulatedErrors } from '../../answers/trial/several.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import type { SimulateHypothesesOptions } from '../../trial/hypotheses/simulate.ts';
import type { Simulated } from '../../trial/operating-characteristics.ts';
import { replicatesForMcse } from '../../trial/simulate.ts';
import type { Answer } from '../answer.ts';
import { UsageError } from '../errors.ts';
import { untilInterrupted } from '../interrupt.ts';
import type { Session, Working } from '../session.ts';

/** What `power` does alike with designs of several hypotheses and of several arms. */

export interface AskedSeveral {
  replicates: number;
  targetMcse?: number;
  /** one replicate alone, from 1 */
  alone?: number;
  isFull: boolean;
}

/** Several tests of one design: how its trials are simulated and summarised. */
export interface SeveralTests<Design, Record extends { replicates: number }, Found> {
  design: Design;
  /** number of the tests */
  count: number;
  /** configurations of true nulls */
  nulls: readonly { name: string; nulls: number[]; design: Design }[];
  simulate(design: Design, options: SimulateHypothesesOptions): Promise<Record>;
  summarise(record: Record): Found;
  /** the powers whose precision is asked for */
  powersOf(found: Found): readonly Simulated[];
  /** share of trials that reject one of these tests or more */
  errorOf(record: Record, tests: readonly number[]): Simulated;
}

/** The trials of a design, and as many under each configuration of true nulls. */
export function simulateSeveral<Design, Record extends { replicates: number }, Found>(
  of: SeveralTests<Design, Record, Found>,
  session: Session,
  common: Omit<SimulateHypothesesOptions, 'replicates'>,
  { replicates, targetMcse }: Pick<AskedSeveral, 'replicates' | 'targetMcse'>,
): Promise<{ done: { alternative: Found; errors: SimulatedErrors[] }; seconds: number }> {
  const runs = 1 + of.nulls.length;
  return session.work(replicates * runs, 'trials', async ({ onProgress, signal }: Working) => {
    const run = (
      k: number,
      own: Pick<SimulateHypothesesOptions, 'replicates' | 'estimate'>,
      design: Design,
    ) =>
      of.simulate(design, {
        ...{ ...common, ...own, signal },
        onProgress: (done, planned) => onProgress(k * planned + done, runs * planned),
      });
    const record = await precise(of, (count) => run(0, { replicates: count }, of.design), {
      replicates,
      targetMcse,
    });
    const errors: SimulatedErrors[] = [];
    for (const [k, { name, nulls, design }] of of.nulls.entries()) {
      const found = await run(k + 1, { replicates: record.replicates, estimate: false }, design);
      errors.push({
        ...{ name, nulls, familywise: of.errorOf(found, nulls) },
        rejected: Array.from({ length: of.count }, (_, i) => of.errorOf(found, [i])),
      });
    }
    return { alternative: of.summarise(record), errors };
  });
}

/** As many replicates as it takes for the precision of every power, or those that are asked for. */
async function precise<Record extends { replicates: number }, Found>(
  { summarise, powersOf }: Pick<SeveralTests<never, Record, Found>, 'summarise' | 'powersOf'>,
  simulate: (replicates: number) => Promise<Record>,
  asked: Pick<AskedSeveral, 'replicates' | 'targetMcse'>,
): Promise<Record> {
  const { targetMcse } = asked;
  for (let { replicates } = asked; ; ) {
    const record = await simulate(replicates);
    if (targetMcse === undefined) return record;
    const worst = Math.max(...powersOf(summarise(record)).map(({ mcse }) => mcse));
    if (worst <= targetMcse) return record;
    replicates = replicatesForMcse(replicates, worst, targetMcse);
  }
}

/** Under the tables: how many trials were simulated, and how fast. */
export function workDone({
  provenance: { seconds, threads, seed },
  alternative,
  errors,
}: {
  provenance: { seconds: number; threads: number; seed: string };
  alternative: { replicates: number };
  errors: readonly unknown[];
}): string {
  const done = alternative.replicates * (1 + errors.length);
  return `${whole(done)} trials in ${seconds.toFixed(2)} s, ${whole(done / seconds)} a second, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${seed}\n`;
}

/** The answer of `--replicate`. @param alone number of the trial, from 1 */
export async function oneOfSeveral<Shown, Told>(
  alone: number,
  simulate: (which: { replicate: number; signal: AbortSignal }) => Promise<Shown>,
  {
    told,
    text,
    patients,
  }: {
    told(shown: Shown): Told;
    text(answer: Told): string;
    patients(answer: Told): string;
  },
): Promise<Answer> {
  const answer = told(await untilInterrupted((signal) => simulate({ replicate: alone - 1, signal })));
  return {
    json: () => jsonParts(answer),
    text: () => `${text(answer)}\n`,
    files: () => ({ [`replicate-${alone}.csv`]: patients(answer) }),
  };
}

/** The reason why a design of hypotheses does not take an option. */
export const ONE_ENDPOINT = 'is for a design with one endpoint, and this one has several hypotheses';

/** @throws UsageError for an option that a design does not take, with the reason */
export function refuseOptions(given: Readonly<Record<string, boolean>>, why: string): void {
  const option = Object.keys(given).find((name) => given[name]);
  if (option !== undefined) throw new UsageError(`${option} ${why}`);
}
