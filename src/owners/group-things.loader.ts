import DataLoader from 'dataloader';
import { parsePageRequest } from '../paging/page-request.js';
import type { RequestContext } from '../request/context.js';
import type { ThingsArgs } from './owner.args.js';
import { OwnerFilter } from './owner.input.js';
import type { OwnerPage, OwnerQueries } from './owner.queries.js';

/** Which page of the things of groups; pages that differ in the group alone are read together. */
interface ThingsAsked {
  readonly groupId: string;
  readonly args: ThingsArgs;
  readonly isCounted: boolean;
}

/** The things of groups: one statement for each distinct set of arguments. */
export class GroupThingsLoader {
  constructor(private readonly owners: OwnerQueries) {}

  async load(context: RequestContext, asked: ThingsAsked): Promise<OwnerPage> {
    const { viewer } = context;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<ThingsAsked, OwnerPage, string>(
          async (keys) => {
            const shapes = [...new Set(keys.map(shapeOf))];
            const pages = new Map<string, OwnerPage>();
            for (const shape of shapes) {
              const alike = keys.filter((key) => shapeOf(key) === shape);
              const [first] = alike;
              if (first === undefined) continue;
              const page = parsePageRequest(first.args);
              const ask = { filter: new OwnerFilter(), page, isCounted: first.isCounted };
              const groupIds = alike.map((key) => key.groupId);
              const found = await this.owners.thingPages(viewer, ask, groupIds);
              found.forEach((things, index) => pages.set(`${shape} ${groupIds[index] ?? ''}`, things));
            }
            return keys.map((key) => pages.get(keyOf(key)) ?? new Error(`The things of ${key.groupId} were not read.`));
          },
          { cacheKeyFn: keyOf },
        ),
    );
    return loader.load(asked);
  }
}

function shapeOf({ args, isCounted }: ThingsAsked): string {
  return JSON.stringify([args, isCounted]);
}

function keyOf(asked: ThingsAsked): string {
  return `${shapeOf(asked)} ${asked.groupId}`;
}
