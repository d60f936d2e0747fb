import { print } from 'graphql';
import type { ApiClient, ApiError } from './api-client.js';
import { graphql } from './generated/index.js';
import type {
  FilesPageQueryVariables,
  NamedFileFragment,
  NamedFilesUpdateMutation,
  UpdateFileInput,
  UploadFileInput,
} from './generated/graphql.js';
import { download } from './uploads.js';

const UPLOAD_FILE = graphql(`
  mutation NamedFilesUpload($input: UploadFileInput!) {
    uploadFile(input: $input) {
      ...NamedFile
    }
  }
  fragment NamedFile on File {
    id
    name
    class
    format
    time
    metadata
    createdAt
    updatedAt
    details {
      size
      sha256
      contentType
      declaredType
      filename
      key
    }
    resource {
      id
      path
      ownerId
      coownerId
      kind
      type
      state
      version
      dataCreatedAt
    }
    signedUrl {
      url
    }
  }
`);

const UPDATE = graphql(`
  mutation NamedFilesUpdate($input: UpdateFileInput!) {
    updateFile(input: $input) {
      ...NamedFile
    }
  }
`);

export const DELETE_FILE = graphql(`
  mutation NamedFilesDelete($input: DeleteFileInput!) {
    deleteFile(input: $input)
  }
`);

const FILE = graphql(`
  query NamedFilesOne($ownerId: ID!, $name: String!) {
    file(ownerId: $ownerId, name: $name) {
      ...NamedFile
    }
  }
`);

export const FILES = graphql(`
  query FilesPage($ownerId: ID!, $first: Int, $after: Cursor, $filter: FileFilter) {
    files(ownerId: $ownerId, first: $first, after: $after, filter: $filter) {
      nodes {
        id
        name
        class
        format
        time
      }
      edges {
        cursor
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount
    }
  }
`);

/** The bytes of a file, and what the client says of them. */
export interface SentBytes {
  readonly bytes: Uint8Array;
  readonly name?: string;
  readonly type?: string;
}

const part = (file: SentBytes) => ({
  path: 'variables.input.file',
  ...{ name: 'upload.bin', type: 'application/octet-stream', ...file },
});

/** What a change of a file came to. */
interface Outcome {
  readonly file: NamedFileFragment | undefined;
  readonly refusal: ApiError | undefined;
}

/** Sends a file to be made; answers it, or why it was refused. */
export async function sendFile(
  client: ApiClient,
  input: Omit<UploadFileInput, 'file'>,
  file: SentBytes,
): Promise<Outcome> {
  const { data, errors } = await client.upload(UPLOAD_FILE, { input: { ...input, file: null } }, part(file));
  return { file: data?.uploadFile, refusal: errors?.[0] };
}

/** Makes a file of a text, a table unless it is given; fails when it is refused. */
export async function makeFile(
  client: ApiClient,
  made: Omit<UploadFileInput, 'file' | 'name'> & {
    readonly name: string;
    readonly text?: string;
    readonly type?: string;
  },
): Promise<NamedFileFragment> {
  const { text = 'a,b\n1,2\n', type = 'text/csv', ...input } = made;
  return granted(await sendFile(client, input, { bytes: Buffer.from(text), name: input.name, type }));
}

/** Sends a change of a file, with new bytes or without; answers it, or why it was refused. */
export async function sendChange(
  client: ApiClient,
  input: Omit<UpdateFileInput, 'file'>,
  file?: SentBytes,
): Promise<Outcome> {
  const { data, errors } =
    file === undefined
      ? await client.send<NamedFilesUpdateMutation>(print(UPDATE), { input })
      : await client.upload(UPDATE, { input: { ...input, file: null } }, part(file));
  return { file: data?.updateFile, refusal: errors?.[0] };
}

/** The same; fails when it is refused. */
export async function changeFile(
  client: ApiClient,
  input: Omit<UpdateFileInput, 'file'>,
  file?: SentBytes,
): Promise<NamedFileFragment> {
  return granted(await sendChange(client, input, file));
}

/** Answers its id. */
export async function deleteFile(client: ApiClient, ownerId: string, name: string): Promise<string> {
  return (await client.request(DELETE_FILE, { input: { ownerId, name } })).deleteFile;
}

/** Null when the client sees none. */
export async function fileOf(client: ApiClient, ownerId: string, name: string) {
  return (await client.request(FILE, { ownerId, name })).file ?? null;
}

/** What is in the file now; fails when the client sees none. */
export async function textOf(client: ApiClient, ownerId: string, name: string): Promise<string> {
  const file = await fileOf(client, ownerId, name);
  if (file === null) throw new Error(`There is no file ${name}.`);
  return (await download(file.signedUrl.url)).toString();
}

export async function filesOf(client: ApiClient, variables: FilesPageQueryVariables) {
  return (await client.request(FILES, variables)).files;
}

/** The names of a page, in its order. */
export async function namesOf(client: ApiClient, variables: FilesPageQueryVariables): Promise<readonly string[]> {
  return (await filesOf(client, variables)).nodes.map(({ name }) => name);
}

function granted({ file, refusal }: Outcome): NamedFileFragment {
  if (file === undefined) throw new Error(`It was not taken: ${JSON.stringify(refusal)}`);
  return file;
}
