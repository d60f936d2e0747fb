import assert from 'node:assert/strict';
import { it } from 'node:test';
import { deleteEntries, updateEntry } from '../support/entries.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore } from '../support/thingstore.js';
import { picture, put, requestUpload } from '../support/uploads.js';

it('a resource is changed later each time, though the clock of the server stands still or goes back', async (t) => {
  const clock = new SetClock();
  const thingstore = await startThingstore({ clock });
  const records = await Records.open(thingstore.databaseUrl);
  t.after(async () => {
    await records.close();
    await thingstore.stop();
  });
  const camera = await thingstore.thing('cam-1');
  const upload = async (shade: number) => {
    const ticket = await requestUpload(camera, { ownerId: 'cam-1', path: 'a', type: 'image/png', replace: true });
    assert.equal((await put(ticket.upload, await picture('png', { shade }))).status, 201);
    return ticket.resource.id;
  };
  const id = await upload(1);
  await upload(2);
  clock.advance(-60_000);
  await upload(3);
  await updateEntry(camera, { id, metadata: { note: 1 } });
  await updateEntry(camera, { id, metadata: { note: 2 } });
  await deleteEntries(camera, { ids: [id] });
  const times = await records.ask<{ updated_at: Date }>(
    'select updated_at from resource_change where resource_id = $1 order by version',
    id,
  );
  const ascending = times.map(({ updated_at: time }) => time.getTime());
  assert.equal(ascending.length, 6);
  assert.deepEqual(
    ascending,
    [...new Set(ascending)].toSorted((one, other) => one - other),
  );
});
