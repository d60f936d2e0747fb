import { escapeHtml } from './html.js';
import { FAVICON, MARK } from './mark.js';

/** What the IDE may load and do: its own files, its own server. Its editor writes styles and starts workers. */
export const IDE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL below a bar to log in. `assets` is the folder of its files, with a slash at the end. */
export function idePage(assets: string): string {
  const file = (name: string) => escapeHtml(assets + name);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Thingstore IDE</title>
<link rel="icon" href="${escapeHtml(FAVICON)}">
<link rel="stylesheet" href="${file('graphiql.css')}">
<link rel="stylesheet" href="${file('ide.css')}">
</head>
<body>
<noscript>The IDE needs JavaScript. The API itself does not: POST a query to this address.</noscript>
<header id="bar">
<a class="home" href="./">${MARK}Thingstore</a>
<form id="login" hidden>
<label>E-mail <input name="email" autocomplete="username" autocapitalize="none" spellcheck="false" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Log in</button>
</form>
<div id="account" hidden><span>Logged in as <strong id="who"></strong></span><button id="log-out" type="button">Log out</button></div>
<p id="problem" role="alert"></p>
</header>
<div id="root"></div>
<script src="${file('graphiql.js')}"></script>
<script src="${file('ide.js')}"></script>
</body>
</html>
`;
}
