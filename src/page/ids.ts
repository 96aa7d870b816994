/**
 * The id of a figure: what it is, and of what. Names of a scenario hold no colon, so that no two figures share an id,
 * whatever names do.
 */
export function idOf(what: string, ...names: string[]): string {
  return [what, ...names].join(':').replaceAll(/[^\w.:-]/g, '_');
}
