import { LOGIN_OPERATION } from '../login-operation.js';
import type { FileDoor } from './file-door.js';
import { fileOperations } from './file-operations.js';
import type { RestDescription } from './rest-operation.js';

/** What the rooms take and answer over REST. */
export interface RestSchemas {
  readonly files: FileDoor<unknown>['schemas'];
}

/** All that is served over REST, for who wants to know and not to ask: the login first, for it opens the rest. */
export function restDescriptions({ files }: RestSchemas): readonly RestDescription[] {
  return [LOGIN_OPERATION, ...fileOperations(files)];
}
