import { spawnSync } from 'node:child_process';
import { whole } from '../../media/numbers.ts';
import { readNumber } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import { quoted } from '../repeat.ts';

/** Commands whose work falls into shards. */
const SHARDED = ['run', 'psa', 'power'];
/** Most tasks of an array where Slurm's MaxArraySize is as it comes. */
const MOST_SHARDS = 1000;

export const submit = listed({
  name: 'submit',
  group: 'Tools',
  describe: 'Write the script that runs a command on a cluster: an array of shards, then their merge',
  needs: 'a scheduler and a command',
  takes: {
    scheduler: { choices: ['slurm'] as const, demandOption: true, describe: 'The scheduler' },
    command: {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'After --, the command with its options; --keep FOLDER must be one of them',
    },
  },
  options: {
    shards: { type: 'string', default: '100', describe: 'Tasks of the array' },
    cpus: { type: 'string', default: '1', describe: 'Processors of a task, and its threads' },
    time: { type: 'string', default: '01:00:00', describe: 'Time limit of a task, as sbatch takes it' },
    program: { type: 'string', default: 'sojourn', describe: 'The program on the nodes' },
    now: { type: 'boolean', default: false, describe: 'Run the script, which submits both jobs' },
  },
  examples: [
    [
      'sojourn submit slurm --shards 100 -- run scenarios/benchmark.yaml -n 1e9 --keep kept > submit.sh',
      'Then: sh submit.sh',
    ],
  ],
  notes:
    'The folder of --keep must be on a file system that all nodes share. A task that is requeued goes on from what it has kept. Give each task a minute of work or more.',
  answer: ({ command, shards: text, cpus, time, program, now }) => {
    const shards = readCount('--shards', text, MOST_SHARDS);
    const script = slurmScript(command, { shards, cpus: readCount('--cpus', cpus, 1024), time, program });
    if (!now) return { text: () => [script] };
    const { status, error, stdout, stderr } = spawnSync('sh', { input: script, encoding: 'utf8' });
    if (error || status !== 0)
      throw new Error(`the jobs could not be submitted: ${error?.message ?? stderr.trim()}`);
    return { text: () => [stdout] };
  },
});

function readCount(option: string, text: string, most: number): number {
  const count = readNumber(text);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new UsageError(`${option} ${text} must be a whole number from 1 to ${whole(most)}`);
}

interface SlurmOptions {
  shards: number;
  cpus: number;
  time: string;
  program: string;
}

/** @throws UsageError for a command that has no shards, or keeps nothing */
function slurmScript(command: readonly string[], { shards, cpus, time, program }: SlurmOptions): string {
  const [name] = command as [string];
  if (!SHARDED.includes(name))
    throw new UsageError(`${name} has no shards; choose one of: ${SHARDED.join(', ')}`);
  const folder = keptIn(command);
  if (folder === undefined)
    throw new UsageError(
      'the command keeps nothing; add --keep FOLDER, on a file system that all nodes share',
    );
  const taken = command.find((word) => /^--(shard|threads)(=|$)/.test(word));
  if (taken) throw new UsageError(`${taken} is written by submit; leave it out`);
  const words = (all: readonly string[]) => all.map(quoted).join(' ');
  const task = `exec ${quoted(program)} ${words(command)} --threads ${cpus} --shard $SLURM_ARRAY_TASK_ID/${shards}`;
  const merge = `exec ${quoted(program)} merge ${quoted(folder)}`;
  return `#!/bin/sh
# Submits two jobs to Slurm: the shards, and when all of them have ended, their merge. Run it where sbatch is: sh submit.sh
# The answer is in the output of the merge, sojourn-merge-*.out; shards that failed are named there.
set -eu
array=$(sbatch --parsable --job-name=sojourn --array=1-${shards} --cpus-per-task=${cpus} --time=${quoted(time)} \\
  --requeue --open-mode=append --output=sojourn-%A-%a.out <<'TASK'
#!/bin/sh
${task}
TASK
)
array=\${array%%;*}
merge=$(sbatch --parsable --job-name=sojourn-merge --dependency=afterany:"$array" --time=${quoted(time)} \\
  --output=sojourn-merge-%j.out <<'TASK'
#!/bin/sh
${merge}
TASK
)
echo "Submitted the shards as $array and their merge as \${merge%%;*}; the answer comes to sojourn-merge-\${merge%%;*}.out"
`;
}

/** The folder of --keep. */
function keptIn(command: readonly string[]): string | undefined {
  const at = command.findIndex((word) => word === '--keep' || word.startsWith('--keep='));
  if (at < 0) return undefined;
  return command[at] === '--keep' ? command[at + 1] : command[at]!.slice('--keep='.length);
}
