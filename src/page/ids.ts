/**
 * The id of a figure: its kind and what it shows. Names in scenarios contain no colon, so that different figures never
 * share an id.
 */
export function idOf(what: string, ...names: string[]): string {
  return [what, ...names].join(':').replaceAll(/[^\w.:-]/g, '_');
}
