import { ArgsType, Field, ID, Int } from 'type-graphql';
import { CursorScalar } from '../paging/cursor-scalar.js';
import { FileFilter } from './file.input.js';

@ArgsType()
export class OwnerFilesArgs {
  @Field(() => Int, { nullable: true, description: 'How many, 1 to 200; 20 when left out.' })
  readonly first?: number | null;

  @Field(() => CursorScalar, { nullable: true, description: 'Go on after this cursor.' })
  readonly after?: string | null;

  @Field(() => FileFilter, { nullable: true, description: 'Which files.' })
  readonly filter?: FileFilter | null;
}

@ArgsType()
export class FilesArgs extends OwnerFilesArgs {
  @Field(() => ID, { description: 'The device or group.' })
  readonly ownerId!: string;
}
