import 'reflect-metadata';
import { LiveResolver } from './live/live.resolver.ts';
import { ViewerResolver } from './people/viewer.resolver.ts';
import { NodeResolver } from './platform/graphql/node.resolver.ts';
import { VocabularyResolver } from './platform/graphql/vocabulary.resolver.ts';
import { ReportResolver } from './reports/report.resolver.ts';

/** Every resolver of the API; a feature adds its own here. */
export const resolvers: readonly Function[] = [
  NodeResolver,
  VocabularyResolver,
  ViewerResolver,
  ReportResolver,
  LiveResolver,
];
