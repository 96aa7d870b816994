import type { Model } from '../../src/scenario/model.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { resolve } from '../../src/scenario/resolve/index.ts';

/**
 * The model of one strategy of a scenario text, the first unless named.
 *
 * @throws Error with all problems of the text
 */
export function readModel(text: string, strategy?: string): Model {
  const { scenario, problems, dropped } = readScenario(text);
  const name = strategy ?? Object.keys(scenario?.strategies ?? {})[0] ?? '';
  const resolved = scenario?.strategies[name] && resolve(scenario, name, dropped);
  const errors = [...problems, ...(resolved?.problems ?? [])].filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || !resolved) {
    throw new Error(
      errors.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n') || 'no model',
    );
  }
  return resolved.model;
}
