import { didYouMean } from '../scenario/nearest.ts';

const commands: Record<string, string> = {
  run: 'a scenario file, such as: sojourn run scenarios/stage-iv-rectal.yaml',
  check: 'a scenario file, such as: sojourn check scenarios/stage-iv-rectal.yaml',
  schema: 'the name of a schema: sojourn schema scenario, or sojourn schema result',
  bench: 'nothing more: sojourn bench --card',
};

/** What is wrong with a command line, and what would be right. */
export function usageMessage(message: string, words: readonly string[], options: readonly string[]): string {
  const [command = ''] = words;
  const names = Object.keys(commands);
  if (!Object.hasOwn(commands, command)) {
    const unknownOptions = unknownIn(message).filter((name) => isOption(name, words));
    const wrong =
      command === ''
        ? 'sojourn needs a command: run, check, schema or bench'
        : command.startsWith('-')
          ? unknownOptions.map((name) => unknownOption(name, options)).join('\n') ||
            'sojourn needs a command before its options: run, check, schema or bench'
          : `there is no command "${command}"${didYouMean(command, names) || '; there are run, check, schema and bench'}`;
    return `${wrong}\nTo start: sojourn run scenarios/stage-iv-rectal.yaml. sojourn --help shows more.`;
  }
  return `${wordsFor(message, command, words, options)}\nsojourn ${command} --help shows what it takes.`;
}

function wordsFor(
  message: string,
  command: string,
  words: readonly string[],
  options: readonly string[],
): string {
  const unknown = unknownIn(message);
  if (unknown.length > 0) {
    return unknown
      .filter((name) => isOption(name, words) || words.includes(name))
      .map((name) => (isOption(name, words) ? unknownOption(name, options) : oneTooMany(name, command)))
      .join('\n');
  }
  if (message.startsWith('Not enough non-option arguments')) {
    const swallowed = words.some((word) => word === '--strategy' || word === '--endpoint');
    const hint = swallowed ? '\nName it first: --strategy and --endpoint take all names after them.' : '';
    return `${command} needs ${commands[command]}${hint}`;
  }
  const choice = /Argument: (.*), Given: "(.*)", Choices: (.*)/.exec(message);
  if (choice) {
    const choices = choice[3]!.replaceAll('"', '').split(', ');
    return `${command} ${choice[2]}: must be ${choices.join(' or ')}${didYouMean(choice[2]!, choices)}`;
  }
  return message;
}

function unknownIn(message: string): string[] {
  return /^Unknown (?:arguments?|commands?): (.*)$/m.exec(message)?.[1]?.split(', ') ?? [];
}

/** yargs names an option without its dashes, and once more in camel case. */
function isOption(name: string, words: readonly string[]): boolean {
  return words.some((word) => {
    const written = /^--?(?:no-)?([^=]*)/.exec(word)?.[1];
    return word.startsWith('-') && (written === name || (!word.startsWith('--') && written?.includes(name)));
  });
}

function unknownOption(name: string, options: readonly string[]): string {
  const dashed = (option: string) => (option.length === 1 ? `-${option}` : `--${option}`);
  return `there is no option ${dashed(name)}${didYouMean(dashed(name), options.map(dashed))}`;
}

function oneTooMany(word: string, command: string): string {
  if (command === 'run')
    return `"${word}" is one too many: run takes one scenario; write lists with commas, as --at 5,10`;
  return `"${word}" is one too many`;
}
