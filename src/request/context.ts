import type { Viewer } from '../auth/viewer.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { Loaders } from './loaders.js';

/** Finds the built resolver of a class: what a subscription's decorator, which has no instance, opens its stream with. */
export type ResolverOf = <Built>(constructor: new (...parts: never[]) => Built) => Built;

/** What a resolver is given. */
export class RequestContext {
  readonly loaders = new Loaders();

  constructor(
    private readonly parts: {
      /** Who is asking; null when nobody is logged in. */
      readonly viewer: Viewer | null;
      /** In the answer's errors and in the log lines of this request. */
      readonly requestId: string;
      /** Where it comes from, in the form that addresses are counted by. */
      readonly clientAddress: string;
      readonly resolverOf: ResolverOf;
    },
  ) {}

  get knownViewer(): Viewer | null {
    return this.parts.viewer;
  }

  get requestId(): string {
    return this.parts.requestId;
  }

  get clientAddress(): string {
    return this.parts.clientAddress;
  }

  /** Who is asking. The step before execution lets nobody further without. */
  get viewer(): Viewer {
    if (this.parts.viewer === null) throw new Unauthenticated();
    return this.parts.viewer;
  }

  resolverOf<Built>(constructor: new (...parts: never[]) => Built): Built {
    return this.parts.resolverOf(constructor);
  }

  /** The same request with fresh loaders: one for each event of a subscription. */
  fresh(): RequestContext {
    return new RequestContext(this.parts);
  }
}
