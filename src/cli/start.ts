#!/usr/bin/env node
import * as module from 'node:module';

/** From Node 22.1 on: keeps what V8 has compiled, beside other temporary files. It never throws. */
interface CompileCache {
  enableCompileCache?(): unknown;
}

(module as CompileCache).enableCompileCache?.();
// the cache serves what is imported after it was enabled
await import('./main.ts');
