import { basename, dirname, extname, join } from 'node:path';
import type { Options } from 'yargs';
import type { Figure } from '../page/figures/figure.ts';
import { UsageError } from './errors.ts';
import { checkOut, writeFiles } from './output.ts';
import { writeErr } from './terminal.ts';

/** What every command takes that has a page to write. */
export const reportOptions = {
  report: { type: 'string', describe: 'A page of figures, tables and methods: one HTML file' },
  figures: { type: 'string', describe: 'Folder for each figure of the page, as SVG and PNG' },
} as const satisfies Record<string, Options>;

export interface ReportArguments {
  report?: string;
  figures?: string;
}

/**
 * Whether page and figures can be written, before any work is done.
 *
 * @throws UsageError saying why not
 */
export function checkReport({ report, figures }: ReportArguments): void {
  if (report !== undefined) {
    if (!['.html', '.htm'].includes(extname(report).toLowerCase()))
      throw new UsageError(
        `--report ${report} must be an HTML file, such as ${basename(report) || 'report'}.html`,
      );
    checkOut(dirname(report), [basename(report)], { option: '--report', given: report });
  }
  if (figures !== undefined) checkOut(figures, [], { option: '--figures', given: figures });
}

export function asksForReport({ report, figures }: ReportArguments): boolean {
  return report !== undefined || figures !== undefined;
}

/** What goes into the page and the folder of figures. */
export interface Report {
  figures: readonly Figure[];
  page(): string;
}

/**
 * Write the page and the figures, as far as they are asked for.
 *
 * @param make is called, and what it takes is loaded, only then
 */
export async function writeReport(argv: ReportArguments, make: () => Promise<Report>): Promise<void> {
  if (!asksForReport(argv)) return;
  const { report, figures } = argv;
  const made = await make();
  if (report !== undefined)
    writeFiles(dirname(report), { [basename(report)]: made.page() }, { option: '--report', given: report });
  if (figures !== undefined) {
    const { drawFiles } = await import('./drawings.ts');
    writeFiles(figures, drawFiles(made.figures), { option: '--figures', given: figures });
    writeErr(`${made.figures.length} figures, each as SVG and PNG, in ${join(figures, '/')}\n`);
  }
}
