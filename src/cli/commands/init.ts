import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Argv, CommandModule } from 'yargs';
import { deliver } from '../deliver.ts';
import { UsageError } from '../errors.ts';
import { examples } from '../examples.ts';
import { checkOut, writeFiles } from '../output.ts';
import { packageFolder } from '../package.ts';
import { writeErr } from '../terminal.ts';

/** What there is a template of, and the command to go on with. */
export const templates = { scenario: 'run', design: 'power' } as const;

interface Arguments {
  of: keyof typeof templates;
  file?: string;
}

export const init: CommandModule<object, Arguments> = {
  command: 'init <of> [file]',
  describe: 'Write a commented template of a scenario or a trial design, to begin with',
  builder: (yargs) =>
    yargs
      .positional('of', {
        choices: Object.keys(templates) as (keyof typeof templates)[],
        demandOption: true,
        describe: 'Of what',
      })
      .positional('file', {
        type: 'string',
        describe: 'File to write, - for standard output; scenario.yaml or design.yaml unless given',
      })
      .epilogue(
        `${examples(
          ['sojourn init scenario my-scenario.yaml', 'Then: sojourn run my-scenario.yaml'],
          ['sojourn init design', 'Writes design.yaml; then: sojourn power design.yaml'],
        )}\n\nA file that is there already is never overwritten.`,
      ) as unknown as Argv<Arguments>,
  handler: async ({ of, file = `${of}.yaml` }) => {
    const template = readFileSync(join(packageFolder(), 'scenarios/templates', `${of}.yaml`), 'utf8');
    const text = template.replaceAll(' FILE', ` ${file === '-' ? `${of}.yaml` : file}`);
    if (file === '-') return deliver([text]);
    if (existsSync(file))
      throw new UsageError(
        `${file} is there already and is not overwritten; name another file: sojourn init ${of} NAME.yaml`,
      );
    const words = { option: 'init', given: file };
    checkOut(dirname(file), [basename(file)], words);
    writeErr(`${writeFiles(dirname(file), { [basename(file)]: text }, words)}\n`);
    writeErr(`Then: sojourn ${templates[of]} ${file}\n`);
  },
};
