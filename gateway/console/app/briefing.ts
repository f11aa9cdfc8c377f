/** A curated question to the graph, kept as a named operation in `schema/operations`. */
export interface Briefing {
  readonly name: string;
  readonly question: string;
  readonly agencies: readonly string[];
  readonly document: string;
  /** JSON text; empty where the operation takes no variables. */
  readonly variables: string;
}

/**
 * Reads one briefing from its file.
 *
 * `path` ends in `<Name>.graphql`. The leading comment lines `# Question: …` and `# Agencies: a, b` describe it;
 * without a question its name stands in.
 */
export function readBriefing(path: string, document: string, variables = ''): Briefing {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.graphql$/, '');
  const said = new Map<string, string>();
  for (const line of document.split('\n')) {
    if (!line.startsWith('#')) break;
    const [, label, text] = /^#\s*(Question|Agencies):\s*(.*?)\s*$/.exec(line) ?? [];
    if (label && text) said.set(label, text);
  }
  return {
    name,
    question: said.get('Question') ?? name,
    agencies: (said.get('Agencies') ?? '')
      .split(',')
      .map((agency) => agency.trim())
      .filter(Boolean),
    document,
    variables: variables.trim(),
  };
}
