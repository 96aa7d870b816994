import { describe, expect, it } from 'vitest';
import { ended } from '../in-process.ts';

describe('a script for Slurm', () => {
  const submitted = async (...words: string[]) => (await ended(['submit', 'slurm', ...words])).err;
  it('quotes the words of the command, and is refused where it could not work', async () => {
    const { out } = await ended([
      'submit',
      'slurm',
      '--shards',
      '7',
      '--',
      'run',
      'my file.yaml',
      '--keep',
      'a b',
    ]);
    expect(out).toContain(
      "exec sojourn run 'my file.yaml' --keep 'a b' --threads 1 --shard $SLURM_ARRAY_TASK_ID/7\n",
    );
    expect(out).toContain("exec sojourn merge 'a b'\n");
    expect(await submitted('--', 'dsa', 'a.yaml', '--keep', 'b')).toBe(
      'dsa has no shards; choose one of: run, psa, power\n',
    );
    expect(await submitted('--', 'run', 'a.yaml')).toContain('the command keeps nothing; add --keep FOLDER');
    expect(await submitted('--', 'run', 'a.yaml', '--keep', 'b', '--shard', '1/2')).toBe(
      '--shard is written by submit; leave it out\n',
    );
    expect(await submitted('--shards', '0', '--', 'run', 'a.yaml', '--keep', 'b')).toBe(
      '--shards 0 must be a whole number from 1 to 1,000\n',
    );
  });
});
