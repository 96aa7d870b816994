import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { RunAnswer } from '../../src/answers/run/schema.ts';
import { ended } from '../cli/in-process.ts';
import { contrastProblems, describeInBrowser, textProblems } from '../page/browser.ts';
import { openLive, settled, type } from './opened.ts';

const tutorial = 'scenarios/illness-death.yaml';

/** The survival plot: its scales in pixels, and its curves by strategy. */
interface Drawn extends Record<'left' | 'right' | 'top' | 'bottom' | 'horizon', string> {
  paths: [strategy: string, d: string][];
}

/** What the command line on the page prints as JSON. */
async function commandSays(command: string): Promise<RunAnswer> {
  const { out, err, code } = await ended([...command.split(' ').slice(1), '--threads', '1', '--json']);
  expect(code, err).toBe(0);
  return JSON.parse(out) as RunAnswer;
}

describeInBrowser('the live page', () => {
  it('gives the fingerprint and the figures of the command line that it names, with a number moved', async () => {
    const { page, requests, errors } = await openLive({ file: tutorial });
    const first = await settled(page);
    expect(first.n).toBe('20000');
    expect((await commandSays(first.command)).provenance.fingerprint).toBe(first.fingerprint);

    await type(page, 'falls-ill', '0.02');
    const { fingerprint, command } = await settled(page);
    expect(command).toBe(
      `sojourn run ${tutorial} --strategy usual-care prevention --set falls-ill=0.02 -n 20000 --seed 1`,
    );
    const answer = await commandSays(command);
    expect(fingerprint).toBe(answer.provenance.fingerprint);
    expect(fingerprint).not.toBe(first.fingerprint);

    const cells = await page.$$eval('#figures-table td[data-at]', (all) =>
      all.map((cell) => ({ ...(cell as unknown as { dataset: Record<string, string> }).dataset })),
    );
    expect(cells).toHaveLength(4);
    for (const { strategy, at, value, mcse } of cells) {
      const said = answer.strategies[strategy!]!.endpoints.survival!.survival.find(
        (one) => String(one.at) === at,
      )!;
      expect({ value: Number(value), mcse: Number(mcse) }).toEqual({ value: said.value, mcse: said.mcse });
    }

    // the curve as it is drawn, read with the scales of the plot
    const drawn = (await page.$eval('#curves', (svg) => ({
      ...(svg as unknown as { dataset: Record<string, string> }).dataset,
      paths: [...svg.querySelectorAll('.line')].map((line) => [
        line.getAttribute('data-strategy')!,
        line.getAttribute('d')!,
      ]),
    }))) as unknown as Drawn;
    const [left, right, top, bottom, horizon] = [
      drawn.left,
      drawn.right,
      drawn.top,
      drawn.bottom,
      drawn.horizon,
    ].map(Number) as [number, number, number, number, number];
    for (const [strategy, d] of drawn.paths) {
      const points = d!
        .slice(1)
        .split('L')
        .map((point) => point.split(' ').map(Number) as [number, number]);
      for (const { at, value } of answer.strategies[strategy!]!.endpoints.survival!.survival) {
        const x = left + ((right - left) * at) / horizon;
        const [, y] = points.reduce((best, one) =>
          Math.abs(one[0] - x) < Math.abs(best[0] - x) ? one : best,
        );
        // coordinates have two decimals, of some hundred pixels
        expect((bottom - y) / (bottom - top)).toBeCloseTo(value, 3);
      }
    }
    expect(requests).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('keeps its state in the address, and puts numbers back', async () => {
    const { page } = await openLive(
      { file: tutorial },
      { hash: 'n=20000&set=falls-ill%3D0.02&strategy=treatment&seed=mine' },
    );
    const { command, fingerprint } = await settled(page);
    expect(command).toBe(
      `sojourn run ${tutorial} --strategy treatment --set falls-ill=0.02 -n 20000 --seed mine`,
    );
    expect((await commandSays(command)).provenance.fingerprint).toBe(fingerprint);
    await page.click('#reset');
    expect(await page.evaluate('location.hash')).toBe('#strategy=treatment&seed=mine&n=20000');
    await page.context().close();
  });

  it('gives the changed scenario with its comments, which runs to the same fingerprint', async () => {
    const { page } = await openLive({ file: tutorial });
    await type(page, 'falls-ill', '0.02');
    const { fingerprint } = await settled(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#yaml')]);
    const path = (await download.path())!;
    const before = readFileSync(tutorial, 'utf8');
    expect(readFileSync(path, 'utf8')).toBe(before.replace('value: 0.05,', 'value: 0.02,'));
    const words = [
      'run',
      path,
      '--strategy',
      'usual-care',
      'prevention',
      '-n',
      '20000',
      '--threads',
      '1',
      '--json',
    ];
    expect((JSON.parse((await ended(words)).out) as RunAnswer).provenance.fingerprint).toBe(fingerprint);
    await page.context().close();
  });

  it('keeps what is being typed while it is drawn again', async () => {
    const { page } = await openLive({ file: tutorial });
    await settled(page);
    const box = page.locator('[data-name="falls-ill"] .exact');
    await box.fill('0.02');
    const drawn = await page.getAttribute('html', 'data-drawn');
    await page.setViewportSize({ width: 900, height: 800 });
    await page.waitForSelector(`html:not([data-drawn="${drawn}"])`, { state: 'attached' });
    expect(await box.inputValue()).toBe('0.02');
    await box.press('Enter');
    await page.waitForSelector('html[data-command*="falls-ill=0.02"]', { state: 'attached' });
    await box.fill('');
    await box.press('Enter');
    expect(await box.inputValue()).toBe('0.02');
    await page.context().close();
  });

  it('says what is impossible, and goes on', async () => {
    const { page } = await openLive({ file: tutorial });
    await settled(page);
    await type(page, 'falls-ill', '-1');
    await page.waitForSelector('#failure');
    expect(await page.textContent('#failure')).toContain(
      'falls-ill is -1, as rate in states.healthy it must be > 0',
    );
    await type(page, 'falls-ill', '0.03');
    await settled(page);
    expect(await page.$('#failure')).toBeNull();
    await page.context().close();
  });

  it('shows the errors of a file with line and column', async () => {
    const text = readFileSync(tutorial, 'utf8').replace(
      'to: ill, law: exponential',
      'to: il, law: exponential',
    );
    const { page } = await openLive({ file: tutorial, text });
    await page.waitForSelector('#problems');
    expect(await page.textContent('#problems')).toMatch(/illness-death\.yaml:\d+:\d+ .*"il"/);
    await page.context().close();
  });

  it('can be stopped where a scenario would take for ever, and goes on with another number', async () => {
    const text = `
scenario: Round and round
time: { unit: year, origin: birth, horizon: 20 }
parameters:
  delay: { value: 0.0001, assumption: a test }
start: here
states:
  here:
    transitions:
      - { to: there, law: fixed, delay: delay }
      - { to: dead, law: exponential, rate: { value: 0.01, assumption: a test } }
  there: { transitions: [{ to: here, law: fixed, delay: delay }] }
  dead: {}
endpoints: { survival: { event: dead } }
strategies: { usual: {} }
`;
    const { page } = await openLive({ file: 'round.yaml', text });
    await page.click('#stop');
    await page.waitForSelector('html[data-phase=stopped]', { state: 'attached' });
    await type(page, 'delay', '1');
    expect((await settled(page)).fingerprint).not.toBe('');
    await page.context().close();
  });

  it('takes hostile names as text', async () => {
    const hostile = '</script><img src=x onerror=document.title=1>{alert(1)}';
    const text = readFileSync(tutorial, 'utf8')
      .replace('scenario: Illness and death', `scenario: "${hostile}"`)
      .replace('title: Treatment of the ill', `title: "${hostile}"`);
    const { page, errors } = await openLive({ file: `<b>'quoted'.yaml`, text });
    await settled(page);
    expect(await page.textContent('h1')).toBe(hostile);
    expect(await page.title()).toBe(hostile);
    expect(await page.$('img')).toBeNull();
    expect(errors).toEqual([]);
    expect(await page.textContent('#command')).toContain(`'<b>'\\''quoted'\\''.yaml'`);
    await page.context().close();
  });

  it.each([
    ['light', [360, 768, 1920]],
    ['dark', [390, 1280]],
  ] as const)('is readable in %s colours at %j pixels', async (theme, widths) => {
    const { page } = await openLive({ file: 'scenarios/adjuvant.yaml' }, { width: widths[0], theme });
    await settled(page);
    for (const id of ['states', 'proportions', 'pathways']) await page.click(`#${id} > summary`);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      expect(await textProblems(page), `${width}`).toEqual([]);
    }
    expect(await contrastProblems(page)).toEqual([]);
    await page.context().close();
  });
});

// what a new reader comes for, in fewer than five actions each
describeInBrowser('a new reader of the live page', () => {
  it('sees what another number would do, and shares it', async () => {
    const { page } = await openLive({ file: tutorial });
    await settled(page);
    await type(page, 'treated-share', '0.6');
    await page.click('#strategies label:has-text("Treatment of the ill")');
    const { command } = await settled(page);
    expect(command).toContain('--set treated-share=0.6');
    const again = await openLive({ file: tutorial }, { hash: new URL(page.url()).hash.slice(1) });
    expect((await settled(again.page)).command).toBe(command);
    await again.page.context().close();
    await page.context().close();
  });

  it('finds the number that matters most, and where it comes from', async () => {
    const { page } = await openLive({ file: 'scenarios/adjuvant.yaml' });
    await settled(page);
    await page.click('#matters');
    await page.waitForSelector('#ranked .slider');
    await page.click('#ranked .slider:first-of-type summary');
    const first = await page.innerText('#ranked .slider');
    expect(first).toMatch(/difference at \d+ months: -?[\d.]+% at [\d.]+, -?[\d.]+% at [\d.]+/);
    expect(first).toMatch(/Invented|interval|of \d+|Assumption/);
    await page.context().close();
  });

  it('reads the curves with the keyboard alone', async () => {
    const { page } = await openLive({ file: tutorial });
    await settled(page);
    await page.focus('#curves');
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    // what is read aloud follows the keys a frame later
    const aloud = page.locator('.unseen', { hasText: /^5 years: usual-care 87\.\d%, prevention/ });
    await aloud.waitFor({ state: 'attached', timeout: 20_000 });
    await page.focus('[data-name=falls-ill] input[type=range]');
    await page.keyboard.press('ArrowRight');
    expect((await settled(page)).command).toContain('--set falls-ill=');
    await page.context().close();
  });
});
