import { randomBytes } from 'node:crypto';
import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import { put, requestUpload, sha256, type WriteLink } from './uploads.js';

const CREATE = graphql(`
  mutation AcknowledgedCreate($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
    }
  }
`);

const WRITERS = 4;

/** An upload whose PUT was sent and never answered. */
export interface UnansweredUpload {
  readonly id: string;
  readonly link: WriteLink;
  readonly bytes: Buffer;
}

/** Many writers at once; what the server acknowledged is remembered, and what it did not. */
export class AcknowledgedWrites {
  /** The value of each JSON resource, by id. */
  readonly values = new Map<string, unknown>();
  /** The SHA-256 of each file, by id. */
  readonly files = new Map<string, string>();
  readonly unanswered: UnansweredUpload[] = [];
  private interruption: Promise<void> | undefined;

  constructor(
    private readonly client: ApiClient,
    private readonly options: {
      readonly ownerId: string;
      readonly folder: string;
      /** After how many acknowledgements `interrupt` is called, in the middle of everything else. */
      readonly until: number;
      readonly interrupt: () => Promise<void>;
    },
  ) {}

  /** Writes until it is interrupted. An error before that is a failure. */
  async run(): Promise<void> {
    const { folder } = this.options;
    const writers = Array.from({ length: WRITERS }, (_, nth) => [
      this.writeUntilOver((count) => this.createValue(`${folder}/value-${String(nth)}-${String(count)}`)),
      this.writeUntilOver((count) => this.makeFile(`${folder}/file-${String(nth)}-${String(count)}`)),
    ]);
    await Promise.all(writers.flat());
    await this.interruption;
  }

  private acknowledged(): void {
    if (this.values.size + this.files.size >= this.options.until) this.interruption ??= this.options.interrupt();
  }

  private async writeUntilOver(write: (count: number) => Promise<void>): Promise<void> {
    for (let count = 0; !this.wasInterrupted(); count += 1) {
      try {
        await write(count);
      } catch (error) {
        if (!this.wasInterrupted()) throw error;
      }
    }
  }

  private wasInterrupted(): boolean {
    return this.interruption !== undefined;
  }

  private async createValue(path: string): Promise<void> {
    const data = { path, noise: randomBytes(200).toString('hex') };
    const { ownerId } = this.options;
    const { createResource } = await this.client.request(CREATE, { input: { ownerId, path, data } });
    this.values.set(createResource.id, data);
    this.acknowledged();
  }

  private async makeFile(path: string): Promise<void> {
    const bytes = randomBytes(20_000);
    const { ownerId } = this.options;
    const ticket = await requestUpload(this.client, { ownerId, path, type: 'video/mp4' });
    const { id } = ticket.resource;
    try {
      const { status } = await put(ticket.upload, bytes);
      if (status !== 201) throw new Error(`The PUT was answered with ${String(status)}.`);
    } catch (error) {
      this.unanswered.push({ id, link: ticket.upload, bytes });
      throw error;
    }
    this.files.set(id, sha256(bytes));
    this.acknowledged();
  }
}
