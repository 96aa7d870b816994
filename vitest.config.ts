import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    pool: 'threads',
    // one for each processor: on two it would be a single one
    maxWorkers: '100%',
    coverage: { include: ['src/**', 'workers/**'] },
  },
});
