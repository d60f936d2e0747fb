import { empty, raw, sql, type Sql } from '../database/sql.js';
import { rolesFrom, type ResourceRole } from './resource-role.js';
import { AccountRole, type Subject } from './viewer.js';

/** The folder of a group that its members and things share. */
const GROUP_FOLDER = 'files';

type SubjectAccount = Extract<Subject, { kind: 'ACCOUNT' }>;
type SubjectThing = Extract<Subject, { kind: 'THING' }>;

/** Which grants: those that include a role, and of some owners only where those are known. */
export interface GrantsAsked {
  readonly least: ResourceRole;
  /** SQL of an array of owner ids; '' in it stands for grants on the whole project. Left out: all owners. */
  readonly owners?: Sql;
}

/**
 * What a viewer was given on entries, wherever it comes from: roles assigned to the account or to anyone, membership of
 * groups, and for a thing itself and its group. A query of rows (owner_id, path, role): without an owner the whole
 * project, without a path all entries of the owner, else the path and all below it.
 */
export class EntryGrants {
  constructor(private readonly options: { readonly groupFileReadRole: 'viewer' | 'editor' }) {}

  of(viewer: Subject, asked: GrantsAsked): Sql {
    // The role of an account is the ceiling of what it may do at all.
    if (viewer.kind === 'ACCOUNT' && viewer.role === AccountRole.READ && asked.least !== 'ResourceViewer') return NONE;
    const assigned = assignedTo(viewer, asked);
    const derived = viewer.kind === 'THING' ? ofThing(viewer, asked) : this.ofMember(viewer, asked);
    if (viewer.kind === 'THING' || asked.least === 'ResourceViewer') return sql`${assigned}${derived}`;
    return sql`select * from (${assigned}${derived}) given where ${hasStillItsRole(viewer)}`;
  }

  /** A role on the whole project: one look for a whole statement, whatever rows it reads. */
  onProject(viewer: Subject, least: ResourceRole): Sql {
    return sql`(select exists (${this.of(viewer, { least, owners: sql`array['']` })}))`;
  }

  private ofMember(viewer: SubjectAccount, { least, owners }: GrantsAsked): Sql {
    if (least === 'ResourceAdmin') return empty;
    const mayRead = least === 'ResourceViewer' && this.options.groupFileReadRole === 'viewer';
    const roles = mayRead ? ['VIEWER', 'EDITOR', 'ADMIN'] : ['EDITOR', 'ADMIN'];
    return sql`
      union all
      select m.group_id, ${GROUP_FOLDER}::text,
        case when m.role = 'VIEWER' then 'ResourceViewer' else 'ResourceEditor' end
      from group_member m
      where m.project_id = ${viewer.projectId} and m.account_id = ${viewer.accountId} and m.role = any(${roles}::text[])
        ${amongOwners('m.group_id', owners)}`;
  }
}

/**
 * Has the account the role that it had when it was asked who it is? It is the ceiling of all changes, and may have been
 * taken while a request waited.
 */
export function hasStillItsRole(viewer: SubjectAccount): Sql {
  return sql`(select a.role = ${viewer.role} from account a
    where a.project_id = ${viewer.projectId} and a.id = ${viewer.accountId})`;
}

const NONE = sql`select null::text as owner_id, null::text as path, null::text as role where false`;

function assignedTo(viewer: Subject, { least, owners }: GrantsAsked): Sql {
  const principals = viewer.kind === 'ACCOUNT' ? [viewer.accountId, 'any'] : ['any'];
  return sql`
    select a.owner_id, a.path, a.role from role_assignment a
    where a.project_id = ${viewer.projectId} and a.principal = any(${principals}::text[])
      and a.role = any(${rolesFrom(least)}::text[]) ${amongOwners('a.scope_owner', owners)}`;
}

/** A thing that is there edits what is its own, and reads the files of its group, which is looked up when it is asked. */
function ofThing(viewer: SubjectThing, { least, owners }: GrantsAsked): Sql {
  if (least === 'ResourceAdmin') return empty;
  const own = sql`
    union all
    select o.id, null::text, 'ResourceEditor' from owner o
    where o.project_id = ${viewer.projectId} and o.id = ${viewer.ownerId} and o.deleted_at is null
      ${amongOwners('o.id', owners)}`;
  if (least !== 'ResourceViewer') return own;
  return sql`${own}
    union all
    select o.group_id, ${GROUP_FOLDER}::text, 'ResourceViewer' from owner o
    where o.project_id = ${viewer.projectId} and o.id = ${viewer.ownerId} and o.deleted_at is null
      and o.group_id is not null
      ${amongOwners('o.group_id', owners)}`;
}

function amongOwners(column: string, owners: Sql | undefined): Sql {
  return owners === undefined ? empty : sql`and ${raw(column)} = any(${owners})`;
}

/** Does a grant on a path reach the other path? SQL; both columns are ours. */
export function reachesPath(grant: string, path: Sql): Sql {
  const granted = raw(grant);
  return sql`(${granted} is null or ${path} = ${granted} or starts_with(${path}, ${granted} || '/'))`;
}
