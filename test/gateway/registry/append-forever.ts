import { policyBookOf } from '../../../schema/policy/policy-book.ts';
import { openRegistryStore } from '../../../gateway/registry/registry-store.ts';

const store = openRegistryStore(process.argv[2] ?? '');
let revision = store.versions('elections').length;
for (;;) {
  revision += 1;
  const publishedAt = new Date().toISOString();
  const facts = {
    sha256: 'x',
    sdl: 'x'.repeat(20_000),
    policy: null,
    url: null,
    publisher: 'p',
    publishedAt,
  };
  store.append(
    {
      hash: 'h',
      sdl: 's',
      policies: policyBookOf([]),
      sources: 's',
      revisions: { elections: revision },
      composedAt: publishedAt,
    },
    { name: 'elections', revision, ...facts },
  );
  process.stdout.write(`${revision}\n`);
  // A turn of the event loop, so that the line leaves this process.
  await new Promise(setImmediate);
}
