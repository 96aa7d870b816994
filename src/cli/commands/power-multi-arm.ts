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
import { onScreen } from '../../media/text/screen.ts';
import { resolveMultiArm } from '../../trial/language/multi-arm.ts';
import type { MultiArmDesign } from '../../trial/multi-arm/design.ts';
import { armsNulls } from '../../trial/multi-arm/nulls.ts';
import { multiArmReplicate } from '../../trial/multi-arm/replicate-alone.ts';
import { multiArmReplicates } from '../../trial/multi-arm/simulate.ts';
import { armsError, summariseMultiArm } from '../../trial/multi-arm/summarise.ts';
import type { Answer } from '../answer.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { caveatsOf, checked, provenanceOf, type TrialFile } from '../trial-file.ts';
import { type AskedSeveral, oneOfSeveral, simulateSeveral, workDone } from './power-several.ts';

export interface AskedMultiArm extends AskedSeveral {
  set: MultiArmAnswer['set'];
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
  if (alone !== undefined)
    return oneOfSeveral(alone, (which) => multiArmReplicate(design, { ...common, ...which }), {
      told: (replicate) => multiArmReplicateAnswer(replicate, design),
      text: multiArmReplicateText,
      patients: multiArmPatientsCsv,
    });
  const { done, seconds } = await simulateSeveral(
    {
      design,
      count: design.names.length,
      nulls: armsNulls(design),
      simulate: multiArmReplicates,
      summarise: (record) => summariseMultiArm(design, record),
      powersOf: ({ comparisons, any, all }) => [...comparisons.map(({ rejected }) => rejected), any, all],
      errorOf: armsError,
    },
    session,
    common,
    { replicates, targetMcse },
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
    text: () => `${design.title}\n\n${onScreen(multiArmSections(answer), isFull, 5)}\n\n${workDone(answer)}`,
    files: () => ({ 'power.json': jsonParts(answer, 2), 'looks.csv': multiArmCsv(answer) }),
    report,
  };
}
