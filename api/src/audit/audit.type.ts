import { Field, Int, ObjectType } from 'type-graphql';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime, JSONValue, LocalDate } from '../platform/graphql/scalars.ts';
import { AuditActors } from './audit.vocabulary.ts';

@ObjectType('AuditEntry', {
  description:
    'One event of a report as it was written, never to be changed (AUD-1). The reporter is never named in it.',
})
export class AuditEntryType {
  @Field(() => String, { description: 'What happened.' })
  type!: string;

  @Field(() => Int, { description: 'The place of the event in the chain of its report: 1, 2, 3 …' })
  version!: number;

  @LabelledField(AuditActors, { description: 'In which capacity somebody acted.' })
  actorKind!: string;

  @Field(() => String, { nullable: true, description: 'Who acted; null for the reporter and the system.' })
  actorName!: string | null;

  @Field(() => DateTime, { description: 'When it happened; for what fell due, the due instant.' })
  occurredAt!: Date;

  @Field(() => DateTime, { description: 'When it was written down.' })
  recordedAt!: Date;

  @Field(() => JSONValue, { description: 'What everybody who sees the event may know of it.' })
  publicData!: unknown;

  @Field(() => JSONValue, { description: 'What only the audit trail tells, such as the reason somebody gave.' })
  protectedData!: unknown;

  @Field(() => String, {
    description: 'SHA-256 over the event and the hash of the one before it, in hexadecimal (docs/THREATS.md).',
  })
  hash!: string;
}

@ObjectType('AuditRoot', {
  description:
    'The hash of all events up to the end of a day. Whoever keeps it can later prove that none of them was changed, ' +
    'removed or slipped in (AUD-1, docs/THREATS.md).',
})
export class AuditRootType {
  @Field(() => LocalDate, { description: 'The day, in western Indonesian time.' })
  day!: string;

  @Field(() => String, { description: 'How many events there were up to its end: a whole number.' })
  position!: string;

  @Field(() => String, { description: 'The hash, in hexadecimal.' })
  hash!: string;

  @Field(() => DateTime, { description: 'When it was published.' })
  publishedAt!: Date;
}
