/** The operations of the journey, as a client would write them. */

const REFUSAL = '... on Refusal { code message(locale: EN) }';

export const FILE_REPORT = `mutation ($input: FileReportInput!) {
  fileReport(input: $input) {
    ... on FiledReport { trackingId receipt verifyDueAt report { id status } }
    ${REFUSAL}
  }
}`;

export const VERIFICATION_QUEUE = `query {
  verificationQueue(first: 10) {
    nodes { stage dueAt overdue report { id trackingId title channel reporterDisplay version } }
  }
}`;

const REPORT_ANSWER = `... on ReportPayload { report { id version status statusLine(locale: ID) } }
    ${REFUSAL}`;

export const onReport = (mutation: string, input: string): string => `mutation ($input: ${input}!) {
  ${mutation}(input: $input) {
    ${REPORT_ANSWER}
  }
}`;

export const CLAIM_REPORT = `mutation ($id: ID!) {
  claimReport(reportId: $id) {
    ${REPORT_ANSWER}
  }
}`;

export const DISPOSE_REPORT = `mutation ($input: DisposeReportInput!) {
  disposeReport(input: $input) {
    ... on ReportPayload {
      report {
        version status statusLine(locale: ID)
        dispositions { id part agency { name } respondDueAt resolveDueAt version }
      }
    }
    ${REFUSAL}
  }
}`;

export const AGENCY_QUEUE = `query {
  agencyQueue(first: 10) {
    nodes {
      id version part status nextDueAt instruction agency { name }
      report { trackingId title reporterDisplay }
      availableActions { action available }
    }
  }
}`;

export const onDisposition = (mutation: string, input: string): string => `mutation ($input: ${input}!) {
  ${mutation}(input: $input) {
    ... on DispositionPayload { disposition { id version status agency { name } respondDueAt } }
    ${REFUSAL}
  }
}`;

export const onFollowUp = (mutation: string, input: string): string => `mutation ($input: ${input}!) {
  ${mutation}(input: $input) {
    ... on FollowUpPayload {
      followUp { kindLabel(locale: ID) text }
      report { status version statusLine(locale: ID) dispositions { id version status agency { name } } }
    }
    ${REFUSAL}
  }
}`;

export const TRACK = `query ($trackingId: String!) {
  report(trackingId: $trackingId) {
    id version title status statusLine(locale: ID) reporterDisplay
    steps { kindLabel(locale: ID) state promisedAt doneAt heldBy { label(locale: ID) } }
  }
}`;

export const LEGS = `query ($trackingId: String!) {
  report(trackingId: $trackingId) {
    receivedAt closedAt closedByLabel(locale: ID)
    custody { track holderLabel(locale: EN) agency { name } fromAt untilAt heldMilliseconds }
  }
}`;

export const FOLLOW_REPORT = `subscription ($id: ID!) {
  reportChanged(reportId: $id) { ... on LiveChange { type report { status } } }
}`;
export const FOLLOW_AGENCY = `subscription {
  agencyQueueChanged { ... on LiveChange { type report { trackingId } } }
}`;
export const FOLLOW_VERIFICATION = `subscription {
  verificationQueueChanged { ... on LiveChange { type report { trackingId } } }
}`;
