import type { Argv, CommandModule } from 'yargs';
import { examples } from '../examples.ts';
import { writeOut } from '../terminal.ts';

/** By name, what has a schema; each is loaded where it is asked for, so that other commands start sooner. */
export const schemas = {
  scenario: async () => (await import('../../scenario/schema/index.ts')).scenarioJsonSchema(),
  result: async () => (await import('../../answers/run/schema.ts')).resultJsonSchema(),
  comparison: async () => (await import('../../answers/compare/schema.ts')).comparisonJsonSchema(),
  analysis: async () => (await import('../../answers/analyse/schema.ts')).analysisJsonSchema(),
  design: async () => (await import('../../trial/language/schema.ts')).designJsonSchema(),
  power: async () => (await import('../../answers/trial/schema.ts')).powerJsonSchema(),
  size: async () => (await import('../../answers/trial/schema.ts')).sizeJsonSchema(),
  reconstruction: async () =>
    (await import('../../answers/reconstruct/schema.ts')).reconstructionJsonSchema(),
};

interface Arguments {
  of: keyof typeof schemas;
}

export const schema: CommandModule<object, Arguments> = {
  command: 'schema <of>',
  describe: 'Print a JSON Schema: of scenario files, or of what a command prints with --json',
  builder: (yargs) =>
    yargs
      .positional('of', {
        choices: Object.keys(schemas) as (keyof typeof schemas)[],
        demandOption: true,
        describe: 'Of which files',
      })
      .epilogue(
        examples(
          ['sojourn schema scenario > scenario.schema.json', 'For an editor that completes and checks YAML'],
          ['sojourn schema result', 'Every key of the JSON of run, with its meaning'],
          ['sojourn schema comparison', 'Likewise of compare'],
        ),
      ) as unknown as Argv<Arguments>,
  handler: async ({ of }) => {
    writeOut(`${JSON.stringify(await schemas[of](), null, 2)}\n`);
  },
};
