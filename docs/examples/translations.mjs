// Keeps translations below "i18n" of a system, and reads them as a front end does: merged for the user's locale, and only
// when they changed.
//
//   THINGSTORE_URL=http://localhost:4000 THINGSTORE_TOKEN=<token of login> node translations.mjs <system id>

const { THINGSTORE_URL = 'http://localhost:4000', THINGSTORE_TOKEN = '' } = process.env;
const [ownerId] = process.argv.slice(2);

const PUT = `mutation ($input: CreateResourceInput!) { putResource(input: $input) { id } }`;
const TRANSLATIONS = `query ($ownerId: ID!, $locale: String!) {
  translations(ownerId: $ownerId, locale: $locale, fallback: "en") { data locales version }
}`;
const VERSION = `query ($ownerId: ID!, $locale: String!) {
  translations(ownerId: $ownerId, locale: $locale, fallback: "en") { version }
}`;

async function ask(query, variables) {
  const response = await fetch(`${THINGSTORE_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${THINGSTORE_TOKEN}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n'));
  return data;
}

const words = {
  en: { greeting: { hello: 'Hello', bye: 'Good-bye' } },
  fr: { greeting: { hello: 'Bonjour', bye: 'Au revoir' } },
  'fr-CA': { greeting: { hello: 'Allô' } },
};
for (const [locale, data] of Object.entries(words)) {
  await ask(PUT, { input: { ownerId, path: `i18n/${locale}`, data } });
}

const asked = { ownerId, locale: 'fr-CA' };
const { translations } = await ask(TRANSLATIONS, asked);
console.log(`${translations.locales.join(' over ')}: ${JSON.stringify(translations.data)}`);

// What a front end has in its cache holds as long as the version is the same.
const isFresh = async () => (await ask(VERSION, asked)).translations.version === translations.version;
console.log(`Fresh: ${await isFresh()}.`);
await ask(PUT, { input: { ownerId, path: 'i18n/fr', data: { greeting: { hello: 'Salut', bye: 'À bientôt' } } } });
console.log(`Fresh after a change: ${await isFresh()}.`);
