/** What was written to stderr, without the lines that say every ten seconds that a run is alive: machines differ. */
export function withoutProgress(err: string): string {
  return err.replace(/^[\d,]+ of [\d,]+ (patients|trials)\b.*\n/gm, '');
}
