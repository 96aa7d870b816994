import { parse } from 'yaml';
import type { Model } from '../../src/scenario/model.ts';
import { resolve } from '../../src/scenario/resolve/index.ts';
import { scenarioSchema } from '../../src/scenario/schema/index.ts';

/**
 * The model of one strategy of a scenario text, the first unless named.
 *
 * @throws Error with all that is wrong with it
 */
export function readModel(text: string, strategy?: string): Model {
  const scenario = scenarioSchema.parse(parse(text));
  const { model, problems } = resolve(scenario, strategy ?? Object.keys(scenario.strategies)[0]!);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new Error(errors.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  return model;
}
