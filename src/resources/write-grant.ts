import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../auth/viewer.js';
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

/** What a writeableUrl allows. Nothing is stored when it is made: all of it is inside the signed upload id. */
export type WriteGrant = z.infer<typeof Grant> & { readonly actor: Actor };

/** Makes and reads the upload ids of writeable URLs. */
export class WriteGrants {
  constructor(private readonly secret: Uint8Array) {}

  sign(grant: WriteGrant): string {
    const body = Buffer.from(JSON.stringify(grant)).toString('base64url');
    return `${PREFIX}${body}.${this.signature(body)}`;
  }

  /** Null when the upload id is not of this sort. Errors: UPLOAD_NOT_FOUND when it was altered. */
  read(uploadId: string): WriteGrant | null {
    if (!uploadId.startsWith(PREFIX)) return null;
    const [body = ''] = uploadId.slice(PREFIX.length).split('.', 1);
    // As text: several texts of base64 stand for the same bytes, and only one of them is ours.
    const expected = Buffer.from(`${PREFIX}${body}.${this.signature(body)}`);
    const given = Buffer.from(uploadId);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new UploadNotFound();
    return Grant.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  }

  private signature(body: string): string {
    return createHmac('sha256', this.secret).update(body).digest('base64url');
  }
}
