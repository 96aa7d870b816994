import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { commands as known } from '../../src/cli/commands/index.ts';
import { answerOf, folder, isSpokenOf, readOnly, sojournCalls, withFew } from './command-line.ts';
import { commandsOf, documents, textOf } from './documents.ts';
import { differenceFrom } from './printed.ts';
import { quoted } from './quoted.ts';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pages = documents.map((page) => ({ page, ...commandsOf(page) }));
const commands = pages.flatMap(({ page, commands }) => commands.map((command) => ({ page, ...command })));
const outputs = pages.flatMap(({ page, outputs }) => outputs.map((output) => ({ page, ...output })));
const shown = new Set(outputs.flatMap(({ of }) => of.map(({ written }) => written)));

/** Commands that the text says find something wrong. */
const FINDS = ['sojourn check test/corpus/li-2021-as-printed.yaml'];

describe('the commands of the documents', () => {
  it('are found, with what they print', () => {
    expect(commands.length).toBeGreaterThan(35);
    expect(outputs.length).toBeGreaterThan(8);
    expect(commands.filter(({ isOnlyRead }) => isOnlyRead).length).toBeLessThan(4);
  });

  it.each(commands)('$page:$line: $written', async ({ written, isOnlyRead }) => {
    for (const words of sojournCalls(written)) {
      if (isSpokenOf(words)) expect([undefined, '--help', ...Object.keys(known)]).toContain(words[0]);
      else if (isOnlyRead || words.includes('--help')) await readOnly(words);
      else {
        const { code } = await answerOf(shown.has(written) ? words : withFew(words));
        expect(code).toBe(FINDS.includes(written) ? 2 : 0);
      }
    }
  });

  it.each(outputs)('print what the text shows: $page:$line', async ({ text, of }) => {
    const calls = of.flatMap(({ written }) => sojournCalls(written)).filter((words) => !isSpokenOf(words));
    expect(calls).not.toEqual([]);
    const differences = [];
    for (const words of calls) {
      const difference = differenceFrom((await answerOf(words)).text, text);
      if (difference === undefined) return;
      differences.push(`${words.join(' ')}: ${difference}`);
    }
    expect.fail(differences.join('\n'));
  });

  it.each(quoted)('give the figures that $page quotes: $says', async ({ page, says, command, prints }) => {
    const sentence = says.exec(textOf(page).replaceAll(/\s+/g, ' '));
    const answer = prints.exec((await answerOf(command.split(' '))).text);
    expect(sentence, 'the sentence').not.toBeNull();
    expect(answer?.slice(1)).toEqual(sentence!.slice(1));
  });
});
