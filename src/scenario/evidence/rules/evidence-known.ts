import { namesInstead } from '../../../language/names.ts';
import { error, type Rule } from '../rule.ts';
import { citations } from './evidence-cited.ts';

const WORDS = { has: 'known:', none: 'the file has none' };

export const evidenceKnown: Rule = {
  name: 'evidence-known',
  about: 'whatever `from` names stands under `evidence`',
  check(sheet) {
    const known = Object.keys(sheet.file.evidence ?? {});
    return citations(sheet)
      .filter(({ name }) => !known.includes(name))
      .map(({ path, name }) =>
        error(path, `no evidence is called "${name}"${namesInstead(name, known, WORDS)}`),
      );
  },
};
