import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type { UploadFileInput } from './generated/graphql.js';

const UPLOAD_FILE = graphql(`
  mutation SupportUploadFile($input: UploadFileInput!) {
    uploadFile(input: $input) {
      id
      name
      class
      format
      time
      metadata
    }
  }
`);

/** Makes a file by GraphQL; fails when it is refused. */
export async function uploadFile(
  client: ApiClient,
  sent: Omit<UploadFileInput, 'file' | 'name'> & { readonly name: string; readonly text: string },
) {
  const { name, text, ...input } = sent;
  const file = { path: 'variables.input.file', bytes: Buffer.from(text), name, type: 'text/plain' };
  const { data, errors } = await client.upload(UPLOAD_FILE, { input: { ...input, file: null } }, file);
  if (data == null) throw new Error(`${name} was not taken: ${JSON.stringify(errors)}`);
  return data.uploadFile;
}
