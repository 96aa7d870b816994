import { type Html, html, type Value } from '../../media/html/html.ts';
import { plain } from '../../media/numbers.ts';
import type { Entry } from '../../scenario/ledger.ts';
import { citation } from './references.ts';

/** The value as stated: counts, a ratio, or a number. */
export function valueShown({ value, counts, isRatio, derived }: Entry): string {
  if (counts) return `${counts.events}/${counts.of}`;
  if (value === null) return derived === undefined ? 'table' : '-';
  return `${isRatio ? 'ratio ' : ''}${number(value)}`;
}

export function intervalShown({ interval }: Entry): string {
  if (!interval) return '-';
  const level = interval.level === 0.95 ? '' : ` (${plain(interval.level * 100)}%)`;
  return `${number(interval.lower)} to ${number(interval.upper)}${level}`;
}

const number = (value: number) => String(Number(value.toPrecision(6)));

/** The basis of a number: evidence, an assumption, a calibration, or its derivation. */
function basisOf(entry: Entry): Html {
  const { source, where, printed, assumption, calibrated, derived, note, caveat } = entry;
  const parts: Value[] = [
    derived !== undefined && html`<span>Derived: ${derived}</span>`,
    source &&
      html`<span class="cited">Evidence: ${citation(source)}${where === undefined ? '' : `, ${where}`}</span>`,
    printed !== undefined && html`<span>Printed in the source: ${printed}</span>`,
    assumption !== undefined && html`<span>Assumption: <bdi>${assumption.trim()}</bdi></span>`,
    calibrated !== undefined && html`<span>Calibrated to: <bdi>${calibrated.trim()}</bdi></span>`,
    note !== undefined && html`<span><bdi>${note.trim()}</bdi></span>`,
    caveat !== undefined && html`<span>Caveat: <bdi>${caveat.trim()}</bdi></span>`,
    source?.caveat !== undefined &&
      html`<span class="cited">Caveat of the source: <bdi>${source.caveat.trim()}</bdi></span>`,
  ];
  return html`${parts}`;
}

/** The name of a number, which shows its basis on hovering, tapping or focus, without scripts. */
export function chip(entry: Entry, shown: string = entry.name): Html {
  const interval = entry.interval && `, ${intervalShown(entry)}`;
  return html`<span class="param" tabindex="0"><bdi>${shown}</bdi><span class="card" role="note"><b>${entry.name} = ${valueShown(entry)}${interval}</b>${basisOf(entry)}</span></span>`;
}
