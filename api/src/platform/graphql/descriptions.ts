import {
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

interface Described {
  readonly name: string;
  readonly description?: string | null;
}

/** Every type, field, argument, input field and enum value that has no description, by coordinate. */
export function undescribed(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  return types.flatMap((type) => [...missing([type], ''), ...membersWithout(type)]).sort();
}

function membersWithout(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return missing(type.getValues(), `${type.name}.`);
  if (isInputObjectType(type)) return missing(Object.values(type.getFields()), `${type.name}.`);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields());
  const args = fields.flatMap((field) =>
    missing(field.args, '').map((argument) => `${type.name}.${field.name}(${argument}:)`),
  );
  return [...missing(fields, `${type.name}.`), ...args];
}

function missing(things: readonly Described[], prefix: string): string[] {
  return things.filter((thing) => !thing.description?.trim()).map((thing) => `${prefix}${thing.name}`);
}

/** Throws, naming them, when anything in the schema is not described. */
export function assertEverythingIsDescribed(schema: GraphQLSchema): void {
  const gaps = undescribed(schema);
  if (gaps.length > 0) throw new Error(`These parts of the schema have no description: ${gaps.join(', ')}.`);
}
