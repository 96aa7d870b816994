import type { Argv, CommandModule } from 'yargs';
import { type Completed, completions } from '../completion.ts';
import { deliver } from '../deliver.ts';
import { examples } from '../examples.ts';
import type { Command } from './command.ts';
import { templates } from './init.ts';
import { schemas } from './schema.ts';

interface Arguments {
  shell: keyof typeof completions;
}

/** @param commands all of them, this one too: asked for when it is run */
export const completion = (
  commands: () => Readonly<Record<string, Command>>,
): CommandModule<object, Arguments> => ({
  command: 'completion <shell>',
  describe: 'Print a script that lets a shell complete commands and options',
  builder: (yargs) =>
    yargs
      .positional('shell', {
        choices: Object.keys(completions) as (keyof typeof completions)[],
        demandOption: true,
        describe: 'Which shell',
      })
      .epilogue(
        examples(
          ['source <(sojourn completion bash)', 'A line for ~/.bashrc'],
          ['source <(sojourn completion zsh)', 'A line for ~/.zshrc, after compinit'],
          ['sojourn completion fish > ~/.config/fish/completions/sojourn.fish', 'Once'],
        ),
      ) as unknown as Argv<Arguments>,
  handler: ({ shell }) => deliver([completions[shell](completed(commands()))]),
});

function completed(commands: Readonly<Record<string, Command>>): Completed[] {
  const words: Record<string, readonly string[]> = {
    schema: Object.keys(schemas),
    init: Object.keys(templates),
    completion: Object.keys(completions),
  };
  return Object.entries(commands).map(([name, { module, options }]) => ({
    name,
    describe: String(module.describe),
    words: words[name] ?? [],
    options: { ...options, help: { type: 'boolean', describe: 'Show help' } },
  }));
}
