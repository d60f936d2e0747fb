import type { App } from './app.js';
import type { Config } from './config/config.js';

/** What the start prints for whoever typed it: where everything is, how to log in, and one line that works. */
export function welcome(app: App, config: Config): string {
  const { email, passwordFile } = app.administrator;
  const ide = `${app.url}/graphql`;
  const password = passwordFile === null ? 'the ADMIN_PASSWORD of the first start' : `the password in ${passwordFile}`;
  const typed = passwordFile === null ? '$ADMIN_PASSWORD' : `$(cat '${passwordFile}')`;
  const query = `mutation($password:String!){login(input:{email:\\"${email}\\",password:$password}){token expiresAt}}`;
  const body = `'{"query":"${query}","variables":{"password":"'"${typed}"'"}}'`;
  return `
Thingstore is ready.

  API    ${ide}  (subscriptions: ${ide.replace(/^http/, 'ws')})
  IDE    ${ide}  in a browser
  Data   ${config.dataFolder}
  Login  ${email} with ${password}

Try it in another terminal:

  curl -s ${ide} -H 'content-type: application/json' -d ${body}

Stop with Ctrl-C; everything is kept.

`;
}
