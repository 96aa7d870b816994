import { basename, dirname, extname } from 'node:path';
import type { Figure } from '../page/figures/figure.ts';
import { UsageError } from './errors.ts';
import type { OptionTable } from './option-table.ts';
import { checkOut, isWithin, writeFiles } from './output.ts';

/** Options of all commands that can write a page. */
export const reportOptions = {
  report: { type: 'string', describe: 'A page of figures, tables and methods: one HTML file' },
  figures: { type: 'string', describe: 'Folder for each figure of the page, as SVG and PNG' },
} as const satisfies OptionTable;

export interface ReportArguments {
  report?: string;
  figures?: string;
}

/**
 * Tests before any work whether page and figures can be written. The drawing packages are loaded here too, so that one
 * that does not work on this machine is noticed early.
 *
 * @param out the folder of other files
 * @throws UsageError with the reason if they cannot
 */
export async function checkReport({ report, figures }: ReportArguments, out?: string): Promise<void> {
  if (report !== undefined) {
    if (!['.html', '.htm'].includes(extname(report).toLowerCase()))
      throw new UsageError(
        `--report ${report} must be an HTML file, such as ${basename(report) || 'report'}.html`,
      );
    checkOut(dirname(report), [basename(report)], { option: '--report', given: report });
    for (const [option, folder] of Object.entries({ '--out': out, '--figures': figures }))
      if (folder !== undefined && isWithin(folder, report))
        throw new UsageError(
          `${option} ${folder} must be another folder: --report ${report} makes a file of that name`,
        );
  }
  if (figures !== undefined) {
    checkOut(figures, [], { option: '--figures', given: figures });
    await import('./drawings.ts');
  }
  if (asksForReport({ report, figures })) await import('../page/index.ts');
}

export function asksForReport({ report, figures }: ReportArguments): boolean {
  return report !== undefined || figures !== undefined;
}

/** The content of the page and of the folder of figures. */
export interface Report {
  figures: readonly Figure[];
  page(): string;
}

/** Writes files and returns a sentence on them. */
type Write = () => string | Promise<string>;

/**
 * The functions that write the page and the figures, for those that are asked for.
 *
 * @param make is called once, and only if needed
 */
export function reportWrites({ report, figures }: ReportArguments, make: () => Promise<Report>): Write[] {
  let making: Promise<Report> | undefined;
  const made = () => {
    making ??= make();
    return making;
  };
  const writes: Write[] = [];
  if (report !== undefined)
    writes.push(async () => {
      const page = (await made()).page();
      return writeFiles(dirname(report), { [basename(report)]: page }, { option: '--report', given: report });
    });
  if (figures !== undefined)
    writes.push(async () => {
      const { drawFiles } = await import('./drawings.ts');
      const drawn = (await made()).figures;
      const what = `${drawn.length} figures, each as SVG and PNG`;
      return writeFiles(figures, drawFiles(drawn), { option: '--figures', given: figures, what });
    });
  return writes;
}
