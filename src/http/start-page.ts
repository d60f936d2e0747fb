import { cspHash, escapeHtml } from './html.js';
import { FAVICON, MARK } from './mark.js';
import { START_PAGE_SCRIPT } from './start-page-script.js';
import { START_PAGE_STYLE } from './start-page-style.js';

const SANDBOX = 'https://studio.apollographql.com/sandbox/explorer';

/** What the start page may load and do: its own style and script, and asking its own server. */
export const START_PAGE_POLICY = [
  "default-src 'none'",
  `style-src ${cspHash(START_PAGE_STYLE)}`,
  `script-src ${cspHash(START_PAGE_SCRIPT)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface StartPage {
  /** Where clients reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** Left out: the page does not say which version runs. */
  readonly version: string | undefined;
  /** Whether to link to tools that load from the internet. */
  readonly isDevelopment: boolean;
}

/** What runs here, whether it is ready, how to log in, and where to go on. */
export function startPage({ publicUrl, version, isDevelopment }: StartPage): string {
  const endpoint = `${publicUrl}/graphql`;
  const sandbox = `${SANDBOX}?endpoint=${encodeURIComponent(endpoint)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Thingstore</title>
<link rel="icon" href="${escapeHtml(FAVICON)}">
<style>${START_PAGE_STYLE}</style>
</head>
<body>
<main>
<header>
${MARK}
<h1>Thingstore</h1>
${version === undefined ? '' : `<span class="version">version ${escapeHtml(version)}</span>`}
<p class="state" role="status"><a href="readyz">Is it ready?</a></p>
</header>
<p class="lead">Keeps what connected things capture: images, recordings, files and JSON. Ask for it over GraphQL, and be told the moment something new is readable. Devices that have only HTTP send and fetch files over REST.</p>
<nav aria-label="Tools">
<a class="button first" href="graphql">Open the IDE</a>
<a class="button" href="openapi.json">REST for devices (OpenAPI)</a>
${isDevelopment ? `<a class="button" href="${escapeHtml(sandbox)}" rel="noreferrer">Apollo Sandbox (needs internet)</a>` : ''}
</nav>
<section aria-labelledby="log-in">
<h2 id="log-in">Log in</h2>
<p>The start printed the administrator’s e-mail. Its password is the one given as <code>ADMIN_PASSWORD</code> at the first start, or else the text of the file <code>admin-password</code> in the data folder. In the IDE, type both into the bar at the top. In a terminal:</p>
${copyable(loginLines(publicUrl), 'login')}
</section>
<section aria-labelledby="first-query">
<h2 id="first-query">First query</h2>
<p>The newest captures, with the token of the login. A device shows its key instead: <code>Authorization: Thing &lt;key&gt;</code>.</p>
${copyable(queryLines(endpoint), 'query')}
</section>
<footer>GraphQL at <code>${escapeHtml(endpoint)}</code>, subscriptions at <code>${escapeHtml(endpoint.replace(/^http/, 'ws'))}</code>. For monitoring: <a href="healthz">/healthz</a> (the process lives), <a href="readyz">/readyz</a> (it can answer).</footer>
</main>
<script>${START_PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function loginLines(publicUrl: string): string {
  return `EMAIL='admin@localhost' PASSWORD='…'
TOKEN=$(curl -s '${publicUrl}/auth/login' -H 'content-type: application/json' \\
  -d '{ "userName": "'"$EMAIL"'", "password": "'"$PASSWORD"'" }' \\
  | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`;
}

function queryLines(endpoint: string): string {
  return `curl -s '${endpoint}' \\
  -H 'content-type: application/json' -H "authorization: Bearer $TOKEN" -d '{
    "query": "{ resources(first: 5) { nodes { ownerId path type dataCreatedAt } } }"
  }'`;
}

function copyable(text: string, name: string): string {
  return `<div class="copyable"><pre><code>${escapeHtml(text)}</code></pre><button type="button" hidden aria-label="Copy the commands: ${name}">Copy</button></div>`;
}
