import { describe, expect, it } from 'vitest';
import { voiSchema } from '../../src/answers/voi/schema.ts';
import { asked } from './in-process.ts';

const few = [
  'voi',
  'scenarios/stage-iv-rectal.yaml',
  '--strategy',
  'total-neoadjuvant',
  '--endpoint',
  'OS',
  '--draws',
  '60',
  '-n',
  '400',
  '--threads',
  '1',
];

describe('voi', () => {
  it('prints what each number and each source is worth, and JSON of its schema', async () => {
    const { out } = await asked([...few, '--json', '--group', 'relapse=relapse-shape,relapse-scale']);
    const answer = voiSchema.parse(JSON.parse(out));
    expect(answer.preferred).toBe('total-neoadjuvant');
    expect(answer.information.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['pps-scale', 'tnt-meta', 'relapse']),
    );
  });

  it.each([
    [['--outcome', 'OS at 7'], 'outcome OS at 7 cannot decide'],
    [['--group', 'relapse'], 'write name=number,number'],
    [['--group', 'relapse=relapse-shap'], 'relapse-shap is not drawn'],
    [['--strategy', 'study-schedule'], 'is the reference already'],
  ])('refuses %o before it draws', async (words, message) => {
    const { error } = await asked([
      'voi',
      'scenarios/stage-iv-rectal.yaml',
      '--strategy',
      'total-neoadjuvant',
      ...words,
    ]);
    expect((error as Error).name).toBe('UsageError');
    expect((error as Error).message).toContain(message);
  });
});
