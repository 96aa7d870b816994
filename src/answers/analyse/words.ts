import { plain } from '../../media/numbers.ts';
import type { Analysed, AnalysedGroup } from './schema.ts';

const titles: Record<string, string> = {
  logRank: 'log-rank',
  maxCombo: 'MaxCombo, largest of four |z|',
};

/** Whether there are several causes, so that figures for events of any cause must be labelled as such. */
export function hasCauses({ groups }: Pick<Analysed, 'groups'>): boolean {
  return Object.values(groups).some(({ causes }) => causes !== undefined);
}

/** The names of the groups, the reference first. */
export function groupsOf({
  order,
  groups,
}: Pick<Analysed, 'order' | 'groups'>): [name: string, AnalysedGroup][] {
  return order.map((name) => [name, groups[name]!]);
}

/** The confidence level in percent: `95%`. */
export function percentOf({ level }: Pick<Analysed, 'level'>): string {
  return `${plain(100 * level)}%`;
}

/** The common name of a test and, with several causes, which events it is about. */
export function testTitle(name: string, several: boolean): string {
  const gray = /^gray\((.*)\)$/s.exec(name);
  if (gray) return `Gray, incidence of cause ${gray[1]}`;
  const weights = /^flemingHarrington\((.*)\)$/.exec(name);
  const title = weights ? `Fleming-Harrington (${weights[1]})` : (titles[name] ?? name);
  return several ? `${title}, events of any cause` : title;
}

/** A title: `Events of any cause: tests` with several causes, else `Tests`. */
export function titled(title: string, several: boolean): string {
  return several ? `Events of any cause: ${title}` : title[0]!.toUpperCase() + title.slice(1);
}
