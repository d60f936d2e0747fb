import { raw, sql, type Sql } from '../database/sql.js';
import { EntryGrants, hasStillItsRole, reachesPath, type GrantsAsked } from './entry-grants.js';
import { reaches, roleFor, type Privilege, type PrivilegeAction, type PrivilegeObject } from './privilege.js';
import type { ResourceRole } from './resource-role.js';
import { AccountRole, type Subject, type Viewer } from './viewer.js';

/** Where an entry lies, as far as rights go. */
export interface EntryPlace {
  readonly projectId: string;
  readonly ownerId: string;
  readonly coownerId: string | null;
  readonly path: string;
}

/** What an operator may decide otherwise. */
export interface PermissionOptions {
  /** From which role on a member of a group reads the group's files. */
  readonly groupFileReadRole: 'viewer' | 'editor';
  /** From which account role on the units may be listed. */
  readonly unitsReadRole: AccountRole;
}

/**
 * The one place that decides who may do what. Every rule is a predicate of SQL, so that it is asked in the statement
 * that reads or writes, of what the database holds at that moment. docs/permissions.md explains the model.
 */
export class Permissions {
  private readonly grants: EntryGrants;

  constructor(private readonly options: PermissionOptions) {
    this.grants = new EntryGrants(options);
  }

  /** May the viewer read the entry? Over a row with project_id, owner_id, coowner_id and path. */
  readableEntries(viewer: Viewer, alias: string): Sql {
    return this.entriesWith(viewer, 'ResourceViewer', alias);
  }

  /** May the viewer change and remove the entry? A grant on either owner is enough. */
  writableEntries(viewer: Viewer, alias: string): Sql {
    return this.entriesWith(viewer, 'ResourceEditor', alias);
  }

  /** May the viewer see what it names by its id? Beside what it may read, pointers to what it administers. Over a row of resource. */
  knownEntries(viewer: Viewer, alias: string): Sql {
    return sql`(${this.readableEntries(viewer, alias)} or ${this.administeredPointers(viewer, alias)})`;
  }

  /** May the viewer remove what it names by its id? Beside what it may change, pointers to what it administers. Over a row of resource. */
  removableEntries(viewer: Viewer, alias: string): Sql {
    return sql`(${this.writableEntries(viewer, alias)} or ${this.administeredPointers(viewer, alias)})`;
  }

  /** Does the viewer hold this role, or one that includes it, where the entry lies? */
  entriesWith(viewer: Viewer, least: ResourceRole, alias: string): Sql {
    const row = raw(alias);
    const granted = this.grants.of(viewer, {
      least,
      owners: sql`array['', ${row}.owner_id, coalesce(${row}.coowner_id, '')]`,
    });
    return sql`(${row}.project_id = ${viewer.projectId} and (${this.grants.onProject(viewer, least)}
      or exists (select 1 from (${granted}) g where ${reachesPath('g.path', sql`${row}.path`)})))`;
  }

  /** What the viewer was given on entries: rows (owner_id, path, role), see EntryGrants. */
  grantsOf(viewer: Subject, asked: GrantsAsked): Sql {
    return this.grants.of(viewer, asked);
  }

  /** Does the viewer hold the role on the whole project? */
  holdsOnProject(viewer: Viewer, least: ResourceRole): Sql {
    return this.grants.onProject(viewer, least);
  }

  /** May the viewer see the owner record? Over a row of owner. */
  visibleOwners(viewer: Viewer, alias: string): Sql {
    const row = raw(alias);
    return sql`(${row}.project_id = ${viewer.projectId} and ${row}.deleted_at is null
      and (${this.ownersOfDomains(viewer, 'READ', alias)} or ${acquainted(viewer, row)}))`;
  }

  /** May the viewer do this to the owner record? Whether it sees it is another question. */
  ownersWith(viewer: Viewer, action: PrivilegeAction, alias: string): Sql {
    const row = raw(alias);
    return sql`(${row}.project_id = ${viewer.projectId} and ${row}.deleted_at is null
      and ${this.ownersOfDomains(viewer, action, alias)})`;
  }

  /** May the viewer set the members and the things of the group? Over a row of owner. */
  administrableGroups(viewer: Viewer, alias: string): Sql {
    if (viewer.kind === 'THING' || viewer.role === AccountRole.READ) return sql`false`;
    const row = raw(alias);
    return sql`(${this.ownersWith(viewer, 'UPDATE', alias)} or exists (
      select 1 from group_member m where m.project_id = ${row}.project_id and m.group_id = ${row}.id
        and m.account_id = ${viewer.accountId} and m.role = 'ADMIN' and ${hasStillItsRole(viewer)}))`;
  }

  /** The domains on which the account holds the privilege, with the role it needs; ids, as a query. */
  domainsWith(viewer: Viewer, privilege: Privilege): Sql {
    if (viewer.kind === 'THING' || !this.roleAllows(viewer.role, privilege)) return NO_DOMAIN;
    return domainsGranted(viewer, sql`g.privilege = ${privilege}`);
  }

  /** The domains on which the account holds any privilege on such objects, whatever its role: it knows of those there. */
  domainsKnownFor(viewer: Viewer, object: PrivilegeObject): Sql {
    return domainsGranted(viewer, sql`starts_with(g.privilege, ${`${object}.`})`);
  }

