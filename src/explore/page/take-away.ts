import { html, nothing, type TemplateResult } from 'lit-html';
import { withNumbers } from '../../language/with-numbers.ts';
import { overridesOf } from '../state.ts';
import type { App } from './model.ts';

/** What a reader can take away: a link, the changed file, figures, data, and the command with the same numbers. */
export function takeAway(app: App): TemplateResult {
  const { whole } = app;
  return html`<section class="take" aria-labelledby="take-title">
    <h2 id="take-title">Take it with you</h2>
    <p class="row">
      <button type="button" id="share" @click=${() => copy(app, location.href, 'The link')}>Copy link</button>
      <button type="button" id="yaml" @click=${() => save(app, 'yaml')}>Scenario (YAML)</button>
      <button type="button" id="svg" @click=${() => save(app, 'svg')}>Figure (SVG)</button>
      <button type="button" id="png" @click=${() => savePng(app)}>Figure (PNG)</button>
      <button type="button" id="csv" @click=${() => save(app, 'csv')}>Curves (CSV)</button>
    </p>
    <p>The same run on the command line:</p>
    <pre id="command" tabindex="0">${app.command()}</pre>
    <p class="row"><button type="button" @click=${() => copy(app, app.command(), 'The command')}>Copy command</button></p>
    <p class="soft small">Fingerprint <code id="fingerprint">${whole?.fingerprint ?? 'comes with the whole answer'}</code>${
      whole ? html`: \`sojourn run\` prints the same for these patients.` : nothing
    } Everything is simulated in this browser; nothing is sent anywhere.</p>
  </section>`;
}

async function copy(app: App, text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    app.said = `${what} is copied`;
  } catch {
    // a page from a file may not write to the clipboard without leave
    prompt(`${what}, to copy:`, text);
  }
  app.draw();
}

function baseOf({ data }: App): string {
  return data.file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '');
}

function save(app: App, kind: 'yaml' | 'svg' | 'csv'): void {
  const made = { yaml: () => changedText(app), svg: () => figureText(), csv: () => curvesText(app) }[kind]();
  offer(new Blob([made], { type: 'text/plain' }), `${baseOf(app)}.${kind}`);
}

function offer(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The file with the values that were moved, its comments kept. */
function changedText({ data, state, described }: App): string {
  const numbers = overridesOf(state, described!).map(({ strategy, parameter, value }) => ({
    path:
      strategy === undefined ? ['parameters', parameter] : ['strategies', strategy, 'parameters', parameter],
    value,
    ground: `Set on the live page of ${data.file}`,
  }));
  return withNumbers(data.text, numbers);
}

/** The curves as a file of their own: what the style sheet says is written into each element. */
function figureText(): string {
  const drawn = document.getElementById('curves') as unknown as SVGSVGElement;
  const copied = drawn.cloneNode(true) as SVGSVGElement;
  copied.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const names = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-size', 'font-family'];
  const own = drawn.querySelectorAll('*');
  copied.querySelectorAll('*').forEach((element, i) => {
    const style = getComputedStyle(own[i]!);
    for (const name of names) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
  });
  return new XMLSerializer().serializeToString(copied);
}

function savePng(app: App): void {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = 2 * image.width;
    canvas.height = 2 * image.height;
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = getComputedStyle(document.body).backgroundColor;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && offer(blob, `${baseOf(app)}.png`));
  };
  image.src = `data:image/svg+xml,${encodeURIComponent(figureText())}`;
}

function curvesText({ shown, state }: App): string {
  const lines = shown!.strategies.flatMap(({ strategy, times, survival, errors }) =>
    times.map((time, i) =>
      [
        strategy,
        state.endpoint,
        state.group,
        time,
        survival[i],
        Number.isNaN(errors[i]!) ? '' : errors[i],
      ].join(','),
    ),
  );
  return `${['strategy,endpoint,group,time,survival,mcse', ...lines].join('\n')}\n`;
}
