import { Kind, parse, print, visit, type DirectiveNode } from 'graphql';
import { directiveArgument, linkedNames } from './linked-names.ts';

const security = new Set(
  ['authenticated', 'requiresScopes', 'policy'].map((name) => `https://specs.apollo.dev/${name}`),
);

/**
 * The supergraph without `@authenticated`, `@requiresScopes` and `@policy`, for a planner that refuses them.
 *
 * INVARIANT: only for a gateway that enforces the rules of the full text (`readRules`). A supergraph without these
 * features is given back as it is.
 */
export function withoutSecurityFeatures(sdl: string): string {
  const document = parse(sdl, { noLocation: true });
  const names = linkedNames(document.definitions);
  if (![...security].some((spec) => names.links(spec))) return sdl;
  const isOfThem = (written: string): boolean => security.has(names.original(written)?.spec ?? '');
  return print(
    visit(document, {
      Directive: (node) => (isOfThem(node.name.value) || linksOneOfThem(node) ? null : undefined),
      DirectiveDefinition: (node) => (isOfThem(node.name.value) ? null : undefined),
      ScalarTypeDefinition: (node) => (isOfThem(node.name.value) ? null : undefined),
    }),
  );
}

function linksOneOfThem(directive: DirectiveNode): boolean {
  if (directive.name.value !== 'link' && directive.name.value !== 'core') return false;
  const url = directiveArgument(directive, 'url') ?? directiveArgument(directive, 'feature');
  return url?.kind === Kind.STRING && security.has(url.value.replace(/\/v[^/]*\/?$/, ''));
}
