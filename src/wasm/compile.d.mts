export const modules: readonly string[];
export function compileModule(folder: string): Promise<string>;
