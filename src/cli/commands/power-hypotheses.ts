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
import { onScreen } from '../../media/text/screen.ts';
import type { HypothesesDesign } from '../../trial/hypotheses/design.ts';
import { nullConfigurations, nullsLeftOut } from '../../trial/hypotheses/nulls.ts';
import { hypothesesReplicate } from '../../trial/hypotheses/replicate-alone.ts';
import { hypothesesReplicates } from '../../trial/hypotheses/simulate.ts';
import { familywiseError, summariseHypotheses } from '../../trial/hypotheses/summarise.ts';
import { resolveHypotheses } from '../../trial/language/hypotheses.ts';
import type { Answer } from '../answer.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { caveatsOf, checked, provenanceOf, type TrialFile } from '../trial-file.ts';
import type { AskedAssurance } from './power-assurance.ts';
import { assuredHypotheses, variedHypotheses } from './power-hypotheses-values.ts';
import { type AskedSeveral, oneOfSeveral, simulateSeveral, workDone } from './power-several.ts';
import type { DesignVariation } from './power-values.ts';

export interface AskedHypotheses extends AskedSeveral {
  set: HypothesesAnswer['set'];
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
  if (alone !== undefined)
    return oneOfSeveral(alone, (which) => hypothesesReplicate(design, { ...common, ...which }), {
      told: (replicate) => hypothesesReplicateAnswer(replicate, design),
      text: hypothesesReplicateText,
      patients: hypothesesPatientsCsv,
    });
  const { done, seconds } = await simulateSeveral(
    {
      design,
      count: design.hypotheses.length,
      nulls: nullConfigurations(design),
      simulate: hypothesesReplicates,
      summarise: (record) => summariseHypotheses(design, record),
      powersOf: ({ hypotheses, any, all }) => [...hypotheses.map(({ rejected }) => rejected), any, all],
      errorOf: familywiseError,
    },
    session,
    common,
    { replicates, targetMcse },
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
    text: () =>
      `${design.title}\n\n${onScreen(hypothesesSections(answer), isFull, 5)}\n\n${workDone(answer)}`,
    files: () => ({ 'power.json': jsonParts(answer, 2), 'looks.csv': hypothesesCsv(answer) }),
    report,
  };
}
