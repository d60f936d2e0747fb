import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../request/context.js';
import type { ResourceUploadService } from './resource-upload.service.js';
import { Resource } from '../resource.entity.js';
import { CompleteUploadInput, RequestUploadInput } from '../resource.input.js';
import type { UploadCompletionService } from './upload-completion.service.js';
import { UploadTicket } from './upload-ticket.entity.js';

@Resolver(() => UploadTicket)
export class ResourceUploadResolver {
  constructor(
    private readonly uploads: ResourceUploadService,
    private readonly completions: UploadCompletionService,
  ) {}

  @Mutation(() => UploadTicket, {
    description:
      'Holds a place and answers a signed URL to PUT the file to; asked again, the same resource with a fresh URL. ' +
      'Errors: OWNER_NOT_FOUND, RESOURCE_EXISTS, RESOURCE_NOT_FOUND (idempotencyKey), INVALID_ARGUMENTS, FORBIDDEN, ' +
      'PAYLOAD_TOO_LARGE.',
  })
  async requestUpload(
    @Arg('input', () => RequestUploadInput, { description: 'The file to come.' }) input: RequestUploadInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<UploadTicket> {
    return this.uploads.request(viewer, input);
  }

  @Mutation(() => Resource, {
    description:
      'Checks the uploaded bytes and makes the resource READY. May be repeated; not needed after a PUT to a URL of this ' +
      'server. Errors: RESOURCE_NOT_FOUND, RESOURCE_ARCHIVED, UPLOAD_NOT_FOUND, UPLOAD_MISSING, UPLOAD_MISMATCH, PAYLOAD_TOO_LARGE, ' +
      'INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async completeUpload(
    @Arg('input', () => CompleteUploadInput, { description: 'Which upload.' }) input: CompleteUploadInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Resource> {
    return this.completions.complete(viewer, input);
  }
}
