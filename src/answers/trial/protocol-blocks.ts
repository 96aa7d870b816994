import type { Block } from '../../media/block.ts';
import type { ProtocolPart } from './schema.ts';

/** The section of a protocol as paragraphs that begin with their headings. */
export function protocolBlocks(protocol: readonly ProtocolPart[]): Block[] {
  return [{ title: 'For the protocol', list: protocol.map(({ heading, text }) => `${heading}. ${text}`) }];
}
