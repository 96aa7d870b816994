import { describe, expect, it } from 'vitest';
import { html } from '../../src/media/html/html.ts';
import { idOf } from '../../src/page/ids.ts';
import { list, within } from '../../src/page/words.ts';

describe('words of a page', () => {
  it('are escaped wherever they stand in a template, but for markup that it made itself', () => {
    const hostile = `<b a='1' c="2">&`;
    expect(html`<p title="${hostile}">${[html`<i>${hostile}</i>`, null, false, 0]}</p>`.text).toBe(
      `<p title="&lt;b a='1' c=&quot;2&quot;&gt;&amp;"><i>&lt;b a='1' c=&quot;2&quot;&gt;&amp;</i>0</p>`,
    );
  });

  it('set names apart that are written from right to left, and leave others as they are', () => {
    expect(within('Watch-and-wait, 中文')).toBe('Watch-and-wait, 中文');
    expect(within('مرحبا')).toBe('\u2068مرحبا\u2069');
    expect(within('an \u202eoverride')).toBe('\u2068an \u202eoverride\u2069');
  });

  it('stand in lists, with semicolons where an item has a comma', () => {
    expect([list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
    expect(list(['a, b', 'c', 'd'])).toBe('a, b; c; and d');
  });
});

describe('the id of a figure', () => {
  it('is its own, whatever names hold', () => {
    const ids = [idOf('survival', 'OS', 'late'), idOf('survival', 'OS-late'), idOf('survival-OS', 'late')];
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe('survival:OS:late');
  });
});
