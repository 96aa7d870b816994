import type { PowerAnswer } from '../../answers/power/schema.ts';
import type { SizeAnswer } from '../../answers/size/schema.ts';
import { effectWord, exactPercent, meanCell, shareCell, smallP } from '../../answers/trial/cells.ts';
import type {
  Characteristics,
  Formula,
  SimulatedFigure,
  TrialProvenance,
} from '../../answers/trial/schema.ts';
import { type Html, html, type Value } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { plain, standardError, whole, wholeUp } from '../../media/numbers.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { figureBlock } from '../sections/figure.ts';
import type { TrialFigures } from './figures.ts';

export { type TrialFigures, trialFigures } from './figures.ts';

/** The report of `power`. */
export function powerPage(answer: PowerAnswer, figures: TrialFigures, command: string): Page {
  const { alternative, provenance } = answer;
  return {
    title: provenance.design.title,
    kind: 'Power of a trial',
    lead: html`<p><bdi>${answer.sentence}</bdi></p>
<p>Power ${shareOf(alternative.rejected, 'alternative')}, from ${whole(alternative.replicates)} simulated trials${answer.closedForm && html`; by the closed form ${exactPercent(answer.closedForm.power)}%`}.</p>`,
    sections: [
      { id: 'looks', title: 'Looks', body: html`${looksTable(answer)}${blocks(figures.boundaries)}` },
      { id: 'stopping', title: 'When the trial stops', body: stopping(answer) },
      ...section('calendar', 'Patients and events over time', figures.calendar),
      ...section('ratio', 'The effect over time', figures.ratio),
      ...notes(answer.notes),
      ...assumptions(answer.assumptions),
      provenanceSection(provenance, command),
    ],
    foot: foot(provenance),
  };
}

/** The report of `size`. */
export function sizePage(answer: SizeAnswer, figures: TrialFigures, command: string): Page {
  const { provenance, size, lower, upper, target, vary, closedFormSize } = answer;
  const what = vary === 'events' ? 'events' : 'patients';
  return {
    title: provenance.design.title,
    kind: 'Size of a trial',
    lead: html`<p><strong>${whole(size)} ${what}</strong> (95% Monte Carlo interval ${whole(lower)} to ${whole(upper)}) for a power of ${plain(target * 100)}%${closedFormSize !== null && Number.isFinite(closedFormSize) && `; by the closed form ${wholeUp(closedFormSize)}`}.</p>
<p><bdi>${answer.sentence}</bdi></p>`,
    sections: [
      { id: 'curve', title: 'Power by size', body: blocks(figures.curve) },
      { id: 'expected', title: 'At the size found', body: expected(answer) },
      ...section('boundaries', 'Boundaries', figures.boundaries),
      ...section('calendar', 'Patients and events over time', figures.calendar),
      ...section('ratio', 'The effect over time', figures.ratio),
      ...notes(answer.notes),
      ...assumptions(answer.assumptions),
      provenanceSection(provenance, command),
    ],
    foot: foot(provenance),
  };
}

function blocks(figures: readonly Figure[]): Html {
  return html`${figures.map((one) => figureBlock(one))}`;
}

function section(id: string, title: string, figures: readonly Figure[]): Section[] {
  return figures.length === 0 ? [] : [{ id, title, body: blocks(figures) }];
}

function shareOf(share: SimulatedFigure, truth: Characteristics['truth']): Html {
  return html`${exactly(share.value, `${shareCell(share, truth)}%`)} <small class="soft">${standardError(share.mcse, 100)}</small>`;
}

function meanOf(mean: SimulatedFigure): Html {
  return html`${exactly(mean.value, meanCell(mean))} <small class="soft">${standardError(mean.mcse)}</small>`;
}

