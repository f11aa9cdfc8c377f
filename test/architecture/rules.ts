import type { Import, ImportGraph } from './import-graph.ts';

/** The drawing of the house as data. A room is `error`, `http`, ... of gateway/, or `main.ts` itself. */
export interface Drawing {
  /** The rooms of gateway/, lowest level first; a room may import any room of a lower level. */
  readonly levels: readonly (readonly string[])[];
  /** What a room may import of its own level, where a stage takes what the one before it made. */
  readonly beside: Readonly<Record<string, readonly string[]>>;
  /** Places (a file or a folder) that may reach into subgraphs/kit, by `await import()` only. */
  readonly doorsToKit: readonly string[];
  /** Places (a file or a folder) that may import a module whose name is computed. */
  readonly computedImports: readonly string[];
}

/** Every import that the drawing does not allow, as one line each. */
export function forbiddenImports(graph: ImportGraph, drawing: Drawing): readonly string[] {
  return graph.imports.flatMap((edge) => {
    const why = whyForbidden(edge, graph, drawing);
    return why === null ? [] : [`${edge.from}:${edge.line} imports ${edge.to ?? 'a computed name'}: ${why}`];
  });
}

function whyForbidden(edge: Import, graph: ImportGraph, drawing: Drawing): string | null {
  const from = placeOf(edge.from);
  if (edge.target === 'computed') {
    const allowed = from.part === 'test' || drawing.computedImports.some((place) => isIn(edge.from, place));
    return allowed ? null : 'only listed places may compute what they import';
  }
  if (from.part === 'schema') return whyForbiddenInSchema(edge);
  if (edge.target !== 'file' || edge.to === null) return null;
  if (!graph.files.has(edge.to) && !isAsset(edge.to)) return 'there is no such file';
  const to = placeOf(edge.to);
  if (from.part === 'test') return null;
  if (to.part === 'test') return 'the product never imports a test';
  if (from.part === 'gateway') return whyForbiddenInGateway(edge, from, to, drawing);
  if (from.part === 'subgraphs') return whyForbiddenInSubgraphs(from, to);
  return `\`${from.part}\` is not a part of the house`;
}

/** The ground knows itself and, for the hash of a policy book, how Node makes one. */
function whyForbiddenInSchema(edge: Import): string | null {
  const isAllowed =
    edge.target === 'file' ? edge.to?.startsWith('schema/') === true : edge.to === 'node:crypto';
  return isAllowed ? null : 'schema/ imports nothing but itself';
}

function whyForbiddenInGateway(edge: Import, from: Place, to: Place, drawing: Drawing): string | null {
  if (to.part === 'schema') return null;
  if (to.part === 'subgraphs') {
    if (edge.kind === 'static') return 'gateway/ never imports subgraphs/ statically';
    if (to.room !== 'kit') return 'gateway/ never imports an agency';
    return drawing.doorsToKit.some((door) => isIn(edge.from, door))
      ? null
      : 'only listed doors reach the kit';
  }
  if (to.part !== 'gateway') return `\`${to.part}\` is not a part of the house`;
  if (from.room === to.room) return null;
  const [fromLevel, toLevel] = [levelOf(from.room, drawing), levelOf(to.room, drawing)];
  if (fromLevel < 0) return `\`${from.room}\` is not in the drawing`;
  if (toLevel < 0) return `\`${to.room}\` is not in the drawing`;
  if (toLevel < fromLevel || drawing.beside[from.room]?.includes(to.room) === true) return null;
  return toLevel === fromLevel ? 'rooms of one level stand apart' : 'imports go down only';
}

function whyForbiddenInSubgraphs(from: Place, to: Place): string | null {
  if (to.part === 'gateway') return 'subgraphs/ never imports gateway/';
  if (to.part === 'schema') return from.room === 'kit' ? null : 'an agency reaches schema/ through the kit';
  if (from.room === to.room || to.room === 'kit') return null;
  return from.room === 'kit' ? 'the kit names no agency' : 'agencies never import one another';
}

/** Every cycle of imports, types and dynamic imports counted, as one line of its files. */
export function importCycles(graph: ImportGraph): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, target } of graph.imports) {
    if (target === 'file' && to !== null) next.set(from, [...(next.get(from) ?? []), to]);
  }
  return stronglyConnected([...graph.files.keys()], (file) => next.get(file) ?? [])
    .filter((files) => files.length > 1 || next.get(files[0] ?? '')?.includes(files[0] ?? '') === true)
    .map((files) => files.toSorted().join(' <-> '));
}

/** Tarjan's algorithm: the strongly connected components, each a list of nodes. */
function stronglyConnected(nodes: readonly string[], next: (node: string) => readonly string[]): string[][] {
  const seen = new Map<string, { index: number; low: number }>();
  const stack: string[] = [];
  const components: string[][] = [];
  const visit = (node: string): { index: number; low: number } => {
    const mark = { index: seen.size, low: seen.size };
    seen.set(node, mark);
    stack.push(node);
    for (const other of next(node)) {
      const known = seen.get(other);
      if (known === undefined) mark.low = Math.min(mark.low, visit(other).low);
      else if (stack.includes(other)) mark.low = Math.min(mark.low, known.index);
    }
    if (mark.low === mark.index) components.push(stack.splice(stack.indexOf(node)));
    return mark;
  };
  for (const node of nodes) if (!seen.has(node)) visit(node);
  return components;
}

/** Every file above `limit` lines, as one line each. */
export function filesTooLong(graph: ImportGraph, limit: number): readonly string[] {
  return [...graph.files].flatMap(([path, { lines }]) =>
    lines > limit ? [`${path} has ${lines} lines, more than ${limit}: look for its second noun`] : [],
  );
}

/** What the top level has too much or too little of; names with a leading dot and `node_modules` are free. */
export function topLevelDifferences(
  present: readonly string[],
  expected: readonly string[],
): readonly string[] {
  const counted = present.filter((name) => !name.startsWith('.') && name !== 'node_modules');
  return differences(counted, expected, 'the top level');
}

/** What drawing, folders and the text of gateway/README.md (`room/` in it) disagree about. */
export function roomDifferences(
  drawing: Drawing,
  folders: readonly string[],
  readme: string,
): readonly string[] {
  const drawn = drawing.levels.flat().filter((room) => !room.includes('.'));
  const undescribed = folders.filter((room) => !new RegExp(`(?<![\\w-])${room}/`).test(readme));
  return [
    ...differences(folders, drawn, 'gateway/'),
    ...undescribed.map((room) => `gateway/README.md does not describe \`${room}/\``),
  ];
}

interface Place {
  readonly part: string;
  readonly room: string;
}

function placeOf(path: string): Place {
  const [part = '', room = ''] = path.split('/');
  return { part, room };
}

function levelOf(room: string, drawing: Drawing): number {
  return drawing.levels.findIndex((rooms) => rooms.includes(room));
}

function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

function isAsset(path: string): boolean {
  return /\.(?:json|css|svg|graphql|woff2?)$/.test(path) || path.includes('/generated/');
}

function differences(
  present: readonly string[],
  expected: readonly string[],
  where: string,
): readonly string[] {
  return [
    ...present
      .filter((name) => !expected.includes(name))
      .map((name) => `${where} holds \`${name}\`, which is not in the drawing`),
    ...expected.filter((name) => !present.includes(name)).map((name) => `${where} lacks \`${name}\``),
  ];
}
