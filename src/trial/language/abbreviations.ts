import { spendingFamilies } from '../../sequential/spending/index.ts';

/** Names of boundaries in rpact, gsDesign and East, and how a design of this program writes them. */
const meanings: readonly { names: readonly string[]; what: string; write: string }[] = [
  ...spendingFamilies.map(({ key, title, elsewhere, parameter }) => ({
    names: elsewhere,
    what: title,
    write: `spending: ${parameter ? `{ ${key}: ${parameter.example} }` : key}`,
  })),
  {
    names: ['OF', 'OBF'],
    what: "O'Brien and Fleming's own boundaries",
    write: 'shape: obrien-fleming',
  },
  { names: ['P', 'PK'], what: "Pocock's own boundaries", write: 'shape: pocock' },
  {
    names: ['WT', 'wangtsiatis', 'delta'],
    what: "Wang and Tsiatis's boundaries",
    write: 'shape: { wang-tsiatis: 0.25 }',
  },
  {
    names: ['HP', 'haybittlepeto'],
    what: "Haybittle and Peto's boundaries",
    write: 'z: [3, 3, 1.97]',
  },
  {
    names: ['asUser', 'bsUser', 'sfPoints', 'sfLinear'],
    what: 'the error spent by each look',
    write: 'spending: [0.005, 0.012, 0.025]',
  },
];

const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');

/** The meaning of such a name, and how it is written here; undefined for other names. */
export function abbreviationOf(name: string): string | undefined {
  const meaning = meanings.find(({ names }) => names.some((known) => plain(known) === plain(name)));
  return (
    meaning &&
    `${meaning.what} ${/boundaries/.test(meaning.what) ? 'are' : 'is'} written { ${meaning.write} }`
  );
}
