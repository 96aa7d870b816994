import stringWidth from 'string-width';
import type { Block } from '../block.ts';
import { tableText } from './table-text.ts';
import { WIDTH } from './wrap.ts';

/** Renders blocks below each other, with an empty line between them; empty blocks are left out. */
export function blocksText(blocks: readonly Block[]): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockText(block: Block): string {
  if ('table' in block) return tableText(block.table);
  if ('heading' in block) return underlined(block.heading);
  if ('paragraph' in block) return block.paragraph;
  if ('drawing' in block) return block.drawing;
  if (block.list.length === 0) return '';
  const items = block.list.map((item) => `- ${item}`).join('\n');
  return block.title === undefined ? items : `${block.title}\n\n${items}`;
}

function underlined(text: string): string {
  return `${text}\n${'='.repeat(Math.min(WIDTH, stringWidth(text)))}`;
}
