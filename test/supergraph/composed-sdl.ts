import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const definitions = `
  directive @access(action: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
  directive @public repeatable on FIELD_DEFINITION | OBJECT
  directive @marked(by: String!, line: String) repeatable on OBJECT | INTERFACE
  directive @withhold(mode: WithholdMode!, mask: String, tearline: String, generalize: String, count: String, reason: WithheldReason) repeatable on FIELD_DEFINITION
  directive @flow(mayEnter: [String!]!) repeatable on FIELD_DEFINITION | OBJECT
  directive @reveals(coordinates: [String!]!) repeatable on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
  directive @audited(level: AuditLevel!) repeatable on FIELD_DEFINITION | OBJECT
  enum WithholdMode { NULL TEARLINE MASK GENERALIZE COUNT HIDDEN DENY }
  enum WithheldReason { NEED_TO_KNOW LES ORCON }
  enum AuditLevel { ROUTINE SENSITIVE }
`;
const ours = ['@access', '@public', '@marked', '@withhold', '@flow', '@reveals', '@audited'];

/** A schema head that links the specification under the usual names. */
const usualHead = head(ours.map((name) => [name, name]));

/** A schema head that links the specification; each of `names` is a directive's own name and the one in use. */
export function head(names: readonly (readonly [string, string])[]): string {
  const imports = names
    .filter(([, local]) => !local.includes('__'))
    .map(([name, local]) => `{ name: "${name}", as: "${local}" }`);
  const renamed = names.reduce(
    (text, [name, local]) =>
      text
        .replace(`directive ${name}(`, `directive ${local}(`)
        .replace(`directive ${name} `, `directive ${local} `),
    definitions,
  );
  return `
    extend schema
      @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@interfaceObject", "@context", "@fromContext", "@authenticated", "@requiresScopes", "@policy", "@composeDirective", "@inaccessible"])
      @link(url: "https://watchfloor.example/authorization/v1.0", import: [${imports.join(', ')}])
      ${names.map(([, local]) => `@composeDirective(name: "${local}")`).join(' ')}
    ${renamed}
  `;
}

/** Composes subgraphs by name; each text goes without a head unless it brings its own. */
export function composedSdl(subgraphs: Readonly<Record<string, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, text]) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs: parse(text.includes('extend schema') ? text : usualHead + text),
    })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
