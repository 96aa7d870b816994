import { listed } from '../command.ts';

/** Schemas by name. Each is loaded only when asked for, so that other commands start faster. */
export const schemas = {
  scenario: async () => (await import('../../scenario/schema/index.ts')).scenarioJsonSchema(),
  targets: async () => (await import('../../scenario/schema/index.ts')).targetsJsonSchema(),
  result: async () => (await import('../../answers/run/schema.ts')).resultJsonSchema(),
  comparison: async () => (await import('../../answers/compare/schema.ts')).comparisonJsonSchema(),
  psa: async () => (await import('../../answers/psa/schema.ts')).psaJsonSchema(),
  dsa: async () => (await import('../../answers/dsa/schema.ts')).dsaJsonSchema(),
  voi: async () => (await import('../../answers/voi/schema.ts')).voiJsonSchema(),
  calibration: async () => (await import('../../answers/calibrate/schema.ts')).calibrateJsonSchema(),
  analysis: async () => (await import('../../answers/analyse/schema.ts')).analysisJsonSchema(),
  design: async () => (await import('../../trial/language/schema.ts')).designJsonSchema(),
  power: async () => (await import('../../answers/power/schema.ts')).powerJsonSchema(),
  replicate: async () => (await import('../../answers/power/replicate-schema.ts')).replicateJsonSchema(),
  hypotheses: async () => (await import('../../answers/hypotheses/schema.ts')).hypothesesJsonSchema(),
  'hypotheses-replicate': async () =>
    (await import('../../answers/hypotheses/replicate-schema.ts')).hypothesesReplicateJsonSchema(),
  'hypotheses-size': async () =>
    (await import('../../answers/hypotheses/size-schema.ts')).hypothesesSizeJsonSchema(),
  'multi-arm': async () => (await import('../../answers/multi-arm/schema.ts')).multiArmJsonSchema(),
  'multi-arm-replicate': async () =>
    (await import('../../answers/multi-arm/replicate-schema.ts')).multiArmReplicateJsonSchema(),
  size: async () => (await import('../../answers/size/schema.ts')).sizeJsonSchema(),
  formula: async () => (await import('../../answers/formula/schema.ts')).formulaSizeJsonSchema(),
  monitoring: async () => (await import('../../answers/monitor/schema.ts')).monitorJsonSchema(),
  prediction: async () => (await import('../../answers/predict/schema.ts')).predictJsonSchema(),
  reconstruction: async () =>
    (await import('../../answers/reconstruct/schema.ts')).reconstructionJsonSchema(),
};

const names = Object.keys(schemas) as (keyof typeof schemas)[];

export const schema = listed({
  name: 'schema',
  group: 'Tools',
  describe: 'Print a JSON Schema: of scenario files, or of what a command prints with --json',
  takes: { schema: { choices: names, demandOption: true, describe: 'Of which files' } },
  options: {},
  examples: [
    ['sojourn schema scenario > scenario.schema.json', 'For an editor that completes and checks YAML'],
    ['sojourn schema result', 'Every key of the JSON of run, with its meaning'],
    ['sojourn schema comparison', 'Likewise of compare'],
  ],
  answer: async ({ schema }) => {
    const found = await schemas[schema]();
    return { text: () => [`${JSON.stringify(found, null, 2)}\n`] };
  },
});
