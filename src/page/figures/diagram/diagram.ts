/** A diagram of states and transitions, for the flow of patients and for the model. */
export interface Diagram {
  boxes: Box[];
  /** between existing boxes; several arrows with the same ends are merged */
  arrows: Arrow[];
}

export type StateKind = 'start' | 'timed' | 'decision' | 'absorbing';

export interface Box {
  name: string;
  title: string;
  kind: StateKind;
  /** lines below the title */
  notes: string[];
}

export interface Arrow {
  from: string;
  to: string;
  /** short text at the arrow; may be empty */
  label: string;
  /** lines shown on hovering */
  says: string[];
  /** share of all patients, 0 to 1, which makes the arrow thicker */
  share: number;
}

/** Merges arrows between the same two boxes, in the order of their first occurrence. */
export function oneArrowAPair(arrows: readonly Arrow[]): Arrow[] {
  const pairs = new Map<string, Arrow>();
  for (const arrow of arrows) {
    const pair = JSON.stringify([arrow.from, arrow.to]);
    const before = pairs.get(pair);
    if (!before) pairs.set(pair, arrow);
    else {
      pairs.set(pair, {
        ...before,
        // hazards of competing transitions add up
        label: [before.label, arrow.label].filter((label) => label !== '').join(' + '),
        says: [...before.says, ...arrow.says],
        share: before.share + arrow.share,
      });
    }
  }
  return [...pairs.values()];
}
