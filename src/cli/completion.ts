import type { Options } from 'yargs';
import type { Described } from './command.ts';
import { dashed } from './slips.ts';

/** The parts of a command that a shell needs for completion. */
interface Completed {
  name: string;
  describe: string;
  /** allowed values of its first argument; undefined for a file */
  words: readonly string[];
  options: Readonly<Record<string, Options>>;
}

/** For each shell, a script that completes commands, options, their choices, and files. */
export const completions = { bash: of(bash), zsh: of(zsh), fish: of(fish) };

function of(script: (commands: readonly Completed[]) => string) {
  return (commands: readonly Described[]) =>
    script(
      commands.map(({ name, describe, takes, options }) => ({
        name,
        describe,
        words: Object.values(takes)[0]?.choices?.map(String) ?? [],
        options: { ...options, help: { type: 'boolean', describe: 'Show help' } },
      })),
    );
}

function choicesOf({ choices = [] }: Options): string {
  return choices.map(String).join(' ');
}

function bash(commands: readonly Completed[]): string {
  const cases = commands.map(
    ({ name, words, options }) =>
      `    ${name}) options='${Object.keys(options).map(dashed).join(' ')}' words='${words.join(' ')}' ;;`,
  );
  const choices = commands.flatMap(({ name, options }) =>
    Object.entries(options).flatMap(([option, definition]) =>
      definition.choices
        ? [`    '${name} ${dashed(option)}') words='${choicesOf(definition)}' options='' ;;`]
        : [],
    ),
  );
  return `# bash completion of sojourn: source <(sojourn completion bash)
_sojourn() {
  local word=\${COMP_WORDS[COMP_CWORD]} options='' words=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${commands.map(({ name }) => name).join(' ')} help' options='--help --version'
  else case \${COMP_WORDS[1]} in
${cases.join('\n')}
    help) words='${commands.map(({ name }) => name).join(' ')}' ;;
  esac fi
  case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD - 1]}" in
${choices.join('\n')}
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) [ -n "$words" ] && COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
  esac
}
# where nothing fits, a file
complete -o default -F _sojourn sojourn
`;
}

/** In single quotes, without the characters that are special in zsh lists. */
function zshText(text: string): string {
  return text.replaceAll("'", `'\\''`).replaceAll(/([\\[\]:])/g, '\\$1');
}

function zsh(commands: readonly Completed[]): string {
  const named = commands.map(({ name, describe }) => `    '${name}:${zshText(describe)}'`);
  const cases = commands.map(({ name, words, options }) => {
    const specs = Object.entries(options).map(([option, definition]) => {
      const value =
        definition.type === 'boolean'
          ? ''
          : `:value:${definition.choices ? `(${choicesOf(definition)})` : '_files'}`;
      return `'${dashed(option)}[${zshText(definition.describe ?? '')}]${value}'`;
    });
    const first = words.length > 0 ? `'1:word:(${words.join(' ')})'` : `'*:file:_files'`;
    return `    ${name}) _arguments ${[...specs, first].join(' ')} ;;`;
  });
  return `#compdef sojourn
# zsh completion of sojourn: source <(sojourn completion zsh)
_sojourn() {
  local -a commands
  commands=(
${named.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join('\n')}
    help) _describe command commands ;;
  esac
}
compdef _sojourn sojourn
`;
}

const fishText = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function fish(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, describe, words, options }) => {
    const within = `complete -c sojourn -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c sojourn -n __fish_use_subcommand -a ${name} -f -d ${fishText(describe)}`,
      ...(words.length > 0 ? [`${within} -f -a '${words.join(' ')}'`] : []),
      ...Object.entries(options).map(([option, definition]) => {
        const value = definition.choices
          ? ` -x -a '${choicesOf(definition)}'`
          : definition.type === 'boolean'
            ? ''
            : ' -r';
        return `${within} ${option.length === 1 ? '-s' : '-l'} ${option}${value} -d ${fishText(definition.describe ?? '')}`;
      }),
    ];
  });
  return `# fish completion of sojourn: sojourn completion fish > ~/.config/fish/completions/sojourn.fish\n${lines.join('\n')}\n`;
}
