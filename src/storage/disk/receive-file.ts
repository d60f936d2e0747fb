import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ByteMeter, bytesOf } from '../byte-meter.js';
import { onDisk } from './disk-fault.js';
import type { PutOptions, PutResult } from '../object-store.js';

/**
 * Writes all of a stream into a new file, durably; size and hash are taken while the bytes go by. After an error the
 * file is left for the caller to remove. Throws PayloadTooLarge, ServiceUnavailable, or what the source died of.
 */
export async function receiveFile(path: string, source: Readable, options: PutOptions): Promise<PutResult> {
  const file = await onDisk(() => open(path, 'wx', 0o600));
  try {
    const meter = new ByteMeter(options);
    for await (const bytes of bytesOf(source)) {
      meter.add(bytes);
      await onDisk(() => file.writeFile(bytes));
    }
    await onDisk(() => file.sync());
    return meter.result();
  } finally {
    await onDisk(() => file.close());
  }
}
