import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpConfig } from '../config/config.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';

type Place = Pick<HttpConfig, 'host' | 'port'>;

/** The server may not listen where it should. For the operator at the start, never for a client. */
class ListeningImpossible extends Error {
  override readonly name = 'ListeningImpossible';
}

/** Answers the port. @throws ListeningImpossible with a sentence that goes on after "cannot start: " */
export async function listen(server: Server, place: Place, log: Log): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      reject(reasonOf(error, place));
    };
    server.once('error', refuse);
    server.listen(place.port, place.host, () => {
      server.off('error', refuse).on('error', (error) => {
        log.warn({ error: loggableError(error) }, 'A connection could not be taken.');
      });
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** For what the operator can change; other errors speak for themselves. */
function reasonOf(cause: NodeJS.ErrnoException, { host, port }: Place): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${String(port)} is taken. Set PORT to another, or stop what uses it.`,
    EACCES: `port ${String(port)} is not for this account. Set PORT to another, above 1023.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Set HOST to one that is.`,
    ENOTFOUND: `${host} is no address of this machine. Set HOST to one that is.`,
  };
  const reason = reasons[cause.code ?? ''];
  return reason === undefined ? cause : new ListeningImpossible(reason, { cause });
}
