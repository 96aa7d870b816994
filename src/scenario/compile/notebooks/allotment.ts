import type { Counter, Track } from '../../../kernel/graph.ts';
import type { ArmsBefore } from './notebook.ts';

/**
 * Hands out tracks and counters. A track is identified by its role, the set of figures that are read from it: equal
 * roles share a track.
 */
export class Allotment {
  counters = 0;
  readonly #tracks = new Map<string, Track>();
  readonly #readFor = new Map<string, Track[]>();

  get tracks(): number {
    return this.#tracks.size;
  }

  counter(): Counter {
    return this.counters++;
  }

  /** The track that is read for this figure alone. */
  track(figure: string): Track {
    return this.#trackOf(figure, [figure]);
  }

  /**
   * The track of an arm whose patients count for all of these figures at once.
   *
   * @param before how often each role occurred in earlier arms of the node: no two arms of a node share a track
   */
  armTrack(figures: readonly string[], before: ArmsBefore): Track {
    const role = roleOf(figures);
    const earlier = before.get(role) ?? 0;
    before.set(role, earlier + 1);
    return this.#trackOf(earlier > 0 ? `${role} of arm ${earlier}` : role, figures);
  }

  /** All tracks whose sum is the figure. */
  tracksOf(figure: string): Track[] {
    return this.#readFor.get(figure) ?? [];
  }

  #trackOf(role: string, figures: readonly string[]): Track {
    const known = this.#tracks.get(role);
    if (known !== undefined) return known;
    const track = this.#tracks.size;
    this.#tracks.set(role, track);
    for (const figure of figures) {
      const tracks = this.#readFor.get(figure) ?? [];
      tracks.push(track);
      this.#readFor.set(figure, tracks);
    }
    return track;
  }
}

function roleOf(figures: readonly string[]): string {
  return figures.length === 1 ? figures[0]! : figures.toSorted().join();
}
