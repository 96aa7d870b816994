/** The text of stderr without progress lines, which depend on the machine's speed. */
export function withoutProgress(err: string): string {
  return err.replace(/^[\d,]+ of [\d,]+ (patients|trials)\b.*\n/gm, '');
}
