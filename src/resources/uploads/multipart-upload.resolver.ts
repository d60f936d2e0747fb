import { Arg, Ctx, Extensions, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../request/context.js';
import { MultipartUpload } from './multipart-upload.entity.js';
import { MultipartUploadSelection } from './multipart-upload.input.js';
import type { MultipartUploadService } from './multipart-upload.service.js';
import { Resource } from '../resource.entity.js';
import { RequestUploadInput } from '../resource.input.js';
import { SignedUrl } from '../signed-url.js';

@Resolver(() => MultipartUpload)
export class MultipartUploadResolver {
  constructor(private readonly uploads: MultipartUploadService) {}

  @Query(() => MultipartUpload, {
    nullable: true,
    description: 'An upload in parts, to go on with it after an interruption; null when it is not there, or not yours.',
  })
  async multipartUpload(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<MultipartUpload | null> {
    return this.uploads.find(viewer, id);
  }

  @Mutation(() => MultipartUpload, {
    description:
      'Begins an upload in parts, and holds the place for it as requestUpload does. It lives for expiresIn seconds, one ' +
      'day when left out. Errors: OWNER_NOT_FOUND, RESOURCE_EXISTS, RESOURCE_NOT_FOUND (idempotencyKey), ' +
      'INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE.',
  })
  async createMultipartUpload(
    @Arg('input', () => RequestUploadInput, { description: 'The file to come.' }) input: RequestUploadInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<MultipartUpload> {
    return this.uploads.create(viewer, input);
  }

  @Mutation(() => Resource, {
    description:
      'Makes the file of its parts, checks it, and makes the resource READY. May be repeated. ' +
      'Errors: UPLOAD_NOT_FOUND, UPLOAD_MISSING (params.missingParts), UPLOAD_MISMATCH, PAYLOAD_TOO_LARGE, FORBIDDEN.',
  })
  async completeMultipartUpload(
    @Arg('input', () => MultipartUploadSelection, { description: 'Which upload.' }) { id }: MultipartUploadSelection,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Resource> {
    return this.uploads.complete(viewer, id);
  }

  @Mutation(() => ID, {
    description:
      'Gives an upload in parts up, with all that arrived, and lets go of its place. ' +
      'Errors: UPLOAD_NOT_FOUND, FORBIDDEN.',
  })
  async abortMultipartUpload(
    @Arg('input', () => MultipartUploadSelection, { description: 'Which upload.' }) { id }: MultipartUploadSelection,
    @Ctx() { viewer }: RequestContext,
  ): Promise<string> {
    return this.uploads.abort(viewer, id);
  }

  @Extensions({ oneFor: 'numbers' })
  @FieldResolver(() => [SignedUrl], {
    description:
      'Where to PUT parts, each for an hour at most; ask again for more time. Errors: INVALID_ARGUMENTS numbers.',
  })
  partUrls(
    @Root() { object }: MultipartUpload,
    @Arg('numbers', () => [Int], { description: 'Which parts, counted from 1; at most 100 at once.' })
    numbers: number[],
  ): SignedUrl[] {
    return this.uploads.partUrls(object, numbers);
  }

  @FieldResolver(() => [Int], { description: 'The numbers of the parts that are there, in order; empty at the end.' })
  async uploadedParts(@Root() { object }: MultipartUpload): Promise<number[]> {
    return this.uploads.uploadedParts(object);
  }
}
