import { GraphQLError } from 'graphql';

/** The error of an argument that the caller must change: code BAD_USER_INPUT, its message may be shown to them. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', exposed: true } });
}
