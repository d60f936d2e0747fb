import type { Viewer } from './viewer.js';

/** An API key that was shown and holds: it says of which project a request is, and from which client. */
export interface ApiKeyInUse {
  readonly projectId: string;
  readonly id: string;
}

/** What a request or a socket was found to come with. */
export interface Caller {
  /** Who is asking; null when nobody is logged in. */
  readonly viewer: Viewer | null;
  /** Null when none was shown. It never gives a right. */
  readonly apiKey: ApiKeyInUse | null;
}
