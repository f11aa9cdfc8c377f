import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readFileSync } from 'node:fs';

// Apollo Server with Apollo Gateway as their documentation starts them, and the caller's authorization forwarded.
const [file = '', port = '0'] = process.argv.slice(2);

interface Context {
  readonly authorization?: string;
}

class Forwarding extends RemoteGraphQLDataSource<Context> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Context>['willSendRequest']>>[0]): void {
    if (context.authorization !== undefined)
      request.http?.headers.set('authorization', context.authorization);
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(file, 'utf8'),
  buildService: ({ url }) => new Forwarding(url === undefined ? {} : { url }),
});
await startStandaloneServer(new ApolloServer<Context>({ gateway }), {
  listen: { port: Number(port), host: '127.0.0.1' },
  context: ({ req: { headers } }) =>
    Promise.resolve(headers.authorization === undefined ? {} : { authorization: headers.authorization }),
});
