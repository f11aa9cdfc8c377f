import { Kind, type FieldDefinitionNode } from 'graphql';
import { unclassifiedAction } from '../supergraph/need.ts';
import { problemAtField, type RuledSchemas } from './ruled-schemas.ts';
import type { Problem } from './problem.ts';

/**
 * Fields of object types that no agency classified, and governed ones that may not be null.
 *
 * A field is governed for this, too, when the object that it gives can be withheld as a whole; the items of a list
 * are left out and need no null.
 */
export function unclassified(schemas: RuledSchemas): readonly Problem[] {
  const { rules } = schemas;
  return rules.coordinates.flatMap((coordinate) => {
    const [type = '', name = ''] = coordinate.split('.');
    const rule = rules.field(type, name);
    if (rules.type(type).isInterface) return [];
    const isUnclassified = rule.needs.some(
      (need) => need.action === unclassifiedAction && need.coordinate === coordinate,
    );
    if (isUnclassified) {
      const message = `\`${coordinate}\` has no rule: write \`@public\` or \`@access(action: "...")\``;
      return problemAtField('WF-R001', coordinate, schemas, message);
    }
    const field = fieldNode(type, name, schemas);
    if (field?.type.kind !== Kind.NON_NULL_TYPE || rules.type(type).keys.includes(name)) return [];
    if (!rule.isPublic) {
      return problemAtField(
        'WF-R002',
        coordinate,
        schemas,
        `\`${coordinate}\` is governed and may not be null`,
      );
    }
    const value = field.type.type;
    if (value.kind !== Kind.NAMED_TYPE || rules.type(value.name.value).actions.length === 0) return [];
    if (!schemas.rules.coordinates.some((each) => each.startsWith(`${value.name.value}.`))) return [];
    const message = `\`${coordinate}\` may not be null and gives \`${value.name.value}\`, which can be withheld`;
    return problemAtField('WF-R002', coordinate, schemas, message);
  });
}

/** The declaration of a field by whoever declares it as non-null: a caller sees it nullable if anyone says so. */
function fieldNode(type: string, name: string, { subgraphs }: RuledSchemas): FieldDefinitionNode | undefined {
  const declared = subgraphs.flatMap(({ own, shared }) =>
    [...own, ...shared].flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
        return [];
      if (definition.name.value !== type) return [];
      return definition.fields?.filter((field) => field.name.value === name) ?? [];
    }),
  );
  return declared.find((field) => field.type.kind !== Kind.NON_NULL_TYPE) ?? declared[0];
}
