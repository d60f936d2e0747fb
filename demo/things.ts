import { ApiRefusal, type Api } from './api.js';

const CREATE_OWNER = `mutation CreateOwner($input: CreateOwnerInput!) { createOwner(input: $input) { id } }`;
const REVOKE_KEYS = `mutation RevokeKeys($input: RevokeThingKeysInput!) { revokeThingKeys(input: $input) { id } }`;
const ISSUE_KEY = `mutation IssueKey($input: IssueThingKeyInput!) { issueThingKey(input: $input) { key } }`;

/**
 * Makes a device, or takes the one of an earlier run, and gives it a new key; its older keys stop to work.
 *
 * @returns what the device sends as its authorization
 */
export async function prepareDevice(
  root: Api,
  device: { readonly id: string; readonly name: string },
): Promise<string> {
  try {
    await root.request(CREATE_OWNER, { input: { id: device.id, kind: 'DEVICE', name: device.name } });
  } catch (error) {
    if (!(error instanceof ApiRefusal && error.code === 'OWNER_EXISTS')) throw error;
    await root.request(REVOKE_KEYS, { input: { ownerId: device.id } });
  }
  const { issueThingKey } = await root.request<{ issueThingKey: { key: string } }>(ISSUE_KEY, {
    input: { ownerId: device.id },
  });
  return `Thing ${issueThingKey.key}`;
}
