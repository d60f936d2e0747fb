import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries, updateEntry } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import type { TranslationsForQueryVariables } from '../support/generated/graphql.js';
import { assign, person } from '../support/people.js';
import { Records } from '../support/records.js';
import { reading, statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const TRANSLATIONS = graphql(`
  query TranslationsFor($ownerId: ID!, $locale: String!, $fallback: String, $path: String) {
    translations(ownerId: $ownerId, locale: $locale, fallback: $fallback, path: $path) {
      data
      locales
      version
    }
  }
`);

const ownerId = 'system';

describe('translations', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    records = await Records.open(thingstore.databaseUrl);
    for (const id of [ownerId, 'other']) await createOwner(root, { id, kind: 'SYSTEM', name: id });
    const words = {
      en: { hello: 'Hello', bye: 'Bye', menu: { open: 'Open', close: 'Close' }, days: ['Mon', 'Tue'] },
      fr: { hello: 'Bonjour', menu: { open: 'Ouvrir' }, days: ['lun'] },
      'fr-CA': { hello: 'Allô' },
      'zh-Hant': { hello: '您好' },
      zh: { hello: '你好', bye: '再见' },
    };
    for (const [locale, data] of Object.entries(words)) await say(`i18n/${locale}`, data);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const say = (path: string, data: unknown) => createEntry(root, { ownerId, path, data });
  const ask = async (asked: Partial<TranslationsForQueryVariables>, client = root) =>
    // The defaults are asked for by leaving out, not by null.
    (await client.request(TRANSLATIONS, { ownerId, locale: 'en', ...asked })).translations;

  it('are those of the locale over those of its language over the fallback [S1-027]', async () => {
    const { data, locales } = await ask({ locale: 'fr-CA' });
    assert.deepEqual(data, {
      hello: 'Allô',
      bye: 'Bye',
      menu: { open: 'Ouvrir', close: 'Close' },
      days: ['lun'],
    });
    assert.deepEqual(locales, ['fr-CA', 'fr', 'en']);
    const english = await createEntry(root, { ownerId: 'other', path: 'i18n/en', data: {} });
    assert.deepEqual([english.kind, english.details], ['I18N', null]);
  });

  it('go by script before language', async () => {
    const { data, locales } = await ask({ locale: 'zh-Hant-TW' });
    assert.deepEqual([data['hello'], data['bye'], locales], ['您好', '再见', ['zh-Hant', 'zh', 'en']]);
    assert.deepEqual((await ask({ locale: 'zh-Hans' })).locales, ['zh', 'en']);
  });

  it('fall back where the locale has none, to what is asked for, or to nothing', async () => {
    assert.deepEqual((await ask({ locale: 'it' })).locales, ['en']);
    assert.deepEqual((await ask({ locale: 'it', fallback: 'fr-CA' })).locales, ['fr-CA', 'fr']);
    assert.deepEqual((await ask({ locale: 'fr', fallback: null })).locales, ['fr']);
    const none = await ask({ locale: 'it', fallback: null });
    assert.deepEqual([none.data, none.locales], [{}, []]);
  });

  it('are found without regard to case; of several the one that is written as BCP 47 has it', async () => {
    assert.deepEqual((await ask({ locale: 'FR-ca' })).locales, ['fr-CA', 'fr', 'en']);
    await say('i18n/pt-br', { hello: 'small' });
    assert.deepEqual((await ask({ locale: 'pt-BR', fallback: null })).data, { hello: 'small' });
    await say('i18n/PT-BR', { hello: 'large' });
    assert.deepEqual((await ask({ locale: 'pt-BR', fallback: null })).data, { hello: 'large' });
    await say('i18n/pt-BR', { hello: 'right' });
    assert.deepEqual((await ask({ locale: 'pt-BR', fallback: null })).data, { hello: 'right' });
  });

  it('are by name below a path of their own, which are no locales of what is above', async () => {
    await say('i18n/app/de', { title: 'App' });
    await say('words/de', { title: 'elsewhere' });
    assert.deepEqual((await ask({ locale: 'de', path: 'i18n/app' })).data, { title: 'App' });
    assert.deepEqual((await ask({ locale: 'de', path: 'words' })).data, { title: 'elsewhere' });
    assert.deepEqual((await ask({ locale: 'de' })).locales, ['en']);
    assert.deepEqual((await ask({ locale: 'de', path: 'i18n/ap', fallback: null })).locales, []);
  });

  it('are JSON objects that are not archived and of no co-owner', async () => {
    await say('i18n/nl', [1, 2]);
    await createEntry(root, { ownerId, path: 'i18n/sv', data: null, text: '{"hello": "Hej"}' });
    await createEntry(root, { ownerId, coownerId: 'other', path: 'i18n/da', data: { hello: 'Hej' } });
    const archived = await say('i18n/no', { hello: 'Hei' });
    await records.ask('update resource set archived_at = now() where id = $1', archived.id);
    for (const locale of ['nl', 'sv', 'da', 'no']) {
      assert.deepEqual((await ask({ locale, fallback: null })).locales, [], locale);
    }
  });

  it('have a version that changes with what is said and with who says it, and with nothing else', async () => {
    const asked = { locale: 'es-MX', fallback: 'es', path: 'i18n/versions' };
    const version = async () => (await ask(asked)).version;
    const seen = [await version()];
    const spanish = await say('i18n/versions/es', { hello: 'Hola', bye: 'Adiós' });
    seen.push(await version());
    const mexican = await say('i18n/versions/es-MX', { hello: 'Hola' });
    seen.push(await version());
    await updateEntry(root, { id: spanish.id, data: { hello: '¡Hola!', bye: 'Adiós' } });
    seen.push(await version());
    assert.equal(new Set(seen).size, seen.length);
    await say('i18n/versions/en', { hello: 'Hello' });
    await updateEntry(root, { id: spanish.id, metadata: { by: 'somebody' } });
    await updateEntry(root, { id: spanish.id, data: { bye: 'Adiós', hello: '¡Hola!' } });
    assert.equal(await version(), seen.at(-1));
    await deleteEntries(root, { ids: [mexican.id] });
    assert.ok(!seen.includes(await version()));
  });

  it('are what the viewer may read, and empty where there is nothing to see', async () => {
    const reader = await person(thingstore, 'READ');
    const nothing = await ask({ locale: 'fr-CA' }, reader.client);
    assert.deepEqual([nothing.data, nothing.locales], [{}, []]);
    assert.deepEqual(await ask({ locale: 'fr-CA', ownerId: 'nobody' }, reader.client), nothing);
    await assign(root, reader, { role: 'ResourceViewer', ownerId, path: 'i18n/fr' });
    const partly = await ask({ locale: 'fr-CA' }, reader.client);
    assert.deepEqual(partly.locales, ['fr']);
    assert.notEqual(partly.version, (await ask({ locale: 'fr-CA' })).version);
    await assign(root, reader, { role: 'ResourceViewer', ownerId, path: 'i18n' });
    assert.deepEqual(await ask({ locale: 'fr-CA' }, reader.client), await ask({ locale: 'fr-CA' }));
  });

  it('are refused for what is no locale, by name, and for what is no path', async () => {
    for (const [asked, property] of [
      [{ locale: 'fr_CA' }, 'locale'],
      [{ locale: '' }, 'locale'],
      [{ locale: 'fr', fallback: 'english_words' }, 'fallback'],
      [{ locale: 'fr', path: 'i18n/../en' }, 'path'],
      [{ locale: 'fr', ownerId: 'no/id' }, 'ownerId'],
    ] as const) {
      const { extensions } = await root.refusal(TRANSLATIONS, { ownerId, ...asked });
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', property]);
    }
  });

  it('are one statement', async () => {
    const statements = await statementsOf(() => ask({ locale: 'zh-Hant-TW' }));
    assert.equal(reading('resource', statements).length, 1);
  });
});
