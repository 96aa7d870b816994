import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The documents for users, by path from the project's root. */
export const documents = ['README.md', ...markdownIn('docs'), ...markdownIn('scenarios')]
  .filter((page) => !page.startsWith('docs/decisions/'))
  .sort();

/** Decisions by day: they show the commands of their time. */
export const decisions = markdownIn('docs/decisions');

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

export const textOf = (path: string) => readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');

/** A command in a document, in a code block or within a sentence. */
export interface Command {
  written: string;
  /** line of the document, from 1 */
  line: number;
}

/** A block of output of the command before it. */
export interface Output {
  text: string;
  line: number;
  /** the code block before it, and blocks named since */
  of: readonly Command[];
}

export interface Block {
  language: string;
  text: string;
  line: number;
}

/** The fenced blocks of a document. */
export function blocksOf(path: string): Block[] {
  return partsOf(textOf(path)).filter((part): part is Block => 'language' in part);
}

const COMMAND = /^(npx )?sojourn |^npm /;

/** The commands of a document, and the output that it shows. */
export function commandsOf(path: string): { commands: Command[]; outputs: Output[] } {
  const [commands, outputs]: [Command[], Output[]] = [[], []];
  let latest: Command[] = [];
  for (const part of partsOf(textOf(path))) {
    const { text, line } = part;
    if (!('language' in part)) {
      // a code span may be broken over lines
      const named = [...text.matchAll(/`((?:npx )?sojourn [^`]+)`/g)].map((span) => ({
        written: span[1]!.replaceAll(/\s+/g, ' '),
        line: line + text.slice(0, span.index).split('\n').length - 1,
      }));
      commands.push(...named);
      latest = [...latest, ...named];
    } else if (COMMAND.test(text)) {
      latest = text
        .split('\n')
        .map((written, i) => ({ written, line: line + 1 + i }))
        .filter(({ written }) => written !== '');
      commands.push(...latest);
    } else if (['', 'text'].includes(part.language)) {
      if (latest.length > 0) outputs.push({ text, line, of: latest });
    } else latest = [];
  }
  return { commands, outputs };
}

/** Splits a document into blocks and the text between them. */
function partsOf(text: string): (Block | { text: string; line: number })[] {
  const parts: (Block | { text: string; line: number })[] = [];
  let [start, line] = [0, 1];
  const between = (end: number) => {
    parts.push({ text: text.slice(start, end), line });
    line += text.slice(start, end).split('\n').length - 1;
  };
  for (const fence of text.matchAll(/^```(\w*)\n(.*?)^```$/gms)) {
    between(fence.index);
    parts.push({ language: fence[1]!, text: fence[2]!, line });
    line += fence[0].split('\n').length - 1;
    start = fence.index + fence[0].length;
  }
  between(text.length);
  return parts;
}
