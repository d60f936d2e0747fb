import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../../auth/viewer.js';
import type { Random } from '../../clock/random.js';
import { UploadNotFound } from './upload.errors.js';

const PREFIX = 'wg_';

const Grant = z.object({
  projectId: z.string(),
  resourceId: z.string(),
  objectId: z.string(),
  key: z.string(),
  type: z.string(),
  expiresAt: z.coerce.date(),
  actor: z.object({ kind: z.enum(['ACCOUNT', 'THING', 'SYSTEM']), id: z.string().nullable() }),
});

/** What a writeableUrl allows. Nothing is stored when it is made: all of it is inside the sealed upload id. */
export type WriteGrant = z.infer<typeof Grant> & { readonly actor: Actor };

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Makes and reads the upload ids of writeable URLs. They are sealed: an S3 store keeps them beside the bytes, and shows
 * them to whoever may read those.
 */
export class WriteGrants {
  private readonly key: Buffer;

  /** @param parts.secret the same for every process of one deployment */
  constructor(private readonly parts: { readonly secret: Uint8Array; readonly random: Random }) {
    this.key = createHmac('sha256', parts.secret).update('thingstore write grants').digest();
  }

  sign(grant: WriteGrant): string {
    const nonce = this.parts.random.bytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce);
    const sealed = Buffer.concat([nonce, cipher.update(JSON.stringify(grant)), cipher.final(), cipher.getAuthTag()]);
    return `${PREFIX}${sealed.toString('base64url')}`;
  }

  /** Null when the upload id is not of this sort. Errors: UPLOAD_NOT_FOUND when it was altered. */
  read(uploadId: string): WriteGrant | null {
    if (!uploadId.startsWith(PREFIX)) return null;
    const text = uploadId.slice(PREFIX.length);
    const sealed = Buffer.from(text, 'base64url');
    // Several texts of base64 stand for the same bytes, and only one of them is ours.
    if (sealed.toString('base64url') !== text || sealed.length < NONCE_BYTES + TAG_BYTES) throw new UploadNotFound();
    return Grant.parse(JSON.parse(this.open(sealed)));
  }

  private open(sealed: Buffer): string {
    const decipher = createDecipheriv(CIPHER, this.key, sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new UploadNotFound();
    }
  }
}
