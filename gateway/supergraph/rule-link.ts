import { Kind, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

const specification = 'https://watchfloor.example/authorization/';

/** Whether a supergraph links the community's shared document, so that its scalars and directives are the community's. */
export function linksRules(supergraph: DocumentNode): boolean {
  return supergraph.definitions.some(
    (definition) =>
      (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) &&
      (definition.directives ?? []).some((directive) => linkUrl(directive)?.startsWith(specification)),
  );
}

/** Whether any type, field, argument or value of a supergraph is under a rule of the community. */
export function statesRules(supergraph: DocumentNode): boolean {
  if (!linksRules(supergraph)) return false;
  let found = false;
  visit(supergraph, {
    Directive({ name }) {
      found ||= rules.has(name.value);
    },
  });
  return found;
}

const rules: ReadonlySet<string> = new Set([
  'access',
  'public',
  'marked',
  'withhold',
  'flow',
  'reveals',
  'audited',
]);

function linkUrl(directive: ConstDirectiveNode): string | undefined {
  if (directive.name.value !== 'link') return undefined;
  const url = directive.arguments?.find(({ name }) => name.value === 'url')?.value;
  return url?.kind === Kind.STRING ? url.value : undefined;
}
