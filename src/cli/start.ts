#!/usr/bin/env node
import * as module from 'node:module';

/** Node 22.1 and later: caches compiled code in the folder of temporary files. It never throws. */
interface CompileCache {
  enableCompileCache?(): unknown;
}

(module as CompileCache).enableCompileCache?.();
// imported after that, so that the cache applies
await import('./main.ts');
