/** sojourn in Node: the whole library, and worker threads. */
export { drawPool } from '../workers/pool/draws.ts';
export { pointPool } from '../workers/pool/points.ts';
export { type PoolOptions, poolExecutor } from '../workers/pool/pool.ts';
export * from './index.ts';
