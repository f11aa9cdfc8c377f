import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

import { parseSync, Visitor } from 'oxc-parser';

/** How a file names another: `static` also covers `import type`, re-exports and `import('x').T` in a type. */
type ImportKind = 'static' | 'dynamic';

/** One import as it is written; `specifier` is null where the code computes it. */
interface WrittenImport {
  readonly specifier: string | null;
  readonly kind: ImportKind;
  readonly line: number;
}

/** One import of a project's file: `to` is a path from the root, a package name, or null where computed. */
export interface Import extends WrittenImport {
  readonly from: string;
  readonly to: string | null;
  readonly target: 'file' | 'package' | 'builtin' | 'computed';
}

/** A project as the rules see it: paths from the root with `/`, each with its lines, and all imports. */
export interface ImportGraph {
  readonly files: ReadonlyMap<string, { readonly lines: number }>;
  readonly imports: readonly Import[];
}

/** The graph of every source file below the given folders of `root`, but for generated and built ones. */
export function readImportGraph(root: string, folders: readonly string[]): ImportGraph {
  const sources = new Map<string, string>();
  for (const folder of folders) {
    for (const path of sourceFilesBelow(join(root, folder))) {
      sources.set(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8'));
    }
  }
  return importGraphOf(sources);
}

/** The graph of sources held in memory, path to text. */
export function importGraphOf(sources: ReadonlyMap<string, string>): ImportGraph {
  const files = new Map<string, { lines: number }>();
  const imports: Import[] = [];
  for (const [from, text] of sources) {
    files.set(from, { lines: text.replace(/\n$/, '').split('\n').length });
    for (const written of importsIn(from, text))
      imports.push({ from, ...written, ...targetOf(from, written) });
  }
  return { files, imports };
}

/** Every import that a source writes, types included; a source that does not parse throws. */
function importsIn(path: string, text: string): readonly WrittenImport[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`\`${path}\` does not parse: ${errors[0]?.message}`);
  const found: WrittenImport[] = [];
  const add = (kind: ImportKind, source: { type: string; value?: unknown; start: number } | null): void => {
    if (source === null) return;
    const specifier = typeof source.value === 'string' ? source.value : null;
    found.push({ kind, specifier, line: text.slice(0, source.start).split('\n').length });
  };
  new Visitor({
    ImportDeclaration: (node) => add('static', node.source),
    ExportNamedDeclaration: (node) => add('static', node.source),
    ExportAllDeclaration: (node) => add('static', node.source),
    TSImportType: (node) => add('static', node.source),
    ImportExpression: (node) => add('dynamic', node.source),
  }).visit(program);
  return found;
}

function targetOf(from: string, { specifier }: WrittenImport): Pick<Import, 'to' | 'target'> {
  if (specifier === null) return { to: null, target: 'computed' };
  if (specifier.startsWith('node:')) return { to: specifier, target: 'builtin' };
  if (specifier.startsWith('.')) {
    const path = specifier.replace(/\?.*$/, '');
    return { to: posix.normalize(posix.join(dirname(from), path)), target: 'file' };
  }
  const parts = specifier.split('/');
  return { to: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'), target: 'package' };
}

const SOURCE = /\.(?:tsx?|js)$/;
const NOT_OURS = new Set(['node_modules', 'dist', 'generated']);

function sourceFilesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : sourceFilesBelow(path);
    return SOURCE.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}
