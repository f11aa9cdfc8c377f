import { BREAK, visit, type DocumentNode } from 'graphql';

const found = new WeakMap<DocumentNode, string | false>();

/** Name of the directive by which a document asks for an answer in several pieces: `defer` or `stream`. */
export function incrementalDirective(document: DocumentNode): string | undefined {
  let name = found.get(document);
  if (name === undefined) {
    name = search(document) ?? false;
    found.set(document, name);
  }
  return name === false ? undefined : name;
}

function search(document: DocumentNode): string | undefined {
  let name: string | undefined;
  visit(document, {
    Directive(directive) {
      if (directive.name.value !== 'defer' && directive.name.value !== 'stream') return undefined;
      name = directive.name.value;
      return BREAK;
    },
  });
  return name;
}
