import { GraphQLDateTime, GraphQLJSON, GraphQLLocalDate } from 'graphql-scalars';
import type { GraphQLScalarType } from 'graphql';

/** An instant: an ISO 8601 date and time with its offset; a `Date` inside. */
export const DateTime: GraphQLScalarType = GraphQLDateTime;

/** A calendar day without a time zone, such as 2026-11-21; a string inside. */
export const LocalDate: GraphQLScalarType = GraphQLLocalDate;

/** Any JSON value, for facts whose shape depends on something else in the same answer. */
export const JSONValue: GraphQLScalarType = GraphQLJSON;
