import { Field, ObjectType } from 'type-graphql';
import { LabelledField } from '../platform/graphql/labels.ts';
import { resultUnion } from '../platform/graphql/refusals.ts';
import { PointType, ReportFactType } from '../reports/report.type.ts';
import { ReportKinds } from '../reports/report.vocabulary.ts';
import type { Original } from './original.ts';

@ObjectType('OriginalReport', {
  description:
    'A report as its reporter wrote it, before the first correction (VER-3). Who wrote it is not part of it.',
})
export class OriginalReportPayload {
  @LabelledField(ReportKinds, { description: 'What kind of report it was filed as.' })
  kind: string;

  @Field(() => String, { description: 'The title.' })
  title: string;

  @Field(() => String, { description: 'The body.' })
  body: string;

  @Field(() => String, { nullable: true, description: 'The code of the area, if one was given.' })
  areaCode: string | null;

  @Field(() => String, { nullable: true, description: 'The place in words, if one was given.' })
  place: string | null;

  @Field(() => PointType, { nullable: true, description: 'The place as a point, if one was given.' })
  point: PointType | null;

  @Field(() => [ReportFactType], { description: 'The answers to the 5W1H questions.' })
  facts: ReportFactType[];

  @Field(() => Boolean, { description: 'Whether the reporter asked to be anonymous.' })
  anonymous: boolean;

  @Field(() => Boolean, { description: 'Whether the reporter asked for confidentiality.' })
  confidential: boolean;

  constructor(original: Original) {
    const { latitude, longitude } = original;
    this.kind = original.kind;
    this.title = original.title;
    this.body = original.body;
    this.areaCode = original.areaCode;
    this.place = original.place;
    this.point = latitude === null || longitude === null ? null : { latitude, longitude };
    this.facts = Object.entries(original.facts).map(([fact, answer]) => ({ fact, answer }) as ReportFactType);
    this.anonymous = original.anonymous;
    this.confidential = original.confidential;
  }
}

export const ReadOriginalResult = resultUnion('ReadOriginalResult', [OriginalReportPayload]);
