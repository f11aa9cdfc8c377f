import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { openDisclosureLog } from '../../../gateway/audit/open-disclosure-log.ts';
import { openGateway, type GatewayOptions } from '../../../gateway/http/server.ts';
import { openDemoIssuer } from '../../../gateway/identity/demo-issuer.ts';
import { openTokenVerifier } from '../../../gateway/identity/token-verifier.ts';
import { ruledSupergraph } from '../ruled-room.ts';
import type { Way } from './ways.ts';

// A gateway of the ruled room: `gateway-process.ts <way> <port of the agencies> <data folder>`. Its port is the first
// line that is printed; the tokens that it takes are signed by the issuer in the data folder.
const [way = '', agencies = '', dataDir = ''] = process.argv.slice(2);
const isRecorded = (way as Way) === 'recorded';
const supergraph = ruledSupergraph((name) => `http://127.0.0.1:${agencies}/${name}`, isRecorded);
const issuer = await openDemoIssuer(dataDir);
const verifier = await openTokenVerifier({
  issuer: issuer.issuer,
  audience: issuer.audience,
  keys: { kind: 'keys', keys: issuer.jwks },
  algorithms: ['EdDSA'],
});
const { privateKey } = generateKeyPairSync('ed25519');
const access: Pick<GatewayOptions, 'access' | 'open'> =
  (way as Way) === 'open'
    ? { access: { kind: 'unenforced' }, open: { forwardHeaders: ['authorization'] } }
    : {
        access: { kind: 'enforced', log: await openDisclosureLog({ dataDir }), signingKey: privateKey },
      };
const gateway = await openGateway({
  source: { current: () => supergraph, subscribe: () => () => undefined },
  verifier,
  gatewayKey: randomBytes(32).toString('hex'),
  host: '127.0.0.1',
  port: 0,
  allowedOrigins: [],
  ...access,
});
process.stdout.write(`${gateway.port}\n`);
process.once('SIGTERM', () => void gateway.close().then(() => process.exit(0)));
