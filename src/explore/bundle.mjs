/** Gathers the live page's scripts for a browser: the page's own, and the one of its workers, which has the kernel. */
import { build } from 'esbuild';

export async function pageScripts() {
  const { outputFiles, metafile } = await build({
    entryPoints: { page: 'src/explore/page/main.ts', worker: 'src/explore/page/worker.ts' },
    absWorkingDir: new URL('../..', import.meta.url).pathname,
    outdir: 'unused',
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    write: false,
    metafile: true,
  });
  const [page, worker] = ['page', 'worker'].map((name) => {
    const { text } = outputFiles.find(({ path }) => path.endsWith(`${name}.js`));
    return asInline(text);
  });
  return { page, worker, inputs: Object.keys(metafile.inputs) };
}

/** A script that can stand within HTML: the end of a script is found before its language is read. */
function asInline(script) {
  return script.replaceAll(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--');
}
