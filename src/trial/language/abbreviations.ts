/** What users of rpact, gsDesign and East write for boundaries, and how a design of this program says it. */
const meanings: readonly { names: readonly string[]; what: string; write: string }[] = [
  {
    names: ['asOF', 'bsOF', 'sfLDOF', 'LDOF'],
    what: "Lan and DeMets' spending like O'Brien and Fleming",
    write: 'spending: obrien-fleming',
  },
  {
    names: ['asP', 'bsP', 'sfLDPocock', 'LDPocock'],
    what: "Lan and DeMets' spending like Pocock",
    write: 'spending: pocock',
  },
  {
    names: ['hsd', 'asHSD', 'sfHSD', 'bsHSD', 'gamma'],
    what: 'Hwang-Shih-DeCani spending',
    write: 'spending: { hwang-shih-decani: -4 }',
  },
  {
    names: ['kd', 'asKD', 'bsKD', 'sfPower', 'power', 'rho'],
    what: "Kim and DeMets' power family",
    write: 'spending: { power-family: 3 }',
  },
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

/** What an abbreviation stands for, and how it is written here; undefined where it is none of these. */
export function abbreviationOf(name: string): string | undefined {
  const found = meanings.find(({ names }) => names.some((one) => plain(one) === plain(name)));
  return found && `${found.what} ${/boundaries/.test(found.what) ? 'are' : 'is'} written { ${found.write} }`;
}
