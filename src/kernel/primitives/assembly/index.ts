// The primitives with WebAssembly vectors. src/kernel/primitives/primitives.ts documents them, and
// src/kernel/primitives/typescript.ts is the readable twin. Compiled by `npm run build:wasm`.
export { bend, count, draw, drawVisit, philox, philoxVisit } from './draws';
export { even, map, race, sample } from './tables';
export { piecesHazard, piecesTime } from './pieces';
export {
  add,
  copy,
  earlier,
  fill,
  iota,
  label,
  never,
  notBefore,
  recall,
  remember,
  scale,
  subtract,
  visit,
} from './columns';
export { descend, gather, note, observe, tally } from './counts';
export { advance, expire, part, split, splitOdds, splitPatients } from './queues';
