import { basename, dirname, extname } from 'node:path';
import type { Figure } from '../page/figures/figure.ts';
import { UsageError } from './errors.ts';
import type { OptionTable } from './option-table.ts';
import { checkOut, isWithin, writeFiles } from './output.ts';

/** What every command takes that has a page to write. */
export const reportOptions = {
  report: { type: 'string', describe: 'A page of figures, tables and methods: one HTML file' },
  figures: { type: 'string', describe: 'Folder for each figure of the page, as SVG and PNG' },
} as const satisfies OptionTable;

export interface ReportArguments {
  report?: string;
  figures?: string;
}

/**
 * Whether page and figures can be written, before any work is done. What draws them is loaded here too, so that a
 * package that does not work on this machine is known before.
 *
 * @param out the folder of other files
 * @throws UsageError saying why not
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

/** What goes into the page and the folder of figures. */
export interface Report {
  figures: readonly Figure[];
  page(): string;
}

/** Writes something, and says in words what. */
type Write = () => string | Promise<string>;

/**
 * How the page and the figures are written, as far as they are asked for.
 *
 * @param make is called once, and only where it is needed
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
