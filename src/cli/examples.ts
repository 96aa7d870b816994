/** Examples for the end of a help text: each command whole on its line, to be copied, and what it is for below it. */
export function examples(...all: readonly (readonly [command: string, meaning: string])[]): string {
  return `Examples:\n${all.map(([command, meaning]) => `  ${command}\n      ${meaning}`).join('\n')}`;
}
