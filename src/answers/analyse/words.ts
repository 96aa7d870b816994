import { plain } from '../../media/numbers.ts';
import type { Analysed, AnalysedGroup } from './schema.ts';

const titles: Record<string, string> = {
  logRank: 'log-rank',
  maxCombo: 'MaxCombo, largest of four |z|',
};

/** Whether events are of several causes, so that whatever counts them as one must say so. */
export function hasCauses({ groups }: Pick<Analysed, 'groups'>): boolean {
  return Object.values(groups).some(({ causes }) => causes !== undefined);
}

/** The groups in their order, the reference first. */
export function groupsOf({
  order,
  groups,
}: Pick<Analysed, 'order' | 'groups'>): [name: string, AnalysedGroup][] {
  return order.map((name) => [name, groups[name]!]);
}

/** The level of intervals: `95%`. */
export function percentOf({ level }: Pick<Analysed, 'level'>): string {
  return `${plain(100 * level)}%`;
}

/** What people call a test, and with several causes of which events it is. */
export function testTitle(name: string, several: boolean): string {
  const gray = /^gray\((.*)\)$/s.exec(name);
  if (gray) return `Gray, incidence of cause ${gray[1]}`;
  const weights = /^flemingHarrington\((.*)\)$/.exec(name);
  const title = weights ? `Fleming-Harrington (${weights[1]})` : (titles[name] ?? name);
  return several ? `${title}, events of any cause` : title;
}

/** `Events of any cause: tests` where there are several causes, else `Tests`. */
export function titled(title: string, several: boolean): string {
  return several ? `Events of any cause: ${title}` : title[0]!.toUpperCase() + title.slice(1);
}
