import 'reflect-metadata';
import { parse } from 'graphql';
import { Arg, buildSchema, Field, ObjectType, type PubSub, Query, Resolver, Root, Subscription } from 'type-graphql';
import { describe, expect, test } from 'vitest';
import type { LiveEvent } from './live-event.ts';
import { subscribe } from './subscription-execution.ts';

@ObjectType()
class Told {
  @Field(() => String)
  text: string;
}

@Resolver()
class LiveResolver {
  @Query(() => String)
  hello(): string {
    return 'hello';
  }

  @Subscription(() => Told, {
    nullable: true,
    subscribe: ({ args }) => events(args.topic as string),
  })
  live(@Root() event: LiveEvent, @Arg('topic', () => String) topic: string): Told | null {
    return event.type === 'SECRET' ? null : Object.assign(new Told(), { text: `${event.type} on ${topic}` });
  }
}

/** TypeGraphQL insists on one; streams of our own never use it. */
const NO_TOPICS: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('No subscription here goes by TypeGraphQL’s topics.');
  },
};

async function* events(topic: string): AsyncGenerator<Partial<LiveEvent>> {
  for (const type of ['FIRST', 'SECRET', 'LAST']) yield { kind: 'EVENT', type, topics: [topic] };
}

describe('a subscription of TypeGraphQL', () => {
  test('takes a plain stream in `subscribe` and leaves out what its field answers with null', async () => {
    const schema = await buildSchema({ resolvers: [LiveResolver], validate: false, pubSub: NO_TOPICS });
    const stream = await subscribe(
      { schema, document: parse('subscription { live(topic: "t") { text } }') },
      {
        freshContext: async () => ({ dispose: async () => undefined }),
        viewerHolds: async () => true,
        close: () => undefined,
      },
    );
    const told: unknown[] = [];
    if (Symbol.asyncIterator in stream) for await (const { data } of stream) told.push(data?.live);
    expect(told).toEqual([{ text: 'FIRST on t' }, { text: 'LAST on t' }]);
  });
});