  /** The domains on which the account holds any privilege at all: it knows that they are there. */
  knownDomains(viewer: Viewer): Sql {
    return domainsGranted(viewer, sql`true`);
  }

  /**
   * What the account may do on a domain and not on another: what it would gain by moving something from there to here.
   * The names of privileges, as a query.
   */
  gainedByMoving(viewer: Viewer, move: { readonly from: string; readonly to: string }): Sql {
    return sql`${this.privilegesOn(viewer, move.to)} except ${this.privilegesOn(viewer, move.from)}`;
  }

  /** Is every entry of the owner the viewer's to change, those included that are not there yet? */
  editsAllOf(viewer: Viewer, ownerId: string): Sql {
    const granted = this.grants.of(viewer, { least: 'ResourceEditor', owners: sql`array['', ${ownerId}]::text[]` });
    return sql`exists (select 1 from (${granted}) g where g.path is null)`;
  }

  /** Does the account hold the privilege on the root domain, where what is of the whole project is administered? */
  onRootDomain(viewer: Viewer, privilege: Privilege): Sql {
    return sql`exists (select 1 from domain root where root.project_id = ${viewer.projectId} and root.parent_id is null
      and root.id in (${this.domainsWith(viewer, privilege)}))`;
  }

  /** The privileges that the account holds on a domain, from there or from above, whatever its role. Over a row of domain. */
  privilegesOn(viewer: Viewer, alias: string): Sql {
    if (viewer.kind === 'THING') return sql`select null::text where false`;
    return sql`select g.privilege from privilege_grant g
      join domain above on above.project_id = g.project_id and above.id = g.domain_id
      where g.project_id = ${viewer.projectId} and g.account_id = ${viewer.accountId}
        and starts_with(${raw(alias)}.tree, above.tree)`;
  }

  /**
   * May the viewer see, give (CREATE) or take back (DELETE) the roles there? Over a row with project_id, owner_id and
   * path, as a role assignment has them. A ResourceAdmin may within its scope, also when it does not see the owner.
   */
  scopesWith(viewer: Viewer, action: 'READ' | 'CREATE' | 'DELETE', alias: string): Sql {
    if (viewer.kind === 'THING') return sql`false`;
    const row = raw(alias);
    const administered = this.grants.of(viewer, {
      least: 'ResourceAdmin',
      owners: sql`array['', coalesce(${row}.owner_id, '')]`,
    });
    const domains = this.domainsWith(viewer, `Roles.${action}`);
    return sql`(${row}.project_id = ${viewer.projectId} and (
      exists (select 1 from (${administered}) g where ${reachesPath('g.path', sql`${row}.path`)})
      or case when ${row}.owner_id is null
        then exists (select 1 from domain d where d.project_id = ${row}.project_id and d.parent_id is null
          and d.id in (${domains}))
        else exists (select 1 from owner o where o.project_id = ${row}.project_id and o.id = ${row}.owner_id
          and o.domain_id in (${domains})) end))`;
  }

  /** The role that the privilege needs beside it. */
  roleFor(privilege: Privilege): AccountRole {
    return roleFor(privilege, this.options.unitsReadRole);
  }

  /** A ResourceAdmin of the source, while that is there, may cut every pointer to it, and so sees it, wherever it lies. */
  private administeredPointers(viewer: Viewer, alias: string): Sql {
    const row = raw(alias);
    return sql`(${row}.source_id is not null and exists (select 1 from resource source
      where source.project_id = ${row}.project_id and source.id = ${row}.source_id
        and ${this.entriesWith(viewer, 'ResourceAdmin', 'source')}))`;
  }

  private roleAllows(role: AccountRole, privilege: Privilege): boolean {
    return reaches(role, this.roleFor(privilege));
  }

  private ownersOfDomains(viewer: Viewer, action: PrivilegeAction, alias: string): Sql {
    const row = raw(alias);
    return sql`(case when ${row}.kind = 'GROUP'
      then ${row}.domain_id in (${this.domainsWith(viewer, `Groups.${action}`)})
      else ${row}.domain_id in (${this.domainsWith(viewer, `Owners.${action}`)}) end)`;
  }
}

const NO_DOMAIN = sql`select null::uuid where false`;

/** Privileges are inherited downwards. */
function domainsGranted(viewer: Viewer, condition: Sql): Sql {
  if (viewer.kind === 'THING') return NO_DOMAIN;
  return sql`select below.id from privilege_grant g
    join domain d on d.project_id = g.project_id and d.id = g.domain_id
    join domain below on below.project_id = d.project_id and starts_with(below.tree, d.tree)
    where g.project_id = ${viewer.projectId} and g.account_id = ${viewer.accountId} and ${condition}
      and ${hasStillItsRole(viewer)}`;
}

/** A thing sees itself and its group; a member sees the group. */
function acquainted(viewer: Viewer, row: Sql): Sql {
  if (viewer.kind === 'ACCOUNT') {
    return sql`exists (select 1 from group_member m where m.project_id = ${row}.project_id and m.group_id = ${row}.id
      and m.account_id = ${viewer.accountId})`;
  }
  return sql`(${row}.id = ${viewer.ownerId} or ${row}.id = (
    select self.group_id from owner self where self.project_id = ${viewer.projectId} and self.id = ${viewer.ownerId}))`;
}
