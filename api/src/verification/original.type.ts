import { Field, Int, ObjectType } from 'type-graphql';
import { LabelledField } from '../platform/graphql/labels.ts';
import { resultUnion } from '../platform/graphql/refusals.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { PointType, ReportFactType } from '../reports/report.type.ts';
import { ReportKinds } from '../reports/report.vocabulary.ts';
import type { OpenedOriginal } from './original.ts';

@ObjectType('SealedOriginal', {
  description: 'A report as it stood before a correction (VER-3). Who wrote it is not part of it.',
})
export class SealedOriginalType {
  @Field(() => Int, { description: 'The version the report had then.' })
  version: number;

  @Field(() => DateTime, { description: 'When the correction came.' })
  sealedAt: Date;

  @LabelledField(ReportKinds, { description: 'What kind of report it was.' })
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

  @Field(() => Boolean, { description: 'Whether its reporter was anonymous.' })
  anonymous: boolean;

  @Field(() => Boolean, { description: 'Whether it was confidential.' })
  confidential: boolean;

  constructor(original: OpenedOriginal) {
    const { latitude, longitude } = original;
    this.version = original.version;
    this.sealedAt = original.sealedAt;
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

@ObjectType('OriginalReport', { description: 'A corrected report as its reporter wrote it (VER-3).' })
export class OriginalReportPayload {
  @Field(() => [SealedOriginalType], {
    description:
      'As it stood before each correction, oldest first: the first is what was filed, later ones may hold what the ' +
      'reporter added.',
  })
  originals: SealedOriginalType[];

  constructor(originals: readonly OpenedOriginal[]) {
    this.originals = originals.map((original) => new SealedOriginalType(original));
  }
}

export const ReadOriginalResult = resultUnion('ReadOriginalResult', [OriginalReportPayload]);
