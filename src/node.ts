// The face with the thread pool.
export { type PoolOptions, poolExecutor } from '../workers/pool/pool.ts';
