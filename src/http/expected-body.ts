import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Tells a client that waits with its body (Expect: 100-continue) to send it, when the first of it is to be read: what is
 * refused by its head alone costs no transfer.
 */
export function askForBodyWhenRead(request: IncomingMessage, response: ServerResponse): void {
  request.once('resume', () => {
    if (!response.headersSent) response.writeContinue();
  });
}
