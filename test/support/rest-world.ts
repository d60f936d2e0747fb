import type { ApiClient } from './api-client.js';
import { createOwner } from './entries.js';
import { makeFile } from './named-files.js';
import { joinGroup } from './group-things.js';
import { person, setMember } from './people.js';
import { STANDING, type RestAsker } from './rest-cases.js';
import type { TestThingstore } from './thingstore.js';

/** A group with members, a thing in it and one in none; the group and the thing in it have files. */
export async function restWorld(thingstore: TestThingstore): Promise<Readonly<Record<RestAsker, ApiClient>>> {
  const { root } = thingstore;
  await createOwner(root, { id: 'fleet', kind: 'GROUP', name: 'fleet' });
  const [editor, viewer] = [await person(thingstore, 'READ_WRITE'), await person(thingstore, 'READ_WRITE')];
  await setMember(root, { groupId: 'fleet', userId: editor.id, role: 'EDITOR' });
  await setMember(root, { groupId: 'fleet', userId: viewer.id, role: 'VIEWER' });
  const [thing, loner] = [await thingstore.thing('truck-1'), await thingstore.thing('truck-2')];
  await joinGroup(root, 'truck-1', 'fleet');
  for (const ownerId of ['fleet', 'truck-1']) {
    for (const name of STANDING) await makeFile(root, { ownerId, name, text: 'a,b,c' });
  }
  return { thing, loner, editor: editor.client, viewer: viewer.client, nobody: thingstore.anonymous };
}
