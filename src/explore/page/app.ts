import { render } from 'lit-html';
import type { FromDesk, FromDraws } from '../messages.ts';
import type { PageData } from '../page-data.ts';
import { askedOf, commandOf, firstState, hashOf, type State, stateOf } from '../state.ts';
import { type Desk, startDesk } from './desk.ts';
import type { App } from './model.ts';
import { view } from './view.ts';

/** Parameter draws behind the bands. */
const DRAWS = 400;
/** Milliseconds without an answer after which the page says that it can be stopped. */
const SLOW_MS = 1500;

/** Reads the data within the file, and shows the page. */
export function startPage(): void {
  const data = JSON.parse(document.getElementById('data')!.textContent!) as PageData;
  const script = document.getElementById('worker')!.textContent!;
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const root = document.getElementById('page')!;
  let latest = 0;
  let isMoving = false;
  let slow: ReturnType<typeof setTimeout> | undefined;
  let draws: Worker | undefined;
  let isDrawn = true;

  const app: App = {
    data,
    described: data.described,
    state: data.described ? stateOf(location.hash, data.described) : ({} as State),
    ...{ problems: [], shown: undefined, whole: undefined, ghost: undefined, bands: undefined },
    ...{ wantsBands: false, matters: undefined, phase: 'opening', isSlow: false, failure: undefined },
    ...{ said: '', cursor: undefined, width: root.clientWidth },
    change(changes) {
      app.state = { ...app.state, ...changes };
      app.ghost = undefined;
      settle();
      ask();
    },
    move(name, value, isDone) {
      const { [name]: _, ...others } = app.state.set;
      if (!isMoving) app.ghost = app.shown?.strategies;
      isMoving = !isDone;
      const isGiven = sliderOf(name)?.value === value;
      const before = JSON.stringify(app.state.set);
      app.state = { ...app.state, set: isGiven ? others : { ...others, [name]: value } };
      if (isDone) settle();
      // the end of a movement repeats its last value
      if (JSON.stringify(app.state.set) !== before) ask();
    },
    draw() {
      if (!isDrawn) return;
      isDrawn = false;
      requestAnimationFrame(drawNow);
    },
    stop() {
      desk.stop();
      draws?.terminate();
      latest = -1;
      clearTimeout(slow);
      Object.assign(app, { phase: 'stopped', isSlow: false, said: 'Stopped' });
      app.draw();
    },
    askMatters() {
      latest = desk.matters(askedOf(app.state, app.described!));
      app.said = 'Trying every number at both ends of its interval';
      wait();
    },
    toggleBands() {
      app.wantsBands = !app.wantsBands;
      startDraws();
      app.draw();
    },
    command: () =>
      app.described
        ? commandOf(app.state, app.described, { file: data.file, n: app.shown?.n ?? app.state.n })
        : '',
  };

  const desk: Desk = startDesk(address, script, hear);

  const sliderOf = (name: string) =>
    app.described?.groups.flatMap(({ sliders }) => sliders).find((one) => one.name === name);

  /** Writes the state to the address, which a reader can share. */
  function settle(): void {
    const hash = hashOf(app.state, app.described!);
    history.replaceState(null, '', hash === '' ? location.pathname + location.search : `#${hash}`);
  }

  function wait(): void {
    clearTimeout(slow);
    app.phase = 'simulating';
    slow = setTimeout(() => {
      app.isSlow = true;
      app.draw();
    }, SLOW_MS);
    app.draw();
  }

  function ask(): void {
    if (!app.described) return;
    Object.assign(app, { whole: undefined, failure: undefined, matters: undefined });
    latest = desk.ask(askedOf(app.state, app.described), app.state.n);
    wait();
    if (app.wantsBands) startDraws();
  }

  function startDraws(): void {
    draws?.terminate();
    draws = undefined;
    app.bands = undefined;
    if (!app.wantsBands || !app.described) return;
    draws = new Worker(address, { name: 'draws' });
    draws.onmessage = ({ data }: MessageEvent<FromDraws>) => {
      if (data.kind === 'bands') app.bands = data.bands;
      else app.failure = data.message;
      app.draw();
    };
    const { text, posterior } = data;
    draws.postMessage({ text, posterior, asked: askedOf(app.state, app.described), draws: DRAWS });
  }

  function answered(): void {
    clearTimeout(slow);
    Object.assign(app, { isSlow: false, failure: undefined });
  }

  function hear(message: FromDesk): void {
    if (message.kind === 'opened') {
      const isFirst = !app.described;
      app.described = message.described;
      app.state =
        isFirst || !app.state.strategies
          ? firstState(message.described)
          : stateOf(location.hash, message.described);
      app.problems = [];
    } else if (message.kind === 'problems') {
      app.problems = message.problems;
    } else if (message.id !== latest) {
      return;
    } else if (message.kind === 'failed') {
      answered();
      Object.assign(app, { failure: message.message, phase: 'done', said: message.message });
    } else if (message.kind === 'matters') {
      answered();
      Object.assign(app, {
        matters: message.matters,
        phase: 'done',
        said: 'The numbers are in order of what they change',
      });
    } else if (message.kind === 'quick') {
      Object.assign(app, { shown: message.answer, phase: 'refining', failure: undefined });
    } else {
      const { answer, isLast } = message;
      Object.assign(app, { shown: answer, whole: answer, phase: isLast ? 'done' : 'refining' });
      if (isLast) answered();
      if (isLast) app.said = `${answer.n.toLocaleString('en')} patients simulated`;
    }
    if (message.kind === 'opened') ask();
    drawNow();
  }

  function drawNow(): void {
    isDrawn = true;
    const { dataset } = document.documentElement;
    dataset.fingerprint = app.whole?.fingerprint ?? '';
    dataset.n = String(app.shown?.n ?? 0);
    dataset.phase = app.phase;
    dataset.command = app.command();
    dataset.drawn = String(Number(dataset.drawn ?? 0) + 1);
    render(view(app), root);
  }

  addEventListener('hashchange', () => {
    if (!app.described) return;
    app.state = stateOf(location.hash, app.described);
    ask();
  });
  new ResizeObserver(() => {
    if (app.width === root.clientWidth) return;
    app.width = root.clientWidth;
    app.draw();
  }).observe(root);
  if (data.isServed) {
    const saved = new EventSource('/saved');
    saved.onmessage = ({ data: text }: MessageEvent<string>) => {
      data.text = JSON.parse(text) as string;
      desk.open(data.text);
    };
  }
  drawNow();
  desk.open(data.text);
}
