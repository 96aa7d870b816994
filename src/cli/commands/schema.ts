import type { Argv, CommandModule } from 'yargs';
import { scenarioJsonSchema } from '../../scenario/schema/index.ts';
import { examples } from '../examples.ts';

interface Arguments {
  of: 'scenario' | 'result';
}

export const schema: CommandModule<object, Arguments> = {
  command: 'schema <of>',
  describe: 'Print a JSON Schema: of scenario files, or of what run --json prints',
  builder: (yargs) =>
    yargs
      .positional('of', {
        choices: ['scenario', 'result'] as const,
        demandOption: true,
        describe: 'Of which files',
      })
      .epilogue(
        examples(
          ['sojourn schema scenario > scenario.schema.json', 'For an editor that completes and checks YAML'],
          ['sojourn schema result', 'Every key of the JSON, with its meaning'],
        ),
      ) as unknown as Argv<Arguments>,
  handler: async ({ of }) => {
    // other commands start sooner without it
    const { resultJsonSchema } = await import('../../report/result-schema.ts');
    process.stdout.write(
      `${JSON.stringify(of === 'scenario' ? scenarioJsonSchema() : resultJsonSchema(), null, 2)}\n`,
    );
  },
};
