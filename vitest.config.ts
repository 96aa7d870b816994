import { defineConfig } from 'vitest/config';

/** Tests that simulate, start the program or a browser: minutes together. All others are done in under one. */
const slow = [
  'test/answers/{reconstruction,result}.test.ts',
  'test/bench/yardstick/**',
  'test/bench-growth/point.test.ts',
  'test/card/{measure,work}.test.ts',
  'test/cli/{analyse,bench,built-threads,calibrate,commands,compare,dsa,faults,monitor,output,posterior,power,psa,reconstruct,report,run-set,signals,size,special-files,start,voi}.test.ts',
  'test/cli/keep/**',
  'test/closed-forms/**',
  'test/contracts/**',
  'test/docs/{commands,examples,reference}.test.ts',
  'test/engine/**',
  'test/estimates/within-row.test.ts',
  'test/formulas/{large-samples,simulated}.test.ts',
  'test/kernel/shared-memory.test.ts',
  'test/math/multivariate-normal.test.ts',
  'test/oracle/**',
  'test/properties/**',
  'test/scenario/{examples,hostile}.test.ts',
  'test/scenario/resolve/past-end.test.ts',
  'test/scenario/compile/{fill,large,tracks}.test.ts',
  'test/study/{calibrate,compare}/**',
  'test/study/assurance.test.ts',
  'test/survival/*properties.test.ts',
  'test/trial/*.test.ts',
  'test/trial/{adaptive,arms,expected,multi-arm,replicate}/**',
  'test/trial/language/worked.test.ts',
  'test/verify/{agreement,battery,cohorts,sbc}.test.ts',
  'test/workers/**',
];

const all = 'test/**/*.test.ts';
/** Tests of pages, which use one another's pages. */
const pages = 'test/{page,explore}/**/*.test.ts';

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'threads',
    // one for each processor: on two it would be a single one
    maxWorkers: '100%',
    globalSetup: 'test/setup/temporary-folder.ts',
    coverage: { include: ['src/**', 'workers/**'] },
    // every test is in one of the three: what is not named as slow and shows no page is fast
    projects: [
      // a thread loads a module once for all its files, which took half the time of the quick ones: no module of the
      // tests keeps what a second file would find changed
      { extends: true, test: { name: 'fast', include: [all], exclude: [...slow, pages], isolate: false } },
      { extends: true, test: { name: 'pages', include: [pages], isolate: false } },
      { extends: true, test: { name: 'slow', include: slow.map(within) } },
    ],
  },
});

/** Of a folder, its tests. */
function within(pattern: string): string {
  return pattern.replace(/\*\*$/, '**/*.test.ts');
}
