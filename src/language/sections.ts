import { isMap, isScalar, parseDocument } from 'yaml';

/** Some entries of a mapping that stand together in the text. */
export interface Section {
  /** the comment above the first entry, in one line; empty without a comment */
  title: string;
  /** the keys of the entries */
  keys: string[];
}

/**
 * The entries of a top-level mapping as the text groups them: a blank line or a comment begins another group.
 *
 * @param text YAML without errors
 * @returns no groups if there is no such mapping
 */
export function sectionsOf(text: string, mapping: string): Section[] {
  const map = parseDocument(text, { uniqueKeys: false }).get(mapping);
  if (!isMap(map)) return [];
  const sections: Section[] = [];
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    // the parser hangs the comment above the first entry on the mapping
    const comment = key.commentBefore ?? (sections.length === 0 ? map.commentBefore : undefined);
    if (sections.length === 0 || key.spaceBefore || comment)
      sections.push({ title: (comment ?? '').replaceAll(/\s+/g, ' ').trim(), keys: [] });
    sections.at(-1)!.keys.push(String(key.value));
  }
  return sections;
}
