import { describe, expect, it } from 'vitest';
import { commands as known } from '../../src/cli/commands/index.ts';
import { answerOf, isSpokenOf, readOnly, shortAnswerOf, sojournCalls, type Words } from './command-line.ts';
import { commandsOf, documents, textOf } from './documents.ts';
import { differenceFrom } from './printed.ts';
import { quoted } from './quoted.ts';

const pages = documents.map((page) => ({ page, ...commandsOf(page) }));
const commands = pages.flatMap(({ page, commands }) => commands.map((command) => ({ page, ...command })));
/** What measures the machine says nothing that stays, and a server does not end. */
const isOnlyRead = (words: Words) =>
  words[0] === 'bench' || (words[0] === 'explore' && !words.includes('--out')) || words.includes('--help');

const outputs = pages.flatMap(({ page, outputs }) =>
  outputs.map(({ of, ...output }) => {
    const calls = of.flatMap(({ written }) => sojournCalls(written));
    return {
      page,
      ...output,
      words: calls.filter((words) => !isSpokenOf(words) && !isOnlyRead(words)).at(-1),
    };
  }),
);
const shown = new Set(outputs.map(({ words }) => words?.join(' ')));

/** Commands that the text says find something wrong. */
const FINDS = ['sojourn check test/corpus/li-2021-as-printed.yaml'];

// a million patients, some of these
describe('the commands of the documents', { timeout: 600_000 }, () => {
  it('are found, with what they print', () => {
    expect(commands.length).toBeGreaterThan(35);
    expect(outputs.length).toBeGreaterThan(8);
  });

  it.each(commands)('$page:$line: $written', async ({ written }) => {
    for (const words of sojournCalls(written)) {
      if (isSpokenOf(words))
        expect([undefined, '--help', ...known.map(({ name }) => name)]).toContain(words[0]);
      else if (isOnlyRead(words)) await readOnly(words);
      else {
        const { code } = await (shown.has(words.join(' ')) ? answerOf : shortAnswerOf)(words);
        expect(code).toBe(FINDS.includes(written) ? 2 : 0);
      }
    }
  });

  it.each(outputs)('print what the text shows: $page:$line', async ({ text, words }) => {
    expect(words, 'the command before').toBeDefined();
    expect(differenceFrom((await answerOf(words!)).text, text), words!.join(' ')).toBeUndefined();
  });

  it.each(quoted)('give the figures that $page quotes: $says', async ({ page, says, command, prints }) => {
    const said = says.exec(textOf(page).replaceAll(/\s+/g, ' '))?.[1];
    const printed = prints.exec((await answerOf(command.split(' '))).text)?.[1];
    expect(said, 'the sentence').toBeDefined();
    // a sentence may round
    const decimals = said!.split('.')[1]?.length;
    expect(decimals === undefined ? printed : Number(printed).toFixed(decimals)).toBe(said);
  });
});