function looksTable({ design, boundaries, alternative }: PowerAnswer): Html {
  const { unit, looks, sides, binding } = design;
  const row = (name: string, cell: (k: number) => Value) => [name, ...looks.map((_, k) => cell(k))];
  const bound = (side: 'efficacy' | 'futility', title: string): Value[][] =>
    boundaries.every((one) => one[side] === null)
      ? []
      : [
          row(`${title}, z`, (k) => decimals(boundaries[k]![side]?.z ?? null, 4)),
          row('\u2003p, one-sided', (k) => pOf(boundaries[k]![side]?.p)),
          ...(boundaries.some((one) => one[side]?.effect != null)
            ? [
                row(`\u2003${effectWord(alternative.estimate.kind)}`, (k) =>
                  decimals(boundaries[k]![side]?.effect ?? null, 4),
                ),
              ]
            : []),
        ];
  return html`${tableBlock({
    caption: `Looks, with means over the trials that get there; small: Monte Carlo standard error`,
    columns: [
      { heading: '', isWord: true },
      ...looks.map((_, k) => ({ heading: looks.length === 1 ? 'analysis' : `look ${k + 1}` })),
    ],
    rows: [
      row(`information fraction${design.information === null ? '' : ` (${design.information})`}`, (k) =>
        boundaries[k]!.fraction.toFixed(3),
      ),
      row(`${unit} of the look`, (k) => meanOf(alternative.looks[k]!.time)),
      row('events', (k) => meanOf(alternative.looks[k]!.events)),
      row('patients entered', (k) => meanOf(alternative.looks[k]!.patients)),
      ...bound('efficacy', sides === 2 ? 'efficacy, either side' : 'efficacy'),
      ...bound('futility', `futility, ${binding ? 'binding' : 'non-binding'}`),
    ],
  })}`;
}

function decimals(value: number | null, places: number): Value {
  return value === null ? '-' : exactly(value, value.toFixed(places));
}

function pOf(p: number | undefined): Value {
  return p === undefined ? '-' : exactly(p, smallP(p));
}

function stopping(answer: PowerAnswer): Html {
  const { alternative, null: none, nullFutilityObeyed: obeyed, closedForm } = answer;
  const { whyNoNull, whyNoClosedForm } = answer;
  return html`${chances('With the effect', alternative, answer)}${none ? chances('Without an effect', none, answer) : html`<p>The error of the first kind is not simulated: ${whyNoNull}.</p>`}${obeyed && chances('Without an effect, futility obeyed', obeyed, answer)}
${tableBlock({
  caption: 'When the trial stops; small: Monte Carlo standard error',
  columns: [
    { heading: '', isWord: true },
    { heading: 'with the effect' },
    ...(closedForm ? [{ heading: 'closed form' }] : []),
    ...(none ? [{ heading: 'without an effect' }] : []),
    ...(obeyed ? [{ heading: 'futility obeyed' }] : []),
  ],
  rows: (['events', 'patients', 'time'] as const).map((key) => [
    key === 'time' ? `duration, ${answer.design.unit}s` : key,
    meanOf(alternative.expected[key]),
    ...(closedForm
      ? [exactly(closedForm.expected[key], closedForm.expected[key].toFixed(key === 'time' ? 2 : 1))]
      : []),
    ...(none ? [meanOf(none.expected[key])] : []),
    ...(obeyed ? [meanOf(obeyed.expected[key])] : []),
  ]),
})}
${closedForm ? formulasBlock(closedForm.formulas) : html`<p>No closed form: ${whyNoClosedForm}.</p>`}
${screened(alternative)}${estimates(alternative)}`;
}

function chances(title: string, found: Characteristics, { design }: PowerAnswer): Html {
  const kinds = (['efficacy', 'futility', 'opposite'] as const).filter((kind) =>
    found.looks.some((look) => look[kind].value! > 0),
  );
  const isShort = found.looks.some(({ short }) => short.value! > 0);
  const all = { efficacy: found.benefit, opposite: found.opposite, futility: found.futility };
  return tableBlock({
    caption: `${title}: where trials stop, % of all; small: Monte Carlo standard error`,
    columns: [
      { heading: '', isWord: true },
      ...design.looks.map((_, k) => ({ heading: design.looks.length === 1 ? 'analysis' : `look ${k + 1}` })),
      { heading: 'all' },
    ],
    rows: [
      ...kinds.map((kind) => [
        kind === 'opposite' ? 'the opposite effect' : kind,
        ...found.looks.map((look) => shareOf(look[kind], found.truth)),
        shareOf(all[kind], found.truth),
      ]),
      ...(isShort
        ? [
            [
              'fewer events than planned, of those that get there',
              ...found.looks.map(({ short }) => shareOf(short, 'alternative')),
              '',
            ],
          ]
        : []),
      ...(found.looks.some(({ withoutStatistic }) => withoutStatistic.value! > 0)
        ? [
            [
              'no statistic, of those that get there',
              ...found.looks.map(({ withoutStatistic }) => shareOf(withoutStatistic, 'alternative')),
              shareOf(found.withoutStatistic, 'alternative'),
            ],
          ]
        : []),
    ],
  });
}

