import { hypothesesAnswer } from '../../answers/hypotheses/answer.ts';
import {
  hypothesesPatientsCsv,
  hypothesesReplicateAnswer,
  hypothesesReplicateText,
} from '../../answers/hypotheses/replicate.ts';
import { hypothesesCsv } from '../../answers/hypotheses/rows.ts';
import type { HypothesesAnswer } from '../../answers/hypotheses/schema.ts';
import { hypothesesSections } from '../../answers/hypotheses/sections.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import type { HypothesesDesign } from '../../trial/hypotheses/design.ts';
import { nullConfigurations, nullsLeftOut } from '../../trial/hypotheses/nulls.ts';
import { hypothesesReplicate } from '../../trial/hypotheses/replicate-alone.ts';
import { hypothesesReplicates, type SimulateHypothesesOptions } from '../../trial/hypotheses/simulate.ts';
import { familywiseError, summariseHypotheses } from '../../trial/hypotheses/summarise.ts';
import { resolveHypotheses } from '../../trial/language/hypotheses.ts';
import type { Answer } from '../answer.ts';
import { UsageError } from '../errors.ts';
import { untilInterrupted } from '../interrupt.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { caveatsOf, checked, provenanceOf, type TrialFile } from '../trial-file.ts';
import type { AskedAssurance } from './power-assurance.ts';
import { assuredHypotheses, variedHypotheses } from './power-hypotheses-values.ts';
import type { DesignVariation } from './power-values.ts';

export interface AskedHypotheses {
  replicates: number;
  targetMcse?: number;
  /** one replicate alone, from 1 */
  alone?: number;
  set: HypothesesAnswer['set'];
  isFull: boolean;
  vary?: DesignVariation;
  draws?: AskedAssurance;
}

/** The design of a file with hypotheses. @throws UsageError with all problems, one a line */
export function readyHypotheses(file: TrialFile): HypothesesDesign {
  const { scenario, raw } = file;
  return checked(file, resolveHypotheses(raw, scenario ? { scenario: scenario.content } : {})).design!;
}

/** `power` of a design with hypotheses. */
export async function hypothesesPower(
  file: TrialFile,
  simulation: Simulation,
  session: Session,
  { replicates, targetMcse, alone, set, isFull, vary, draws }: AskedHypotheses,
): Promise<Answer> {
  const design = readyHypotheses(file);
  const { seed, engine, generator, threads } = simulation;
  const executor = await session.executor(threads);
  const common = { seed, engine, generator, executor };
  if (alone !== undefined) return oneTrial(design, common, alone);
  const nulls = nullConfigurations(design);
  const { done, seconds } = await session.work(
    replicates * (1 + nulls.length),
    'trials',
    async ({ onProgress, signal }) => {
      const runOf = (k: number): Omit<SimulateHypothesesOptions, 'replicates'> => ({
        ...{ ...common, signal },
        onProgress: (done, planned) => onProgress(k * planned + done, (1 + nulls.length) * planned),
      });
      const record = await precise(design, { ...runOf(0), replicates }, targetMcse);
      const errors: Parameters<typeof hypothesesAnswer>[0]['errors'] = [];
      for (const [k, one] of nulls.entries()) {
        const options = { ...runOf(k + 1), replicates: record.replicates, estimate: false };
        const found = await hypothesesReplicates(one.design, options);
        errors.push({
          ...one,
          familywise: familywiseError(found, one.nulls),
          rejected: design.hypotheses.map((_, h) => familywiseError(found, [h])),
        });
      }
      return { alternative: summariseHypotheses(design, record), errors };
    },
  );
  const own = done.alternative.replicates;
  const varied = vary && (await variedHypotheses(vary, file, simulation, session, own));
  const assurance = draws && (await assuredHypotheses(draws, file, design, simulation, session, own));
  const answer = hypothesesAnswer({
    ...(varied && { varied }),
    ...(assurance && { assurance }),
    ...{ raw: file.raw, design, set, ...done },
    errorsLeftOut: nullsLeftOut(design),
    caveats: caveatsOf(file, design),
    provenance: provenanceOf(file, { seed, engine, generator, threads: executor.threads, seconds }),
  });
  const report = async () => {
    const { documentOf, figuresIn, hypothesesFigures, hypothesesPage } = await import('../../page/index.ts');
    const figures = hypothesesFigures(answer);
    const command = session.repeats();
    return { figures: figuresIn(figures), page: () => documentOf(hypothesesPage(answer, figures, command)) };
  };
  return {
    json: () => jsonParts(answer),
    text: () => printed(answer, isFull),
    files: () => ({ 'power.json': jsonParts(answer, 2), 'looks.csv': hypothesesCsv(answer) }),
    report,
  };
}

/** As many replicates as it takes for the precision of every power, or those that are asked for. */
async function precise(
  design: HypothesesDesign,
  options: SimulateHypothesesOptions,
  targetMcse: number | undefined,
) {
  for (let { replicates } = options; ; ) {
    const record = await hypothesesReplicates(design, { ...options, replicates });
    if (targetMcse === undefined) return record;
    const { hypotheses, any, all } = summariseHypotheses(design, record);
    const worst = Math.max(...hypotheses.map(({ rejected }) => rejected.mcse), any.mcse, all.mcse);
    if (worst <= targetMcse) return record;
    const times = worst / targetMcse;
    replicates = Math.max(Math.ceil(replicates * times * times * 1.02), replicates + 100);
  }
}

function printed(answer: HypothesesAnswer, isFull: boolean): string {
  const { provenance, alternative, errors } = answer;
  const { design, seconds, threads, seed } = provenance;
  const done = alternative.replicates * (1 + errors.length);
  return `${design.title}\n\n${onScreen(hypothesesSections(answer), isFull, 5)}\n\n${whole(done)} trials in ${seconds.toFixed(2)} s, ${whole(done / seconds)} a second, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${seed}\n`;
}

async function oneTrial(
  design: HypothesesDesign,
  options: Omit<SimulateHypothesesOptions, 'replicates'>,
  alone: number,
): Promise<Answer> {
  const replicate = await untilInterrupted((signal) =>
    hypothesesReplicate(design, { ...options, replicate: alone - 1, signal }),
  );
  const answer = hypothesesReplicateAnswer(replicate, design);
  return {
    json: () => jsonParts(answer),
    text: () => `${hypothesesReplicateText(answer)}\n`,
    files: () => ({ [`replicate-${alone}.csv`]: hypothesesPatientsCsv(answer) }),
  };
}

/** @throws UsageError for an option of `power` that a design with hypotheses does not take */
export function refuseForHypotheses(given: Readonly<Record<string, boolean>>): void {
  const option = Object.keys(given).find((name) => given[name]);
  if (option !== undefined)
    throw new UsageError(`${option} is for a design with one endpoint, and this one has several hypotheses`);
}
