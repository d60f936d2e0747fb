import { given, optional, type Setting } from './setting.js';
import { claim, duration, wholeNumber } from './setting-values.js';

function atMost(fallback: string, most: number, description: string) {
  return given(fallback, wholeNumber({ least: 1, most }), description);
}

/** How much one client may ask for, hold open, and take its time with. */
export const LIMIT_SETTINGS = {
  QUERY_TOKEN_LIMIT: atMost('10000', 1_000_000, 'How many tokens (names, signs and values) a GraphQL query may have.'),
  QUERY_DEPTH_LIMIT: atMost('12', 50, 'How many fields deep a query may be; the field at its root is the first.'),
  QUERY_FIELD_LIMIT: atMost(
    '1000',
    100_000,
    'How many fields an operation may select: aliases count each, fragments wherever they are spread.',
  ),
  QUERY_ROOT_FIELD_LIMIT: atMost('100', 10_000, 'How many fields an operation may have at its root.'),
  QUERY_COST_LIMIT: atMost(
    '10000',
    1_000_000_000,
    'How many objects an operation may be able to return, with page sizes multiplied: 100 owners with 20 resources each count 2,000 and a little.',
  ),
  INTROSPECTION: given('true', claim(), 'Whether clients may ask for the schema; the tools for developers need it.'),
  SUGGESTIONS: optional(
    'the same as `DEVELOPMENT`',
    claim(),
    'Whether a refused query is told which names it may have meant ("Did you mean ...?"), which are names of the schema.',
  ),
  OPERATIONS_PER_VIEWER: atMost(
    '100',
    1_000_000,
    'How many operations an account or a thing may have under way at once, and without a login an address (for IPv6 a /64 network). A subscription counts until it stands.',
  ),
  SOCKETS_PER_VIEWER: atMost(
    '100',
    1_000_000,
    'How many WebSockets an account or a thing may have open at once, on this server.',
  ),
  SOCKETS_PER_ADDRESS: atMost(
    '50',
    1_000_000,
    'How many WebSockets an address (for IPv6 a /64 network) may have open on which nobody has logged in yet; those behind a proxy share its address unless it is one of `TRUSTED_PROXIES`.',
  ),
  SUBSCRIPTIONS_PER_SOCKET: atMost('100', 100_000, 'How many subscriptions may stand on one WebSocket.'),
  SUBSCRIPTION_QUEUE_LIMIT: atMost(
    '256',
    100_000,
    'How many changes wait in memory for one subscriber; one that is slower still reads them from the history, and loses none.',
  ),
  SOCKET_IDLE_TIMEOUT: given(
    '5m',
    duration('100ms'),
    'After what time a WebSocket is closed on which no operation is under way and no subscription stands.',
  ),
  SOCKET_STALL_TIMEOUT: given(
    '60s',
    duration('100ms'),
    'After what time a WebSocket is cut whose client answers no ping, or takes nothing of what is sent to it.',
  ),
  BODY_STALL_TIMEOUT: given(
    '60s',
    duration('100ms'),
    'After what time a request is given up of whose body nothing comes, and an answer of which nothing is taken. The headers of a request have to be whole within it. As long as bytes flow, an upload may take a day.',
  ),
} as const satisfies Readonly<Record<string, Setting>>;
