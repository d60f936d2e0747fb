import { IDE_QUERIES } from './ide-queries.js';

/** Where the token of the login is kept: for this tab of the browser, until it is closed. */
const STORED_AS = 'thingstore:login';

/**
 * Runs in the browser after GraphiQL's own script: the login bar, and how GraphiQL sends what is typed into it. The
 * login goes into HTTP requests and into connection_init of subscriptions; an authorization header typed into the
 * Headers tab goes before it in both, and an x-api-key beside it.
 */
export const IDE_SCRIPT = `'use strict';
const element = (id) => document.getElementById(id);
const assets = document.currentScript.src.replace(/[^/]*$/, '');
const workers = { graphql: 'graphql-worker.js', json: 'json-worker.js' };
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_id, label) => assets + (workers[label] || 'editor-worker.js') };

// ---- the login

const WHO = 'query Who { viewer { kind } }';

let login = JSON.parse(sessionStorage.getItem('${STORED_AS}'));

function keepLogin(value) {
  login = value;
  if (value === null) sessionStorage.removeItem('${STORED_AS}');
  else sessionStorage.setItem('${STORED_AS}', JSON.stringify(value));
  showLogin('');
}

function showLogin(problem) {
  element('login').hidden = login !== null;
  element('account').hidden = login === null;
  element('problem').textContent = problem;
  if (login === null) return;
  element('who').textContent = login.email;
  element('who').title = 'Logged in until ' + new Date(login.expiresAt).toLocaleString();
}

function forgetLogin(problem) {
  keepLogin(null);
  showLogin(problem);
}

async function logIn(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector('button');
  button.disabled = true;
  showLogin('');
  const email = form.email.value.trim();
  // Not by GraphQL, which may need an API key.
  const { token, expiresAt, error, errors } = await post('auth/login', { userName: email, password: form.password.value }, {});
  button.disabled = false;
  if (error || errors) return showLogin((error || errors[0]).message);
  form.password.value = '';
  keepLogin({ token, expiresAt, email });
}

// ---- how requests are sent

/** What is typed into the Headers tab, and the login where no authorization is typed. */
function withLogin(typed) {
  const isTyped = Object.keys(typed).some((name) => name.toLowerCase() === 'authorization');
  return login === null || isTyped ? typed : { ...typed, authorization: 'Bearer ' + login.token };
}

function isOurs(headers) {
  return login !== null && headers.authorization === 'Bearer ' + login.token;
}

/** The answer of the server; whatever else happens is told in the shape of one. */
async function post(address, request, headers) {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(request),
    });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      return { errors: [{ message: 'The answer (HTTP ' + response.status + ') is not JSON: ' + text.slice(0, 200) }] };
    }
  } catch (error) {
    return { errors: [{ message: 'The server cannot be reached: ' + error.message }] };
  }
}

/** Whether the login does not hold: an API key that is missing says nothing of it. */
function isUnauthenticated(answer) {
  return (answer.errors || []).some(
    ({ extensions }) => extensions && extensions.code === 'UNAUTHENTICATED' && extensions.property !== 'x-api-key',
  );
}

async function ask(request, headers) {
  const answer = await post(location.pathname, request, headers);
  if (isOurs(headers) && isUnauthenticated(answer)) forgetLogin('The login is over. Please log in again.');
  return answer;
}

/** One subscription on a socket of its own (protocol graphql-transport-ws), as the Observable that GraphiQL takes. */
function subscription(request, headers) {
  return {
    subscribe(observer) {
      const socket = new WebSocket(location.href.replace(/^http/, 'ws').replace(/[?#].*$/, ''), 'graphql-transport-ws');
      const send = (message) => socket.send(JSON.stringify(message));
      const credentials = Object.fromEntries(
        Object.entries(headers).filter(([name]) => ['authorization', 'x-api-key'].includes(name.toLowerCase())),
      );
      let isOver = false;
      const finish = (answer) => {
        if (isOver) return;
        isOver = true;
        if (answer) observer.next(answer);
        observer.complete();
        socket.close(1000);
      };
      socket.onopen = () => send({ type: 'connection_init', payload: credentials });
      socket.onmessage = ({ data }) => {
        if (isOver) return;
        const { type, payload } = JSON.parse(data);
        if (type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: request });
        if (type === 'ping') send({ type: 'pong' });
        if (type === 'next') observer.next(payload);
        if (type === 'error') finish({ errors: payload });
        if (type === 'complete') finish();
      };
      socket.onclose = ({ code, reason }) => {
        // Is it the login that does not hold, or an API key? The answer to this tells.
        if (code === 4401 && isOurs(headers)) ask({ query: WHO }, withLogin({}));
        const why = code === 1006 ? 'the server cannot be reached' : [code, reason].filter(Boolean).join(' ');
        finish({ errors: [{ message: 'The subscription ended: ' + why.replace(/\\.$/, '') + '. Run it again to go on.' }] });
      };
      return {
        unsubscribe() {
          isOver = true;
          socket.close(1000);
        },
      };
    },
  };
}

function isSubscription({ operationName }, { documentAST } = {}) {
  const operations = documentAST ? documentAST.definitions.filter(({ kind }) => kind === 'OperationDefinition') : [];
  const chosen = operations.length === 1 ? operations[0] : operations.find(({ name }) => name && name.value === operationName);
  return chosen !== undefined && chosen.operation === 'subscription';
}

async function fetcher({ query, variables, operationName }, options = {}) {
  const request = { query, variables, operationName };
  const headers = withLogin(options.headers || {});
  return isSubscription(request, options) ? subscription(request, headers) : ask(request, headers);
}

// ---- start

/** The tab that was open last; without these words GraphiQL adds an empty tab on every reload. */
function openTab() {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState'));
    const { query, variables } = tabs[activeTabIndex];
    return { initialQuery: query || '', initialVariables: variables || '', initialHeaders: '' };
  } catch {
    return {};
  }
}

element('login').addEventListener('submit', logIn);
element('log-out').addEventListener('click', () => keepLogin(null));
showLogin('');
if (login !== null) ask({ query: WHO }, withLogin({}));

YogaGraphiQL.renderYogaGraphiQL(element('root'), {
  fetcher,
  title: '',
  logo: '',
  ...openTab(),
  defaultTabs: ${JSON.stringify(IDE_QUERIES.map((query) => ({ query })))},
  // Keys and tokens typed into the Headers tab are not for keeping.
  shouldPersistHeaders: false,
  // Else every key pressed would rewrite the address, and a reload would run the query instead of showing this page.
  onEditQuery: () => undefined,
});
`;
