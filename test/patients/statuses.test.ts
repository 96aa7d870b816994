import { describe, expect, it } from 'vitest';
import { readPatients } from '../../src/patients/index.ts';

const csvOf = (statuses: readonly string[]) =>
  `time,status\n${statuses.map((status, i) => `${i + 1},"${status}"`).join('\n')}\n`;
const read = (statuses: readonly string[], options = {}) => {
  const { patients, problems } = readPatients(csvOf(statuses), {}, options);
  return {
    statuses: patients && [...patients.statuses],
    causes: patients?.causes,
    problems: problems.map(({ line, message }) => `${line} ${message}`),
  };
};

describe('statuses mean', () => {
  it.each<[string, string[], object, number[], string[]]>([
    ['numbers', ['0', '1', '2'], {}, [0, 1, 2], ['1', '2']],
    ['numbers with decimals that are 0', ['0.0', '1.0', '1'], {}, [0, 1, 1], ['1']],
    ['R’s and Python’s truth', ['TRUE', 'FALSE', 'TRUE'], {}, [1, 0, 1], ['TRUE']],
    ['an event of words, others censored', ['dead', 'alive', 'lost'], { event: 'dead' }, [1, 0, 0], ['dead']],
    ['several events, causes in the order given', ['b', 'a', 'c'], { event: 'b,a' }, [1, 2, 0], ['b', 'a']],
    ['a word with a comma', ['died, of it', 'well'], { event: 'died, of it' }, [1, 0], ['died, of it']],
    [
      'censored words, others events',
      ['alive', 'lost', 'dead'],
      { censored: 'alive, lost' },
      [0, 0, 1],
      ['dead'],
    ],
    ['other words as causes', ['alive', 'b', 'a'], { censored: 'alive' }, [0, 2, 1], ['a', 'b']],
    ['both named', ['dead', 'alive'], { event: 'dead', censored: 'alive' }, [1, 0], ['dead']],
    ['one number of several', ['0', '1', '2'], { event: '2' }, [0, 0, 1], ['2']],
    ['another number for censored', ['1', '2', '3'], { censored: '1' }, [0, 1, 2], ['2', '3']],
    ['nobody censored', ['1', '1'], { censored: '0' }, [1, 1], ['1']],
    ['nobody with an event', ['0', '0'], {}, [0, 0], ['1']],
    ['what objects have', ['constructor', '__proto__'], { event: '__proto__' }, [0, 1], ['__proto__']],
  ])('%s', (_, cells, options, statuses, causes) => {
    expect(read(cells, options)).toEqual({ statuses, causes, problems: [] });
  });
});

describe('statuses are refused', () => {
  it.each<[string, string[], object, string[]]>([
    [
      'a misspelt event',
      ['dead', 'alive'],
      { event: 'Dead' },
      ['1 has no value "Dead"; did you mean "dead"?'],
    ],
    [
      'a misspelt censoring',
      ['dead', 'alive'],
      { censored: 'living' },
      ['1 has no value "living"; it has "alive", "dead"'],
    ],
    [
      'a status that is neither',
      ['dead', 'alive', 'gone', 'gone'],
      { event: 'dead', censored: 'alive' },
      ['4 is "gone", must be one of the events or of the censored that were named'],
    ],
    [
      'one that is both',
      ['dead'],
      { event: 'dead', censored: 'dead' },
      ['1 cannot have "dead" both for an event and for censored'],
    ],
    [
      'words of which nobody said what they mean, once',
      ['Deceased', 'alive', 'alive'],
      {},
      [
        '2 is "Deceased", must be 0 (censored), 1 (event), or 2, 3, ... for events of other causes; where words say it, name those that are events: --event "Deceased" (values: "Deceased", "alive")',
      ],
    ],
    ['a gap', ['dead', ''], { event: 'dead' }, ['3 is missing, every patient must have a status']],
    [
      'a column of something else',
      ['1', '99', '99.5'],
      { censored: '1' },
      [
        '3 is "99", must be a whole number from 0 to 20, or the events be named by --event',
        '4 is "99.5", must be a whole number from 0 to 20, or the events be named by --event',
      ],
    ],
  ])('%s', (_, cells, options, problems) => {
    expect(read(cells, options)).toEqual({ statuses: undefined, causes: undefined, problems });
  });

  it('more than twenty causes', () => {
    const cells = Array.from({ length: 22 }, (_, i) => `w${String(i).padStart(2, '0')}`);
    expect(read(cells, { censored: 'w00' }).problems[0]).toMatch(
      /^1 has 21 different events, "w01", .* and 1 more; there are at most 20 causes/,
    );
  });
});