/** What formulas say of the power, those that the notes compare with among them. */
function formulasBlock(formulas: readonly Formula[]): Html {
  if (formulas.length === 0) return html``;
  return tableBlock({
    caption: 'Power by formulas, %',
    columns: [{ heading: 'formula', isWord: true }, { heading: 'power' }],
    rows: formulas.map(({ name, power }) => [name, exactly(100 * power, exactPercent(power))]),
  });
}

function screened({ screened: found }: Pick<Characteristics, 'screened'>): Html {
  return found ? html`<p>Patients screened for these: ${meanOf(found)}.</p>` : html``;
}

function estimates({ estimate }: Pick<Characteristics, 'estimate'>): Html {
  return tableBlock({
    caption: `Estimated ${estimate.kind} when the trial stops: mean and quantiles over trials`,
    columns: [{ heading: 'mean' }, ...estimate.quantiles.map(({ p }) => ({ heading: `${plain(p * 100)}%` }))],
    rows: [
      [
        meanOf(estimate.mean),
        ...estimate.quantiles.map((quantile) => exactly(quantile.value, meanCell(quantile))),
      ],
    ],
  });
}

function expected({ power, expected: found, screened: all, estimate, design }: SizeAnswer): Html {
  return html`${tableBlock({
    caption: 'Small: Monte Carlo standard error',
    columns: [{ heading: '', isWord: true }, { heading: 'value' }],
    rows: [
      ['power', shareOf(power, 'alternative')],
      ['events when it stops', meanOf(found.events)],
      ['patients by then', meanOf(found.patients)],
      [`duration, ${design.unit}s`, meanOf(found.time)],
    ],
  })}${screened({ screened: all })}${estimates({ estimate })}`;
}

function notes(all: readonly string[]): Section[] {
  if (all.length === 0) return [];
  return [
    {
      id: 'notes',
      title: 'What to know',
      body: html`<ul>${all.map((note) => html`<li><bdi>${note}</bdi></li>`)}</ul>`,
    },
  ];
}

function assumptions(all: PowerAnswer['assumptions']): Section[] {
  if (all.length === 0) return [];
  return [
    {
      id: 'assumptions',
      title: 'Where its numbers come from',
      body: tableBlock({
        columns: [
          { heading: 'number', isWord: true },
          { heading: 'value' },
          { heading: 'why', isWord: true },
        ],
        rows: all.map(({ number, value, from, assumption, note }) => [
          number,
          exactly(value, plain(value, 6)),
          [from && `from ${from}`, assumption && `assumed: ${assumption}`, note].filter(Boolean).join('; '),
        ]),
      }),
    },
  ];
}

function provenanceSection(
  { version, design, scenario, seed, generator }: TrialProvenance,
  command: string,
): Section {
  return {
    id: 'provenance',
    title: 'To get it again',
    body: html`<p>This command gives every figure of this page again, on any machine and any number of threads:</p>
<pre><code>${command}</code></pre>
<dl>
<dt>program</dt><dd>sojourn ${version}</dd>
<dt>design</dt><dd>${design.file}, SHA-256 ${design.sha256}</dd>
${scenario && html`<dt>scenario</dt><dd>${scenario.file}, SHA-256 ${scenario.sha256}</dd>`}
<dt>seed</dt><dd>${seed}</dd>
<dt>random numbers</dt><dd>${generator}</dd>
</dl>`,
  };
}

function foot({ version }: TrialProvenance): Html {
  return html`z above 0 and a hazard ratio below 1 favour treatment. Made by sojourn ${version}.`;
}
