import { html, type TemplateResult } from 'lit-html';
import type { App } from './model.ts';

/** A share with its Monte Carlo standard error, in per cent; no digits that the error does not support. */
function share(value: number | null, mcse: number | null): TemplateResult | string {
  if (value === null) return 'not reached';
  const digits = mcse !== null && mcse < 0.0005 ? 2 : 1;
  return html`${(100 * value).toFixed(digits)}% ${mcse === null ? '' : html`<small>(${(100 * mcse).toFixed(digits + 1)})</small>`}`;
}

function time(value: number | null, mcse: number | null): TemplateResult | string {
  if (value === null) return 'not reached';
  const digits = mcse !== null && mcse < 0.05 ? 2 : 1;
  return html`${value.toFixed(digits)} ${mcse === null ? '' : html`<small>(${mcse.toFixed(digits + 1)})</small>`}`;
}

/** Survival at the landmarks, medians and restricted means, with Monte Carlo standard errors. */
export function figuresTable({ shown, described }: App): TemplateResult {
  const { strategies } = shown!;
  const first = strategies[0]!;
  const unit = described!.unit;
  return html`<div class="scroll" tabindex="0"><table id="figures-table">
    <caption>With the Monte Carlo standard error (MCSE) in brackets</caption>
    <thead><tr><th scope="col"></th>${strategies.map(
      ({ title }, i) => html`<th scope="col"><span class="swatch s${i % 8}"></span><bdi>${title}</bdi></th>`,
    )}</tr></thead>
    <tbody>
      ${first.landmarks.map(
        ({ at }, k) =>
          html`<tr><th scope="row">at ${at} ${unit}s</th>${strategies.map(({ strategy, landmarks }) => {
            const { value, mcse } = landmarks[k] ?? { value: null, mcse: null };
            return html`<td data-strategy=${strategy} data-at=${at} data-value=${value ?? ''} data-mcse=${mcse ?? ''}>${share(value, mcse)}</td>`;
          })}</tr>`,
      )}
      <tr><th scope="row">median, ${unit}s</th>${strategies.map(({ median: { value, lower, upper } }) =>
        value === null
          ? html`<td>not reached</td>`
          : html`<td>${value.toFixed(1)} <small>(${lower?.toFixed(1) ?? '?'} to ${upper?.toFixed(1) ?? '?'})</small></td>`,
      )}</tr>
      ${first.rmst.map(
        ({ tau }, k) =>
          html`<tr><th scope="row">RMST to ${tau}, ${unit}s</th>${strategies.map(({ strategy, rmst }) => {
            const { value, mcse } = rmst[k] ?? { value: null, mcse: null };
            return html`<td data-strategy=${strategy} data-tau=${tau} data-value=${value ?? ''}>${time(value, mcse)}</td>`;
          })}</tr>`,
      )}
    </tbody></table></div>`;
}

export function proportionsTable({ whole }: App): TemplateResult {
  const { proportions, strategies } = whole!;
  const names = [...new Map(proportions.map(({ name, title }) => [name, title]))];
  return html`<div class="scroll" tabindex="0"><table>
    <thead><tr><th scope="col"></th>${strategies.map(({ title }) => html`<th scope="col"><bdi>${title}</bdi></th>`)}</tr></thead>
    <tbody>${names.map(
      ([name, title]) =>
        html`<tr><th scope="row"><bdi>${title}</bdi></th>${strategies.map(({ strategy }) => {
          const found = proportions.find((one) => one.name === name && one.strategy === strategy);
          return html`<td>${found ? share(Number.isNaN(found.value) ? null : found.value, found.mcse) : ''}</td>`;
        })}</tr>`,
    )}</tbody></table></div>`;
}
