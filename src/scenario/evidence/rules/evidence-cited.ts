import type { Path } from '../claims.ts';
import { type Rule, type Sheet, warning } from '../rule.ts';

export const evidenceCited: Rule = {
  name: 'evidence-cited',
  about: 'every entry under `evidence` is cited by some number (a warning)',
  check(sheet) {
    const cited = new Set(citations(sheet).map(({ name }) => name));
    return Object.keys(sheet.file.evidence ?? {})
      .filter((name) => !cited.has(name))
      .map((name) => warning(['evidence', name], `no number comes from "${name}"`));
  },
};

/** Every `from` of a file, with the path to it. */
export function citations({ file, claims }: Sheet): { path: Path; name: string }[] {
  const identities = (file.identities ?? []).map((fields, index) => ({
    path: ['identities', index],
    fields,
  }));
  return [...claims, ...identities].flatMap(({ path, fields: { from } }) =>
    from === undefined ? [] : [{ path: [...path, 'from'], name: from }],
  );
}
