/**
 * The candidate that a mistyped name most probably stands for.
 *
 * Distance counts insertions, deletions, substitutions and swaps of neighbouring letters, ignoring case. A
 * candidate counts as near up to one such slip in three letters of the longer name, so that `hrcr` may mean
 * `hr-cr` but never `stage`.
 *
 * @returns the nearest candidate, the first listed among equals; undefined when none is near
 *
 * Source: Damerau (1964), in the restricted form: no letter is edited twice.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const bound = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3));
    if (Math.abs(name.length - candidate.length) > bound) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= bound && distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let distance = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) distance = Math.min(distance, beforeLast[j - 2]! + 1);
      row.push(distance);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
