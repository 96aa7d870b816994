import { multiArmAnswer } from '../../answers/multi-arm/answer.ts';
import {
  multiArmPatientsCsv,
  multiArmReplicateAnswer,
  multiArmReplicateText,
} from '../../answers/multi-arm/replicate.ts';
import { multiArmCsv } from '../../answers/multi-arm/rows.ts';
import type { MultiArmAnswer } from '../../answers/multi-arm/schema.ts';
import { multiArmSections } from '../../answers/multi-arm/sections.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import type { SimulateHypothesesOptions } from '../../trial/hypotheses/simulate.ts';
import { resolveMultiArm } from '../../trial/language/multi-arm.ts';
import type { MultiArmDesign } from '../../trial/multi-arm/design.ts';
import { armsNulls } from '../../trial/multi-arm/nulls.ts';
import { multiArmReplicate } from '../../trial/multi-arm/replicate-alone.ts';
import { multiArmReplicates } from '../../trial/multi-arm/simulate.ts';
import { armsError, summariseMultiArm } from '../../trial/multi-arm/summarise.ts';
import type { Answer } from '../answer.ts';
import { UsageError } from '../errors.ts';
import { untilInterrupted } from '../interrupt.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { caveatsOf, checked, provenanceOf, type TrialFile } from '../trial-file.ts';

export interface AskedMultiArm {
  replicates: number;
  targetMcse?: number;
  /** one replicate alone, from 1 */
  alone?: number;
  set: MultiArmAnswer['set'];
  isFull: boolean;
}

/** The design of a file with several experimental arms. @throws UsageError with all problems, one a line */
export function readyMultiArm(file: TrialFile): MultiArmDesign {
  const { scenario, raw } = file;
  return checked(file, resolveMultiArm(raw, scenario ? { scenario: scenario.content } : {})).design!;
}

/** `power` of a design with several experimental arms. */
export async function multiArmPower(
  file: TrialFile,
  simulation: Simulation,
  session: Session,
  { replicates, targetMcse, alone, set, isFull }: AskedMultiArm,
): Promise<Answer> {
  const design = readyMultiArm(file);
  const { seed, engine, generator, threads } = simulation;
  const executor = await session.executor(threads);
  const common = { seed, engine, generator, executor };
  if (alone !== undefined) return oneTrial(design, common, alone);
  const nulls = armsNulls(design);
  const { done, seconds } = await session.work(
    replicates * (1 + nulls.length),
    'trials',
    async ({ onProgress, signal }) => {
      const runOf = (k: number): Omit<SimulateHypothesesOptions, 'replicates'> => ({
        ...{ ...common, signal },
        onProgress: (done, planned) => onProgress(k * planned + done, (1 + nulls.length) * planned),
      });
      const record = await precise(design, { ...runOf(0), replicates }, targetMcse);
      const errors: Parameters<typeof multiArmAnswer>[0]['errors'] = [];
      for (const [k, one] of nulls.entries()) {
        const options = { ...runOf(k + 1), replicates: record.replicates, estimate: false };
        const found = await multiArmReplicates(one.design, options);
        errors.push({
          ...one,
          familywise: armsError(found, one.nulls),
          rejected: design.names.map((_, h) => armsError(found, [h])),
        });
      }
      return { alternative: summariseMultiArm(design, record), errors };
    },
  );
  const answer = multiArmAnswer({
    ...{ raw: file.raw, design, set, ...done },
    caveats: caveatsOf(file, design),
    provenance: provenanceOf(file, { seed, engine, generator, threads: executor.threads, seconds }),
  });
  const report = async () => {
    const { documentOf, figuresIn, multiArmFigures, multiArmPage } = await import('../../page/index.ts');
    const figures = multiArmFigures(answer);
    const command = session.repeats();
    return { figures: figuresIn(figures), page: () => documentOf(multiArmPage(answer, figures, command)) };
  };
  return {
    json: () => jsonParts(answer),
    text: () => printed(answer, isFull),
    files: () => ({ 'power.json': jsonParts(answer, 2), 'looks.csv': multiArmCsv(answer) }),
    report,
  };
}

/** As many replicates as it takes for the precision of every power, or those that are asked for. */
async function precise(
  design: MultiArmDesign,
  options: SimulateHypothesesOptions,
  targetMcse: number | undefined,
) {
  for (let { replicates } = options; ; ) {
    const record = await multiArmReplicates(design, { ...options, replicates });
    if (targetMcse === undefined) return record;
    const { comparisons, any, all } = summariseMultiArm(design, record);
    const worst = Math.max(...comparisons.map(({ rejected }) => rejected.mcse), any.mcse, all.mcse);
    if (worst <= targetMcse) return record;
    const times = worst / targetMcse;
    replicates = Math.max(Math.ceil(replicates * times * times * 1.02), replicates + 100);
  }
}

function printed(answer: MultiArmAnswer, isFull: boolean): string {
  const { provenance, alternative, errors } = answer;
  const { design, seconds, threads, seed } = provenance;
  const done = alternative.replicates * (1 + errors.length);
  return `${design.title}\n\n${onScreen(multiArmSections(answer), isFull, 5)}\n\n${whole(done)} trials in ${seconds.toFixed(2)} s, ${whole(done / seconds)} a second, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${seed}\n`;
}

async function oneTrial(
  design: MultiArmDesign,
  options: Omit<SimulateHypothesesOptions, 'replicates'>,
  alone: number,
): Promise<Answer> {
  const replicate = await untilInterrupted((signal) =>
    multiArmReplicate(design, { ...options, replicate: alone - 1, signal }),
  );
  const answer = multiArmReplicateAnswer(replicate, design);
  return {
    json: () => jsonParts(answer),
    text: () => `${multiArmReplicateText(answer)}\n`,
    files: () => ({ [`replicate-${alone}.csv`]: multiArmPatientsCsv(answer) }),
  };
}

/** @throws UsageError for an option of `power` that a design with several experimental arms does not take */
export function refuseForArms(given: Readonly<Record<string, boolean>>): void {
  const option = Object.keys(given).find((name) => given[name]);
  if (option !== undefined)
    throw new UsageError(`${option} is for a design of two arms, and this one has comparisons of several`);
}
