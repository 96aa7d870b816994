import { nominalP, plain, whole } from '../../media/numbers.ts';
import type { TrialDesign } from '../../trial/design.ts';
import type { LookBoundaries } from '../../trial/expected/scales.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { hypothesesOf } from './hypotheses.ts';
import { designReferences } from './references.ts';
import type { ProtocolPart, TrialProvenance } from './schema.ts';
import { listed } from './words.ts';

export interface ProtocolOf {
  raw: RawTrial;
  design: TrialDesign;
  /** the design in words: see `designSentence` */
  sentence: string;
  boundaries: readonly LookBoundaries[];
  /** word for the estimate at a boundary */
  effect: string;
  /** size and power in a sentence or two */
  size: string;
  /** expected calendar time of each look */
  times: readonly number[];
  /** how the figures were worked out, with the program's version */
  software: string;
}

/** The statistical design section of a protocol, to be pasted as it stands. */
export function protocolOf(parts: ProtocolOf): ProtocolPart[] {
  const { raw, design, sentence, size, software } = parts;
  const references = designReferences(raw, design);
  return [
    { heading: 'Hypotheses', text: hypothesesOf(raw, design) },
    { heading: 'Design', text: sentence },
    ...(design.looks.length > 1 ? [{ heading: 'Interim analyses', text: looksText(parts) }] : []),
    { heading: 'Sample size and power', text: size },
    { heading: 'Software', text: software },
    { heading: 'References', text: references.join(' ') },
  ];
}

function looksText({ raw, design, boundaries, effect, times }: ProtocolOf): string {
  const {
    unit,
    sides,
    boundaries: { binding },
  } = design;
  const all = (cell: (boundary: LookBoundaries) => string) => listed(boundaries.map(cell));
  const side = (key: 'efficacy' | 'futility') => {
    const shown = (of: (one: NonNullable<LookBoundaries['efficacy']>) => string) =>
      all((look) => (look[key] ? of(look[key]) : 'none'));
    const hasEffect = boundaries.some((look) => look[key]?.effect != null);
    const scale = hasEffect
      ? `; ${effect} ${shown(({ effect: value }) => (value === null ? 'none' : plain(value, 3)))}`
      : '';
    return `${shown(({ z }) => z.toFixed(4))} on z (one-sided p ${shown(({ p }) => nominalP(p))}${scale})`;
  };
  const at = times.every(Number.isFinite)
    ? ` The analyses are expected at ${unit}s ${listed(times.map((time) => plain(time, 1)))} since the first patient can enter.`
    : '';
  const futility = boundaries.some((look) => look.futility)
    ? ` Futility boundaries are ${side('futility')}; they are ${binding ? 'binding: a trial that reaches one is stopped' : 'not binding: type I error is kept if the trial goes on in spite of them'}.`
    : '';
  const spends = raw.efficacy?.spending !== undefined;
  return `Information fractions are ${all(({ fraction }) => fraction.toFixed(3))}. Efficacy boundaries are ${side('efficacy')}${sides === 2 ? ', on either side' : ''}.${futility}${at}${spends ? ' If a look comes with other information than planned, its boundary is worked out again by the spending function at the information seen.' : ''}`;
}

/** The expected calendar times of looks as words of a protocol need them; NaN where one is unknown. */
export const knownTimes = (looks: readonly { time: { value: number } }[]): number[] =>
  looks.map(({ time }) => time.value);

/** What a protocol says of simulated figures. */
export function simulatedBy({ version, seed, generator }: TrialProvenance, replicates: number): string {
  return `Operating characteristics are from ${whole(replicates)} simulated trials (sojourn ${version}, seed ${seed}, random numbers by ${generator}).`;
}

/** `600 patients and 300 events` */
export function amountWords({ patients, events }: TrialDesign): string {
  return `${whole(patients)} patients${events === undefined ? '' : ` and ${whole(events)} events`}`;
}
