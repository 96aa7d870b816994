/** How patients can go: what the flow of the patients and the drawing of the model have in common. */
export interface Diagram {
  boxes: Box[];
  /** between boxes that exist; several with the same ends become one */
  arrows: Arrow[];
}

export type StateKind = 'start' | 'timed' | 'decision' | 'absorbing';

export interface Box {
  name: string;
  title: string;
  kind: StateKind;
  /** lines under the title */
  notes: string[];
}

export interface Arrow {
  from: string;
  to: string;
  /** short text at the arrow; may be empty */
  label: string;
  /** what is to be known of it, one a line, for whoever points at it */
  says: string[];
  /** of all patients, which makes it thicker; 0 to 1 */
  share: number;
}

/** One arrow for all between the same two boxes, in the order in which they are first met. */
export function oneArrowAPair(arrows: readonly Arrow[]): Arrow[] {
  const pairs = new Map<string, Arrow>();
  for (const arrow of arrows) {
    const pair = JSON.stringify([arrow.from, arrow.to]);
    const before = pairs.get(pair);
    if (!before) pairs.set(pair, arrow);
    else {
      pairs.set(pair, {
        ...before,
        // hazards of competing ways add up
        label: [before.label, arrow.label].filter((label) => label !== '').join(' + '),
        says: [...before.says, ...arrow.says],
        share: before.share + arrow.share,
      });
    }
  }
  return [...pairs.values()];
}
