import 'reflect-metadata';
import { buildSchema } from 'graphql';
import { Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { expect, test } from 'vitest';
import { buildTuntasSchema } from './build-schema.ts';
import { undescribed } from './descriptions.ts';
import { Node } from './global-id.ts';
import { Allow, VisibleTo } from './policy.ts';

@Resolver()
class Unguarded {
  @Query(() => Int, { description: 'Open by mistake.' })
  open(): number {
    return 1;
  }

  @Query(() => Int, { description: 'For nobody.' })
  @Allow([])
  nobody(): number {
    return 1;
  }
}

@Resolver()
class Undescribed {
  @Query(() => Int)
  @Allow('PUBLIC')
  mystery(): number {
    return 1;
  }
}

@ObjectType('Hidden', { description: 'Hides a field that cannot be null.' })
class Hidden {
  @Field(() => Int, { description: 'Hidden.' })
  @VisibleTo('ADMIN')
  secret!: number;
}

@Resolver()
class Unhideable {
  @Query(() => Hidden, { description: 'Hidden.' })
  @Allow('PUBLIC')
  hidden(): Hidden {
    return { secret: 1 };
  }
}

@Resolver()
class Unloadable {
  @Query(() => Orphan, { description: 'A node nobody registered.' })
  @Allow('PUBLIC')
  orphan(): Orphan {
    return { id: 'x' };
  }
}

@ObjectType('Orphan', { implements: Node, description: 'A node nobody registered.' })
class Orphan extends Node {}

test.each([
  [
    'root fields without a policy, or with an empty one',
    Unguarded,
    'no policy (add @Allow(…)): Query.open, Query.nobody.',
  ],
  ['a field without a description', Undescribed, 'have no description: Query.mystery.'],
  [
    'a hidden field that cannot be null',
    Unhideable,
    'Hidden.secret is hidden from some viewers, so it must be nullable.',
  ],
  ['a node that nobody can load', Unloadable, 'without registerNode(…): Orphan.'],
])('the schema refuses to build with %s', (_, resolver, message) => {
  expect(() => buildTuntasSchema([resolver])).toThrow(message);
});

test('undescribed names types, fields, arguments, inputs and enum values', () => {
  const schema = buildSchema(`
    """x""" type Query { """x""" a(i: I, """x""" e: E): Int  b: Int }
    input I { c: Int }
    enum E { D }`);
  expect(undescribed(schema)).toEqual(['E', 'E.D', 'I', 'I.c', 'Query.a(i:)', 'Query.b']);
});
