import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import { fileOf } from '../output.ts';
import { packageFolder } from '../package.ts';

/** The templates, each with the command to try next. */
const templates = { scenario: 'run', design: 'power' } as const;

const names = Object.keys(templates) as (keyof typeof templates)[];

export const init = listed({
  name: 'init',
  group: 'Tools',
  describe: 'Write a commented template of a scenario or a trial design, to begin with',
  takes: {
    template: { choices: names, demandOption: true, describe: 'Of what' },
    file: {
      type: 'string',
      describe: 'File to write, - for standard output; scenario.yaml or design.yaml unless given',
    },
  },
  options: {},
  examples: [
    ['sojourn init scenario my-scenario.yaml', 'Then: sojourn run my-scenario.yaml'],
    ['sojourn init design', 'Writes design.yaml; then: sojourn power design.yaml'],
  ],
  notes: 'A file that is there already is never overwritten.',
  place: ({ template, file = `${template}.yaml` }) => {
    if (file === '-') return undefined;
    if (existsSync(file))
      throw new UsageError(
        `${file} is there already and is not overwritten; name another file: sojourn init ${template} NAME.yaml`,
      );
    return fileOf(file, 'init');
  },
  answer: ({ template, file = `${template}.yaml` }) => {
    const text = readFileSync(join(packageFolder(), 'scenarios/templates', `${template}.yaml`), 'utf8');
    const written = text.replaceAll(' FILE', ` ${file === '-' ? `${template}.yaml` : file}`);
    if (file === '-') return { text: () => [written] };
    return {
      text: () => [],
      files: () => ({ [basename(file)]: written }),
      next: `Then: sojourn ${templates[template]} ${file}\n`,
    };
  },
});
