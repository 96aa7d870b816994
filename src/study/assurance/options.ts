import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { TrialDesign } from '../../trial/design.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { DrawExecutor } from '../draws/executor.ts';

export interface AssuranceOptions {
  /** the design as its file has it, whose arms are drawn */
  raw: RawTrial;
  /** the scenario of its arms */
  scenario?: Scenario;
  /** the planned design at one or several sizes; its looks and boundaries do not depend on the draw */
  designs: readonly TrialDesign[];
  draws: number;
  /** trials simulated under each draw */
  trials: number;
  seed: string;
  /** the calling thread unless given; results are the same on any */
  executor?: DrawExecutor;
  engine?: EngineName;
  generator?: GeneratorName;
  /** called after some draws */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}
