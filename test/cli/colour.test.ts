import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { coloured, colouredPlaces, hasColours } from '../../src/cli/colour.ts';

const terminal = { isTTY: true };
const pipe = {};

describe('colours', () => {
  it.each([
    ['on a terminal', terminal, {}, [], true],
    ['not in a pipe', pipe, {}, [], false],
    ['not on a terminal that has none', terminal, { TERM: 'dumb' }, [], false],
    ['not with NO_COLOR', terminal, { NO_COLOR: '1' }, [], false],
    ['as usual with an empty NO_COLOR', terminal, { NO_COLOR: '' }, [], true],
    ['in a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, [], true],
    ['not with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, [], false],
    ['not with both', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, [], false],
    ['not with --no-color', terminal, { FORCE_COLOR: '1' }, ['--no-color'], false],
    ['with --color', pipe, { NO_COLOR: '1' }, ['--color'], true],
  ] as const)('are there %s', (_, stream, env, words, expected) => {
    expect(hasColours(stream, env, words)).toBe(expected);
  });

  const answer = [
    'A scenario',
    '',
    'Strategy: one',
    '=============',
    '',
    'Targets, shares in percent',
    '',
    'target  published  simulated',
    '------  ---------  ---------',
    'a              50         49  inside',
    'b              50         60  OUTSIDE',
  ].join('\n');

  it('change no word', () => {
    expect(stripVTControlCharacters(coloured(answer))).toBe(answer);
    expect(coloured(answer)).not.toBe(answer);
  });

  it('are on headings, titles of tables and what misses', () => {
    const lines = coloured(answer).split('\n');
    const start = '\u001b[';
    const painted = lines.map((line) => line.includes(start));
    expect(painted).toEqual([false, false, true, true, false, true, false, false, true, true, true]);
    expect(lines[10]).toContain('31mOUTSIDE');
  });

  it('are on the place of an error', () => {
    expect(stripVTControlCharacters(colouredPlaces('a.yaml:3:5: wrong'))).toBe('a.yaml:3:5: wrong');
    expect(colouredPlaces('a.yaml:3:5: wrong')).toBe('\u001b[1ma.yaml:3:5\u001b[22m: wrong');
    expect(colouredPlaces('nothing at 3:5: here')).toBe('nothing at 3:5: here');
  });
});
