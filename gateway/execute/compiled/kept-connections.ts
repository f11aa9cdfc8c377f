import { AgencyConnection, type AgencyPlace, type ConnectionKeeper } from './agency-connection.ts';
import type { AgencyTransport, Outgoing, ReplyListener } from './agency-transport.ts';

/** One question; `connection` is where it is asked, once there is one. */
interface Asking {
  readonly outgoing: Outgoing;
  readonly listener: ReplyListener;
  connection?: AgencyConnection;
}

/** How often connections are looked for that were not used for too long. */
const sweepMs = 5000;

const token = /^[\w!#$%&'*+.^|~\u0060-]+$/;
const value = /^[\t\u0020-\u007E\u0080-\u00FF]*$/;

/**
 * Plain HTTP/1.1 to one agency over at most `most` kept connections, each asked one question at a time; whoever finds
 * none free waits, in the order of asking.
 */
export function keepConnections({ hostname, port, host }: URL, most: number): AgencyTransport {
  const place: AgencyPlace = {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 80 : Number(port),
    authority: host,
  };
  const all = new Set<AgencyConnection>();
  // The one that was used last is the next: so the others may grow old.
  const free: AgencyConnection[] = [];
  const waiting = new Set<Asking>();
  let sweeping: NodeJS.Timeout | undefined;
  let isClosed = false;

  const connectionNow = (): AgencyConnection | undefined => {
    const now = performance.now();
    for (let known = free.pop(); known; known = free.pop()) {
      if (known.isUsable(now)) return known;
      known.close();
    }
    if (all.size >= most) return undefined;
    const made = new AgencyConnection(place, keeper);
    all.add(made);
    return made;
  };
  const ask = (asking: Asking): boolean => {
    const connection = connectionNow();
    if (!connection) return false;
    asking.connection = connection;
    connection.ask(asking.outgoing, asking.listener);
    return true;
  };
  const askNext = (): void => {
    const [first] = waiting;
    if (first && ask(first)) waiting.delete(first);
  };
  const sweep = (): void => {
    const now = performance.now();
    for (const connection of free) if (!connection.isUsable(now)) connection.close();
  };
  const keeper: ConnectionKeeper = {
    onFree(connection) {
      free.push(connection);
      sweeping ??= setInterval(sweep, sweepMs).unref();
      askNext();
    },
    onGone(connection) {
      all.delete(connection);
      const index = free.indexOf(connection);
      if (index !== -1) free.splice(index, 1);
      askNext();
    },
  };

  return {
    send(outgoing, listener) {
      if (isClosed) throw new Error('the connections are closed');
      refuseSplitting(outgoing.headers);
      const asking: Asking = { outgoing, listener };
      if (waiting.size > 0 || !ask(asking)) waiting.add(asking);
      return () => {
        waiting.delete(asking);
        asking.connection?.giveUp(listener);
      };
    },
    close() {
      isClosed = true;
      clearInterval(sweeping);
      const left = [...waiting];
      waiting.clear();
      for (const { listener } of left) listener.onBroken('unreachable');
      for (const connection of all) connection.close('unreachable');
      return Promise.resolve();
    },
  };
}

/** INVARIANT: no value of a caller ends its own header and begins another, or another request. */
function refuseSplitting(headers: readonly string[]): void {
  for (let index = 0; index < headers.length; index += 1) {
    const form = index % 2 === 0 ? token : value;
    if (!form.test(headers[index] ?? '')) throw new Error('a header that cannot be sent');
  }
}
