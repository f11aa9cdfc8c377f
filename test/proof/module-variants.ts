import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** One text of a module that is replaced by another when the module is loaded. */
export interface Patch {
  /** Path from the project's root: `gateway/release/release.ts`. */
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const root = new URL('../../', import.meta.url);

/** Rooms that are loaded anew for each variant; everything else is shared by all of them. */
const enforcing = /^(?:gateway\/(?:flow|rights|authorize|release|marking|supergraph)|schema\/policy)\//u;

const patches = new Map<string, readonly Patch[]>();
let isHooked = false;

/** Loads a module of the enforcing rooms with patches in all of what it imports of them. */
export async function loadVariant<T>(file: string, name: string, patched: readonly Patch[]): Promise<T> {
  if (!isHooked) hook();
  isHooked = true;
  patches.set(name, patched);
  return (await import(`${new URL(file, root).href}?variant=${encodeURIComponent(name)}`)) as T;
}

/** The text of a file of the project. */
export function sourceOf(file: string): string {
  return readFileSync(new URL(file, root), 'utf8');
}

/** The patch that replaces a text which stands in the file once; throws where it does not. */
export function patchOf(file: string, text: string, by: string): Patch {
  const source = sourceOf(file);
  const from = source.indexOf(text);
  if (from < 0 || source.indexOf(text, from + 1) >= 0)
    throw new Error(`\`${file}\` does not hold once: ${text}`);
  return { file, from, to: from + text.length, text: by };
}

function hook(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const variant = context.parentURL && new URL(context.parentURL).searchParams.get('variant');
      if (!variant || !enforcing.test(placeOf(resolved.url))) return resolved;
      return {
        ...resolved,
        url: `${resolved.url.replace(/\?.*/u, '')}?variant=${encodeURIComponent(variant)}`,
      };
    },
    load(url, context, nextLoad) {
      const variant = url.startsWith('file:') ? new URL(url).searchParams.get('variant') : null;
      const mine =
        variant === null ? [] : (patches.get(variant) ?? []).filter(({ file }) => file === placeOf(url));
      if (mine.length === 0) return nextLoad(url, context);
      let source = sourceOf(placeOf(url));
      for (const { from, to, text } of mine.toSorted((a, b) => b.from - a.from))
        source = `${source.slice(0, from)}${text}${source.slice(to)}`;
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}

function placeOf(url: string): string {
  if (!url.startsWith('file:')) return '';
  const path = fileURLToPath(url.replace(/\?.*/u, ''));
  const top = fileURLToPath(root);
  return path.startsWith(top) ? path.slice(top.length) : '';
}
