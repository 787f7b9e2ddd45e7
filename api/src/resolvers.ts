import 'reflect-metadata';
import { AgencyResolver } from './agencies/agency.resolver.ts';
import { AreaResolver } from './areas/area.resolver.ts';
import { CategoryResolver } from './categories/category.resolver.ts';
import { DisposingResolver } from './dispositions/disposing.resolver.ts';
import { DispositionResolver } from './dispositions/disposition.resolver.ts';
import { CustodyResolver, ReportDispositionsResolver } from './dispositions/report-dispositions.resolver.ts';
import { ForwardingResolver } from './forwarding/forwarding.resolver.ts';
import { AttachmentResolver } from './attachments/attachment.resolver.ts';
import { FollowUpResolver, ReportFollowUpsResolver } from './followups/follow-up.resolver.ts';
import { AgencyDisputesResolver, FeedbackResolver, ReportFeedbackResolver } from './feedback/feedback.resolver.ts';
import { TimelineEntryResolver, TimelineHolderResolver, TimelineResolver } from './timeline/timeline.resolver.ts';
import { AuditResolver } from './audit/audit.resolver.ts';
import {
  DisclosureResolver,
  IdentityReadResolver,
  ReportDisclosuresResolver,
} from './disclosure/disclosure.resolver.ts';
import { LimitResolver } from './limits/limit.resolver.ts';
import { LiveChangeResolver, LiveResolver } from './live/live.resolver.ts';
import { PersonResolver } from './people/person.resolver.ts';
import { ViewerResolver } from './people/viewer.resolver.ts';
import { NodeResolver } from './platform/graphql/node.resolver.ts';
import { VocabularyResolver } from './platform/graphql/vocabulary.resolver.ts';
import { ReportActionsResolver } from './reports/report.actions.resolver.ts';
import { ClockResolver, ReportClocksResolver } from './reports/report.clocks.resolver.ts';
import { ReportAttachmentsResolver } from './reports/report.attachments.resolver.ts';
import { ReportPlacesResolver } from './reports/report.places.resolver.ts';
import { AllReportsResolver } from './reports/all-reports.resolver.ts';
import { ReportResolver } from './reports/report.resolver.ts';
import { ClaimResolver, ReportClaimResolver } from './verification/claim.resolver.ts';
import { ConnectionResolver } from './verification/connection.resolver.ts';
import { DecisionResolver } from './verification/decision.resolver.ts';
import { OriginalResolver } from './verification/original.resolver.ts';
import { QueueResolver } from './verification/queue.resolver.ts';
import { ReportVerificationResolver } from './verification/report-verification.resolver.ts';
import { SupplyFactsResolver } from './verification/supply-facts.resolver.ts';

/** Every resolver of the API; a feature adds its own here. */
export const resolvers: readonly Function[] = [
  NodeResolver,
  VocabularyResolver,
  ViewerResolver,
  PersonResolver,
  AgencyResolver,
  AreaResolver,
  CategoryResolver,
  LimitResolver,
  ReportResolver,
  AllReportsResolver,
  ReportPlacesResolver,
  ReportAttachmentsResolver,
  ReportActionsResolver,
  ReportClocksResolver,
  ClockResolver,
  ConnectionResolver,
  ClaimResolver,
  ReportClaimResolver,
  DecisionResolver,
  OriginalResolver,
  QueueResolver,
  ReportVerificationResolver,
  SupplyFactsResolver,
  DispositionResolver,
  ReportDispositionsResolver,
  CustodyResolver,
  DisposingResolver,
  ForwardingResolver,
  AttachmentResolver,
  FollowUpResolver,
  ReportFollowUpsResolver,
  FeedbackResolver,
  ReportFeedbackResolver,
  AgencyDisputesResolver,
  TimelineResolver,
  TimelineEntryResolver,
  TimelineHolderResolver,
  AuditResolver,
  DisclosureResolver,
  IdentityReadResolver,
  ReportDisclosuresResolver,
  LiveResolver,
  LiveChangeResolver,
];
