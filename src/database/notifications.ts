import { Client } from 'pg';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';
import type { ConnectionOptions } from './connection.js';

const RECONNECT_AFTER_MS = 500;
const CONNECT_WITHIN_MS = 5000;

/** Hears PostgreSQL's NOTIFY on a connection of its own, and reconnects when that breaks. */
export class Notifications {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly options: {
      readonly connection: ConnectionOptions;
      readonly channel: string;
      readonly log: Log;
      readonly onNotification: (payload: string) => void;
      /** After each (re)connection: what was said meanwhile was not heard. */
      readonly onConnected: () => void;
    },
  ) {}

  async start(): Promise<void> {
    const client = new Client({
      ...this.options.connection,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      // For the one statement that it sends.
      query_timeout: CONNECT_WITHIN_MS,
    });
    this.client = client;
    client.on('notification', ({ payload }) => {
      this.options.onNotification(payload ?? '');
    });
    client.on('error', (error) => {
      this.options.log.warn(
        { error: error.message },
        'The listening connection to PostgreSQL broke; connecting again.',
      );
      this.reconnectLater();
    });
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(this.options.channel)}`);
      this.options.onConnected();
    } catch (error) {
      this.options.log.debug({ error: loggableError(error) }, 'Listening is not possible yet.');
      this.reconnectLater();
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch((error: unknown) => {
      this.options.log.debug({ error: loggableError(error) }, 'The listening connection had ended already.');
    });
  }

  private reconnectLater(): void {
    const broken = this.client;
    if (broken === undefined) return;
    this.client = undefined;
    broken.removeAllListeners('error').on('error', () => undefined);
    broken.end().catch(() => undefined);
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.start(), RECONNECT_AFTER_MS);
  }
}
