import { expect, it } from 'vitest';
import { contrastProblems, describeInBrowser, textProblems, withPage } from './browser.ts';

const page = (body: string) => `<!doctype html><body style="margin: 0; font: 14px sans-serif">${body}`;
const problemsOf = (body: string, options = {}) =>
  withPage(page(body), { width: 400, ...options }, textProblems);

describeInBrowser('the measuring of texts', () => {
  it('finds nothing where nothing is wrong', async () => {
    const svg = '<svg width="300" height="50"><text y="20">one</text><text x="100" y="20">two</text></svg>';
    expect(await problemsOf(`<p>a paragraph of <b>several</b> parts</p>${svg}`)).toEqual([]);
  });

  it('finds texts over each other', async () => {
    const svg =
      '<svg id="a" width="300" height="50"><text y="20">one</text><text x="10" y="22">two</text></svg>';
    expect(await problemsOf(svg)).toEqual([
      expect.stringMatching(/^“one” and “two” overlap by .* px in #a$/),
    ]);
    const spans =
      '<svg width="300" height="50"><text><tspan x="0" y="20">one</tspan><tspan x="9" y="20">two</tspan></text></svg>';
    expect(await problemsOf(spans)).toEqual([expect.stringContaining('overlap')]);
    const html = '<p style="margin: 0">one</p><p style="margin: -10px 0 0">two</p>';
    expect(await problemsOf(html)).toEqual([expect.stringContaining('overlap')]);
  });

  it('finds texts outside their figure, however they got there', async () => {
    const outside = (text: string) =>
      problemsOf(`<svg width="100" height="50" style="margin: 40px">${text}</svg>`);
    const found = [expect.stringContaining('outside its figure')];
    expect(await outside('<text x="90" y="20">too long</text>')).toEqual(found);
    expect(await outside('<text x="10" y="2">too high</text>')).toEqual(found);
    expect(await outside('<text x="10" y="58">too low</text>')).toEqual(found);
    expect(await outside('<text x="10" y="20" text-anchor="end">left</text>')).toEqual(found);
  });

  it('finds small print, also in a figure that is shown smaller than drawn', async () => {
    expect(await problemsOf('<p style="font-size: 9px">small</p>')).toEqual(['“small” is 9.0 px high']);
    const svg =
      '<svg width="100" height="50" viewBox="0 0 200 100"><text y="40" font-size="14">half</text></svg>';
    expect(await problemsOf(svg)).toEqual(['“half” is 7.0 px high']);
  });

  it('finds a page that is wider than its window, and lets scroll what is meant to', async () => {
    const wide = '<div style="width: 600px; text-align: right">far right</div>';
    expect(await problemsOf(wide)).toEqual([
      'the page scrolls sideways: 600 > 400',
      '“far right” is outside the page',
    ]);
    expect(await problemsOf(`<div style="overflow-x: auto">${wide}</div>`)).toEqual([]);
  });

  it('looks at nothing that is not to be seen', async () => {
    const hidden = '<div style="display: none"><svg width="9" height="9"><text x="50">far</text></svg></div>';
    const skip = '<a href="#main" style="position: absolute; left: -999px">Skip</a>';
    expect(
      await problemsOf(`${skip}${hidden}<svg width="50" height="20"><title>a title</title></svg>`),
    ).toEqual([]);
  });

  it('finds colours that are too near to their ground', async () => {
    const grey =
      '<p style="color: #999">grey</p><svg width="99" height="30"><text y="20" fill="#bbb">pale</text></svg>';
    const found = await withPage(page(grey), { width: 400 }, contrastProblems);
    expect(found).toEqual(['“grey” has a contrast of 2.85', '“pale” has a contrast of 1.92']);
  });

  it('works without the page’s own scripts', async () => {
    const script = '<script>document.body.textContent = "changed"</script><p>as it was</p>';
    const shown = (javaScript: boolean) =>
      withPage(page(script), { width: 400, javaScript }, (open) => open.locator('body').innerText());
    expect(await shown(true)).toContain('changed');
    expect(await shown(false)).toBe('as it was');
    expect(await problemsOf(script, { javaScript: false })).toEqual([]);
  });

  it('sees the theme and the print', async () => {
    const style =
      '<style>@media (prefers-color-scheme: dark) { p { font-size: 20px } } @media print { p { font-size: 30px } }</style><p>text</p>';
    const size = (options: object) =>
      withPage(page(style), { width: 400, ...options }, (open) =>
        open.evaluate<string>('getComputedStyle(document.querySelector("p")).fontSize'),
      );
    expect(await size({})).toBe('14px');
    expect(await size({ theme: 'dark' })).toBe('20px');
    expect(await size({ theme: 'dark', print: true })).toBe('30px');
  });
});
