import { didYouMean } from '../language/nearest.ts';

const commands: Record<string, string> = {
  run: 'a scenario file, such as: sojourn run scenarios/stage-iv-rectal.yaml',
  compare: 'a scenario file, such as: sojourn compare scenarios/illness-death.yaml',
  analyse: 'a CSV file, such as: sojourn analyse trial.csv --time months --status death --group arm',
  reconstruct: 'a CSV file of a curve, such as: sojourn reconstruct os.csv --at-risk 0:100,12:80,24:55',
  power: 'a design file, such as: sojourn power scenarios/trials/three-looks.yaml',
  size: 'a design file, such as: sojourn size scenarios/trials/three-looks.yaml',
  check: 'a scenario or design file, such as: sojourn check scenarios/stage-iv-rectal.yaml',
  schema:
    'the name of a schema: sojourn schema scenario, result, comparison, analysis, reconstruction, design, power or size',
  init: 'what to write a template of: sojourn init scenario my-scenario.yaml, or sojourn init design my-trial.yaml',
  completion: 'the name of a shell: sojourn completion bash, zsh or fish',
  bench: 'nothing more: sojourn bench --card',
};

const listed = (last: string): string =>
  Object.keys(commands)
    .join(', ')
    .replace(/, (\w+)$/, ` ${last} $1`);

/** What is wrong with a command line, and what would be right. */
export function usageMessage(message: string, words: readonly string[], options: readonly string[]): string {
  const [command = ''] = words;
  const names = Object.keys(commands);
  if (!Object.hasOwn(commands, command)) {
    const unknownOptions = unknownIn(message).filter((name) => isOption(name, words));
    const wrong =
      command === ''
        ? `sojourn needs a command: ${listed('or')}`
        : command.startsWith('-')
          ? unknownOptions.map((name) => unknownOption(name, options)).join('\n') ||
            `sojourn needs a command before its options: ${listed('or')}`
          : `there is no command "${command}"${didYouMean(command, names) || `; there are ${listed('and')}`}`;
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
    const swallowing = ['--strategy', '--endpoint', '--subgroup', '--set', '--what-if', '--vary'];
    const swallowed = swallowing.filter((option) => words.includes(option));
    const takes = swallowed.length === 1 ? 'takes' : 'take';
    const hint =
      swallowed.length > 0
        ? `\nName it first: ${swallowed.join(' and ')} ${takes} all words after ${swallowed.length === 1 ? 'it' : 'them'}.`
        : '';
    return `${command} needs ${commands[command]}${hint}`;
  }
  const choice = /Argument: (.*), Given: "(.*)", Choices: (.*)/.exec(message);
  if (choice) {
    const choices = choice[3]!.replaceAll('"', '').split(', ');
    const place = options.includes(choice[1]!) ? `--${choice[1]}` : command;
    return `${place} ${choice[2]}: must be ${choices.join(' or ')}${didYouMean(choice[2]!, choices)}`;
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
  if (command === 'run' || command === 'compare')
    return `"${word}" is one too many: ${command} takes one scenario; write lists with commas, as --at 5,10`;
  return `"${word}" is one too many`;
}
