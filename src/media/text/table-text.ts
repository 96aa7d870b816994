import type { Table } from '../table.ts';
import { cellText, errorText } from './cell.ts';
import { type Column, table } from './table.ts';

const DETAIL = '  ';

/** A table in plain text, with its title above and its notes below; empty for a table without rows. */
export function tableText(given: Table): string {
  const { title, rows, notes = [] } = given;
  if (rows.length === 0) return '';
  const body = given.errors === 'below' ? withErrorsBelow(given) : withErrorsBeside(given);
  return [
    ...(title === undefined ? [] : [title]),
    body,
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
  ].join('\n\n');
}

function withErrorsBeside({ columns, rows }: Table): string {
  return table(
    columns.flatMap((column) => [
      layoutOf(column),
      ...(column.error ? [{ heading: column.error, joined: true }] : []),
    ]),
    rows.map(({ cells, isDetail }) =>
      columns.flatMap(({ error }, k) => {
        const cell = cells[k] ?? '';
        const text = k === 0 && isDetail ? DETAIL + cellText(cell) : cellText(cell);
        return error ? [text, errorText(cell) ?? ''] : [text];
      }),
    ),
  );
}

/** Adds a row of standard errors below each row that has any. */
function withErrorsBelow({ columns, rows }: Table): string {
  const name = columns.find(({ error }) => error)?.error ?? 'MCSE';
  return table(
    columns.map(layoutOf),
    rows.flatMap(({ cells, isDetail }) => {
      const texts = cells.map((cell, k) => (k === 0 && isDetail ? DETAIL : '') + cellText(cell));
      const errors = cells.map((cell, k) => (columns[k]?.error ? errorText(cell) : undefined));
      if (errors.every((error) => error === undefined)) return [texts];
      return [texts, [DETAIL + name, ...errors.slice(1).map((error) => error ?? '')]];
    }),
  );
}

function layoutOf({ heading, isWord, isJoined }: Table['columns'][number]): Column {
  return { heading, align: isWord ? 'left' : 'right', joined: isJoined ?? false };
}
