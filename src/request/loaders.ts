/** The loaders of one request or one event: each is made when it is first asked for, and forgotten with the request. */
export class Loaders {
  private readonly made = new Map<object, unknown>();

  /** The loader that the maker makes; the maker itself, a constant, is what it is known by. */
  of<Loader>(maker: object, make: () => Loader): Loader {
    if (!this.made.has(maker)) this.made.set(maker, make());
    return this.made.get(maker) as Loader;
  }
}
