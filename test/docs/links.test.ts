import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decisions, documents, root, textOf } from './documents.ts';

const all = [
  ...documents,
  ...decisions,
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'bench/README.md',
  'src/scenario/compile/README.md',
];

/** Links and pictures, without those of blocks of code. */
function linksOf(text: string): string[] {
  const prose = text.replaceAll(/^```.*?^```$/gms, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
}

/** As GitHub names headings. */
function anchorsOf(text: string): string[] {
  const headings = text.replaceAll(/^```.*?^```$/gms, '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the links of the documents', () => {
  it.each(all)('lead somewhere: %s', (page) => {
    const text = textOf(page);
    const broken = linksOf(text)
      .filter((link) => !/^(https?|mailto):/.test(link))
      .filter((link) => {
        const [path, anchor] = link.split('#') as [string, string?];
        const target = path === '' ? page : join(dirname(page), decodeURIComponent(path));
        if (!existsSync(join(root, target))) return true;
        if (anchor === undefined) return false;
        return statSync(join(root, target)).isDirectory() || !anchorsOf(textOf(target)).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('reach every document from the README', () => {
    const reached = new Set<string>();
    const follow = (page: string) => {
      if (reached.has(page) || !page.endsWith('.md') || !existsSync(join(root, page))) return;
      reached.add(page);
      for (const link of linksOf(textOf(page)))
        if (!/^(https?|mailto):/.test(link)) follow(join(dirname(page), link.split('#')[0]!));
    };
    follow('README.md');
    expect([...documents, ...decisions].filter((page) => !reached.has(page))).toEqual([]);
  });
});
