/** WebAssembly that stands in the source as text: compiled when first used, once a thread. */

const PAGE = 65536;

/** The part of WebAssembly's interface used here: TypeScript knows it only together with all of a browser's. */
interface Api {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (pages: { initial: number; maximum: number }) => { buffer: ArrayBuffer };
  Instance: new (module: object, imports: { env: { memory: object } }) => { exports: unknown };
}

/** Missing where an engine has none. */
const api = () => (globalThis as unknown as { WebAssembly: Api }).WebAssembly;

export interface WasmModule<Exports> {
  /** Whether WebAssembly is here and knows what the module needs. */
  works(): boolean;
  /**
   * The module over a memory of its own, of which the first 512 bytes are the module's.
   *
   * @throws RangeError when there is no such memory to be had
   */
  over(bytes: number): { buffer: ArrayBuffer; exports: Exports };
}

/** @param base64 what `npm run build:wasm` makes: a module that imports its memory */
export function wasmModule<Exports>(base64: string): WasmModule<Exports> {
  let compiled: object | undefined;
  const compile = () => (compiled ??= new (api().Module)(bytesOf(base64)));
  return {
    works() {
      try {
        return compile() !== undefined;
      } catch {
        return false;
      }
    },
    over(bytes) {
      const pages = Math.ceil(bytes / PAGE);
      const { Instance, Memory } = api();
      const memory = new Memory({ initial: pages, maximum: pages });
      const { exports } = new Instance(compile(), { env: { memory } });
      return { buffer: memory.buffer, exports: exports as Exports };
    },
  };
}

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
