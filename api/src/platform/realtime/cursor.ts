import { GraphQLError } from 'graphql';

/** The cursor of a position in the event log. Clients keep it and hand it back; what it looks like is no promise. */
export function cursorOf(position: bigint): string {
  return Buffer.from(`position:${position}`).toString('base64url');
}

/** The position a cursor stands for. Throws CURSOR_INVALID for anything `cursorOf` did not make. */
export function positionOf(cursor: string): bigint {
  const match = /^position:(\d{1,18})$/.exec(Buffer.from(cursor.slice(0, 100), 'base64url').toString());
  const position = match && BigInt(match[1]!);
  if (position === null || cursorOf(position) !== cursor) {
    throw new GraphQLError('This is not a cursor of a live stream.', { extensions: { code: 'CURSOR_INVALID' } });
  }
  return position;
}
