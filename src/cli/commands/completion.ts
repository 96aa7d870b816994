import type { Described } from '../command.ts';
import { listed } from '../command.ts';
import { completions } from '../completion.ts';

const shells = Object.keys(completions) as (keyof typeof completions)[];

/** @param commands all commands including this one; called when the command runs */
export const completion = (commands: () => readonly Described[]) =>
  listed({
    name: 'completion',
    group: 'Tools',
    describe: 'Print a script that lets a shell complete commands and options',
    takes: { shell: { choices: shells, demandOption: true, describe: 'Which shell' } },
    options: {},
    examples: [
      ['source <(sojourn completion bash)', 'A line for ~/.bashrc'],
      ['source <(sojourn completion zsh)', 'A line for ~/.zshrc, after compinit'],
      ['sojourn completion fish > ~/.config/fish/completions/sojourn.fish', 'Once'],
    ],
    answer: ({ shell }) => ({ text: () => [completions[shell](commands())] }),
  });
