import { Field, Int, ObjectType } from 'type-graphql';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import { resultUnion } from '../platform/graphql/refusals.ts';
import { DateTime } from '../platform/graphql/scalars.ts';

@ObjectType('HeldReportCount', {
  description: 'How many reports wait for an agency that is not connected: study material for connecting it (VER-6).',
})
export class HeldReportCountType {
  @Field(() => Int, { description: 'How many reports are held for it, without those for its units.' })
  reports!: number;

  @Field(() => DateTime, { description: 'When the oldest of them was filed.' })
  oldestReceivedAt!: Date;
}

@ObjectType('AgencyConnected', { description: 'The agency and its units are connected.' })
export class AgencyConnectedPayload {
  @Field(() => AgencyType, { description: 'The agency as it is now.' })
  agency: AgencyRow;

  @Field(() => Int, {
    description: 'How many agencies were connected: it and its units; 0 when all of them were connected before.',
  })
  connectedAgencies: number;

  @Field(() => Int, { description: 'How many held reports were disposed to them.' })
  releasedReports: number;

  constructor(payload: AgencyConnectedPayload) {
    this.agency = payload.agency;
    this.connectedAgencies = payload.connectedAgencies;
    this.releasedReports = payload.releasedReports;
  }
}

export const ConnectAgencyResult = resultUnion('ConnectAgencyResult', [AgencyConnectedPayload]);
