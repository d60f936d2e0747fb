import type { App } from './app.js';
import type { Config } from './config/config.js';

type Administrator = NonNullable<App['administrator']>;

/** What the start prints for whoever typed it: where everything is, how to log in, and one line that works. */
export function welcome(app: App, config: Config): string {
  const ide = `${app.url}/graphql`;
  const { s3 } = config.storage;
  const bytes = s3 === null ? '' : `  Bytes  ${s3.endpoint}/${s3.bucket}\n`;
  const login = app.administrator === null ? '' : `  Login  ${loginOf(app.administrator)}\n`;
  return `
Thingstore is ready.

  API    ${ide}  (subscriptions: ${ide.replace(/^http/, 'ws')})
  IDE    ${ide}  in a browser
  Data   ${config.dataFolder}
${bytes}${login}
${firstSteps(app)}
Stop with Ctrl-C; everything is kept.

`;
}

/** Who may log in, and with what: "admin@localhost with the password in /data/admin-password". */
export function loginOf({ email, passwordFile }: Administrator): string {
  const password =
    passwordFile === null
      ? 'the password given as ADMIN_PASSWORD at the first start'
      : `the password in ${passwordFile}`;
  return `${email} with ${password}`;
}

/** A line to paste into a shell. It asks at the local address: a public one may not lead here yet. */
function firstSteps({ url, localUrl, administrator }: App): string {
  if (administrator?.passwordFile == null) {
    return `Try it in another terminal; ${url}/ in a browser shows how to log in from there:

  curl -s ${shellWord(`${localUrl}/readyz`)}
`;
  }
  const { email, passwordFile } = administrator;
  const known = `{"userName":${JSON.stringify(email)},"password":"`;
  const body = `${shellText(known)}"$(cat ${shellWord(passwordFile)})"${shellText('"}')}`;
  return `Try it in another terminal:

  curl -s ${shellWord(`${localUrl}/auth/login`)} -H 'content-type: application/json' -d ${body}
`;
}

/** As one word of a shell, quoted where it has to be. */
function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : shellText(text);
}

function shellText(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
