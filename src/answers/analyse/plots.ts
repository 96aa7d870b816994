import plot from 'simple-ascii-chart';
import { plain } from '../../media/numbers.ts';
import type { Analysed, AnalysedGroup } from './schema.ts';
import { groupsOf, hasCauses } from './words.ts';

/** With more groups, curves drawn in characters are unreadable. */
const MOST_CURVES = 6;

/** The curve of each group drawn in characters, or a hint where to find the curves. */
export function curvePlots(analysis: Analysed): string[] {
  const groups = groupsOf(analysis);
  const several = hasCauses(analysis);
  if (groups.length > MOST_CURVES)
    return [`Curves of ${groups.length} groups are not drawn here: --report page.html draws them.`];
  return groups.map(([name, group]) => curve(name, group, groups, several));
}

type Groups = [name: string, group: AnalysedGroup][];

/** The steps of a group's curve, on axes shared by all groups. */
function curve(
  name: string,
  { curve: { times, survival } }: AnalysedGroup,
  groups: Groups,
  several: boolean,
): string {
  const last = Math.max(...groups.map(([, group]) => group.curve.times.at(-1)!));
  if (!(last > 0)) return '';
  const columns = 64;
  const heightAt = (time: number) => {
    let height = 1;
    for (let i = 0; i < times.length && times[i]! <= time; i++) height = survival[i]!;
    return height;
  };
  const end = times.at(-1)!;
  const points = Array.from({ length: columns + 1 }, (_, i) => (i * last) / columns)
    .filter((time) => time <= end)
    .map((time): [number, number] => [time, heightAt(time)]);
  if (points.length < 2) return '';
  // a point in the far corner gives every group the same axes
  const drawn = plot([points, [[last, 0]]], {
    width: columns,
    height: 12,
    yRange: [0, 1],
    customXAxisTicks: [0, 1, 2, 3, 4].map((k) => Number(((k * last) / 4).toPrecision(3))),
    customYAxisTicks: [0, 0.25, 0.5, 0.75, 1],
    formatter: (value) => plain(value, 3),
  });
  const lines = drawn.split('\n').map((text) => text.trimEnd().replace(/ ━$/, '').trimEnd());
  return `${name}${several ? ', free of events of any cause' : ''}\n${lines.filter((text) => text !== '').join('\n')}`;
}
