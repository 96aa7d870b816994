// The loops over one trial in WebAssembly. src/trial/replicate/loops/loops.ts documents each of them, and
// src/trial/replicate/loops/typescript/ is the readable twin. Compiled by `npm run build:wasm`.
//
// A column has a spare line behind it (src/trial/replicate/loops/room.ts), so that vectors of two doubles may read
// and write past its end; nothing there is counted.
export { enrolEvenly } from './enrol';
export { nthTime } from './nth-time';
export { sortTimes } from './sort';
export { cut } from './cut';
export { logRankZ } from './log-rank';
export { tabulate } from './tabulate';
export { coxSlopes } from './cox-slopes';
