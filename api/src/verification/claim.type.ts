import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../platform/graphql/scalars.ts';

@ObjectType('ReportClaim', {
  description: 'An admin is deciding on the report: until then nobody else decides (VER-4).',
})
export class ReportClaimType {
  @Field(() => DateTime, { description: 'When the claim expires, unless it is renewed.' })
  until!: Date;
}
