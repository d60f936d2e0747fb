import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { databaseErrorCode } from '../database/outage.js';
import { sql, type Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { DomainExists } from './account.errors.js';
import { AdministeredDomains } from './administered-domain.js';
import { requireAccount } from './administrating-account.js';
import { parseDomainName } from './domain-name.js';
import { toDomain, type DomainRow } from './domain-row.js';
import { depthOf, holdDomainTree, pathBelow, requireRoom } from './domain-tree.js';
import type { Domain } from './domain.entity.js';
import type { CreateDomainInput, UpdateDomainInput } from './domain.input.js';

const FOREIGN_KEY_VIOLATION = '23503';

/** The tree of domains. */
export class DomainService {
  private readonly domains: AdministeredDomains;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {
    this.domains = new AdministeredDomains(parts.permissions);
  }

  /** Those on which the account holds Domains.READ, by path. */
  async list(viewer: Viewer): Promise<Domain[]> {
    const { database, permissions } = this.parts;
    const rows = await database.statement<DomainRow>(sql`
      select d.* from domain d where d.project_id = ${viewer.projectId}
        and d.id in (${permissions.domainsWith(viewer, 'Domains.READ')})
      order by d.path collate "C"`);
    return rows.map(toDomain);
  }

  /** Errors: INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, FORBIDDEN, DOMAIN_EXISTS. */
  async create(viewer: Viewer, input: CreateDomainInput): Promise<Domain> {
    const name = parseDomainName(input.name);
    requireAccount(viewer);
    const { projectId } = viewer;
    return this.changingTree(viewer, async (tx) => {
      const parent = await this.domains.require(tx, viewer, {
        ...{ id: input.parentId ?? null, property: 'parentId', privilege: 'Domains.CREATE' },
        what: 'Creating a domain there',
      });
      const path = pathBelow(parent, name);
      requireRoom({ depth: depthOf(path), bytes: Buffer.byteLength(path) }, 'parentId');
      const { random, clock } = this.parts;
      const insert = sql`
        insert into domain (project_id, id, parent_id, name, path, created_at)
        values (${projectId}, ${random.id()}, ${parent.id}, ${name}, ${path}, ${clock.now()}) returning *`;
      const [row] = await this.written(tx, name, insert);
      if (row === undefined) throw new Error('A domain was written and not answered.');
      return toDomain(row);
    });
  }

  /** Renames or moves. Errors: INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, FORBIDDEN, DOMAIN_EXISTS. */
  async update(viewer: Viewer, input: UpdateDomainInput): Promise<Domain> {
    if (input.name === null) throw new InvalidArguments('name', 'A domain keeps a name: it cannot be removed.');
    const { parentId } = input;
    if (parentId === null) {
      throw new InvalidArguments(
        'parentId',
        'A domain always lies below another: name the root domain to move it there.',
      );
    }
    const newName = input.name === undefined ? null : parseDomainName(input.name);
    requireAccount(viewer);
    return this.changingTree(viewer, async (tx) => {
      const domain = await this.domains.require(tx, viewer, {
        ...{ id: input.id, property: 'id', privilege: 'Domains.UPDATE', what: 'Changing a domain' },
      });
      if (domain.parent_id === null) throw new InvalidArguments('id', 'The root domain is neither moved nor renamed.');
      const parent = await this.newParent(tx, viewer, { domain, parentId });
      return this.place(tx, domain, { parent, name: newName ?? domain.name });
    });
  }

  /** Errors: INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, FORBIDDEN. */
  async delete(viewer: Viewer, id: string): Promise<string> {
    requireAccount(viewer);
    const work = async (tx: Transaction): Promise<string> => {
      await holdDomainTree(tx, viewer.projectId);
      const domain = await this.domains.require(tx, viewer, {
        ...{ id, property: 'id', privilege: 'Domains.DELETE', what: 'Deleting a domain' },
      });
      if (domain.parent_id === null) throw new InvalidArguments('id', 'The root domain is never deleted.');
      await tx.query(sql`delete from domain where project_id = ${viewer.projectId} and id = ${domain.id}`);
      return domain.id;
    };
    try {
      return await this.parts.database.transaction(work);
    } catch (cause) {
      // Whatever lies in a domain holds it by a foreign key: domains, owners, thing types.
      if (databaseErrorCode(cause) !== FOREIGN_KEY_VIOLATION) throw cause;
      throw new InvalidArguments(
        'id',
        'Only an empty domain is deleted: domains, owners (also deleted ones) or thing types are in it.',
      );
    }
  }

  /** The domain that it shall lie in: where it is, or one that the viewer may put domains into, but not below itself. */
  private async newParent(
    tx: Transaction,
    viewer: Viewer,
    { domain, parentId }: { readonly domain: DomainRow; readonly parentId: string | undefined },
  ): Promise<Pick<DomainRow, 'id' | 'tree'> | null> {
    if (parentId === undefined || parentId.toLowerCase() === domain.parent_id) return null;
    const parent = await this.domains.require(tx, viewer, {
      ...{ id: parentId, property: 'parentId', privilege: 'Domains.CREATE', what: 'Moving a domain there' },
    });
    if (parent.tree.startsWith(domain.tree)) {
      throw new InvalidArguments('parentId', 'A domain does not move below itself.');
    }
    await this.domains.refuseGain(tx, viewer, { from: domain.id, to: parent.id });
    return parent;
  }

  /** Gives the domain its place, and all domains below it theirs. */
  private async place(
    tx: Transaction,
    domain: DomainRow,
    { parent, name }: { readonly parent: Pick<DomainRow, 'id' | 'tree'> | null; readonly name: string },
  ): Promise<Domain> {
    const tree = parent?.tree ?? domain.path.slice(0, -domain.name.length);
    const path = pathBelow({ tree }, name);
    const [deepest] = await tx.query<{ depth: number; bytes: number }>(sql`
      select max(length(p.path) - length(replace(p.path, '/', '')))::integer as depth, max(octet_length(p.path)) as bytes
      from (select ${path}::text || substr(path, length(${domain.path}) + 1) as path from domain
        where project_id = ${domain.project_id} and starts_with(tree, ${domain.tree})) p`);
    if (deepest !== undefined) requireRoom(deepest, parent === null ? 'name' : 'parentId');
    const update = sql`
      update domain set path = ${path}::text || substr(path, length(${domain.path}) + 1),
        name = case when id = ${domain.id} then ${name} else name end,
        parent_id = case when id = ${domain.id} then ${parent?.id ?? domain.parent_id}::uuid else parent_id end
      where project_id = ${domain.project_id} and starts_with(tree, ${domain.tree}) returning *`;
    const rows = await this.written(tx, name, update);
    const row = rows.find(({ id }) => id === domain.id);
    if (row === undefined) throw new Error('A domain was written and not answered.');
    return toDomain(row);
  }

  private async changingTree(viewer: Viewer, work: (tx: Transaction) => Promise<Domain>): Promise<Domain> {
    return this.parts.database.transaction(async (tx) => {
      await holdDomainTree(tx, viewer.projectId);
      return work(tx);
    });
  }

  /** Writes a domain; its path is its own. Errors: DOMAIN_EXISTS. */
  private async written(tx: Transaction, name: string, statement: Sql): Promise<DomainRow[]> {
    return translatingConstraints({ domain_path_unique: () => new DomainExists(name) }, () =>
      tx.query<DomainRow>(statement),
    );
  }
}
