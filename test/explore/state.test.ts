import { readFileSync } from 'node:fs';
import { expect, describe as group, it } from 'vitest';
import { describe } from '../../src/explore/describe.ts';
import { commandOf, firstState, hashOf, type State, stateOf } from '../../src/explore/state.ts';
import { sectionsOf } from '../../src/language/sections.ts';
import { withNumbers } from '../../src/language/with-numbers.ts';
import { checkScenario } from '../../src/scenario/check.ts';

function described(name: string) {
  const text = readFileSync(`scenarios/${name}.yaml`, 'utf8');
  return describe(checkScenario(text, { compileOnly: () => [] }).scenario!, text);
}

const tutorial = described('illness-death');

group('the state of a live page', () => {
  it('is empty in the address before anything is chosen', () => {
    expect(hashOf(firstState(tutorial), tutorial)).toBe('');
    expect(stateOf('', tutorial)).toEqual(firstState(tutorial));
  });

  it('comes out of the address as it went in', () => {
    const state: State = {
      set: { 'falls-ill': 0.02, smoking: 0 },
      strategies: ['prevention', 'treatment'],
      ...{ endpoint: 'healthy-survival', group: 'smokers', seed: 'a & b=c', n: 12_345 },
    };
    expect(stateOf(`#${hashOf(state, tutorial)}`, tutorial)).toEqual(state);
  });

  it('leaves out what the scenario does not have, and what is no number', () => {
    const hash = 'set=nobody=1&set=falls-ill=x&set=smoking=&strategy=none&endpoint=none&group=none&n=1.5';
    expect(stateOf(hash, tutorial)).toEqual(firstState(tutorial));
  });

  it('gives a command line in the order of the file, quoted for a shell', () => {
    const state = { ...firstState(tutorial), set: { smoking: 0.5, 'falls-ill': 0.02 }, seed: "it's mine" };
    expect(commandOf(state, tutorial, { file: 'my file.yaml', n: 20_000 })).toBe(
      "sojourn run 'my file.yaml' --strategy usual-care prevention --set falls-ill=0.02 --set smoking=0.5 -n 20000 --seed 'it'\\''s mine'",
    );
  });
});

group('the numbers of a live page', () => {
  it('are the named ones with a value of their own, in the groups of the file', () => {
    const groups = described('stage-iv-rectal').groups;
    expect(groups[0]!.title).toMatch(/^Time of the meeting of the multidisciplinary team/);
    const names = groups.flatMap(({ sliders }) => sliders.map(({ name }) => name));
    expect(names).toContain('local-share');
    // it follows from two others
    expect(names).not.toContain('local-share-if-progressed');
    expect(new Set(names).size).toBe(names.length);
  });

  it('have the interval and the density of their evidence, within the track', () => {
    for (const { sliders } of described('adjuvant').groups)
      for (const { name, value, lowest, highest, step, interval, density = [] } of sliders) {
        expect(lowest, name).toBeLessThanOrEqual(value);
        expect(highest, name).toBeGreaterThanOrEqual(value);
        expect(step, name).toBeGreaterThan(0);
        if (interval) expect(interval[0] < value && value < interval[1], name).toBe(true);
        for (const [at, height] of density)
          expect(at >= 0 && at <= 1 && height > 0 && height <= 1, name).toBe(true);
      }
    const all = described('adjuvant').groups.flatMap(({ sliders }) => sliders);
    expect(all.filter(({ density }) => density).map(({ name }) => name)).toContain('relapse-ratio');
  });
});

group('the text of a scenario', () => {
  const text = `# a file
numbers:
  # first
  # ones
  a: { value: 1, from: b } # kept
  c: { events: 3, of: 10, from: b }

  d: &same { ratio: 2, assumption: it }
  e: *same
`;

  it('tells which entries stand together', () => {
    expect(sectionsOf(text, 'numbers')).toEqual([
      { title: 'first ones', keys: ['a', 'c'] },
      { title: '', keys: ['d', 'e'] },
    ]);
    expect(sectionsOf(text, 'others')).toEqual([]);
  });

  it('takes other numbers, and keeps everything else', () => {
    const set = (name: string, value: number) => ({ path: ['numbers', name], value, ground: 'set "here"' });
    expect(withNumbers(text, [set('d', 0.5), set('a', 1.25), set('c', 0.4)])).toBe(
      text
        .replace('value: 1,', 'value: 1.25,')
        .replace('{ events: 3, of: 10, from: b }', '{ value: 0.4, assumption: "set \\"here\\"" }')
        .replace('ratio: 2', 'ratio: 0.5'),
    );
  });
});
