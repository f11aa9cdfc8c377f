import { fstatSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

/** How long requests under way may hold up the end, in milliseconds: no agency outlives its starter by more. */
const stopMs = 8_000;

// The compile cache must be on before the server's modules are read, hence the imports inside.
enableCompileCache();

await serve(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

/** Serves one agency in a process of its own, until SIGTERM or until the process that started it is gone. */
async function serve(argv: readonly string[]): Promise<void> {
  const { parseArgs } = await import('node:util');
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      'data-dir': { type: 'string', default: '.watchfloor' },
    },
  });
  const [folder] = positionals;
  const port = Number(values.port);
  if (folder === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('usage: node subgraphs/kit/serve.ts <agency folder> [--port n] [--data-dir folder]');
  }
  const [
    { folderUrl, importAgency },
    { gatewayKey, gatewayPublicKey },
    { readBook },
    { serveSubgraph },
    { storeConnection },
  ] = await Promise.all([
    import('./agencies.ts'),
    import('./gateway-key.ts'),
    import('./guard/read-book.ts'),
    import('./server.ts'),
    import('./store-connection.ts'),
  ]);
  const key = gatewayKey(process.env);
  const publicKey = gatewayPublicKey(process.env);
  // Said by the starter of a gateway with open access, and by nobody else.
  const acceptsKey = process.env['WATCHFLOOR_ACCESS'] === 'open';
  if (publicKey === undefined && !acceptsKey) {
    throw new Error(
      "a subgraph answers only to what its gateway signed; set WATCHFLOOR_GATEWAY_PUBLIC_KEY to the gateway's public key",
    );
  }
  const agency = await importAgency(folderUrl(folder));
  const connection = storeConnection(agency.name, process.env);
  const store = await agency.openStore({
    dataDir: values['data-dir'],
    ...(connection ? { connection } : {}),
  });
  const running = await serveSubgraph(agency, {
    store,
    key,
    publicKey,
    readBook: () => readBook(process.env),
    acceptsKey,
    port,
  });
  process.stdout.write(`${JSON.stringify({ ready: true, name: agency.name, url: running.url })}\n`);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopMs).unref();
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Its starter holds the other end of this pipe: when that process dies without a word, the pipe closes.
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.once('end', stop).once('error', stop).resume();
}
