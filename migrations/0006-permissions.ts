import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do what: privileges on domains, roles on resources, groups and their members. */
export class Permissions1767225600006 implements MigrationInterface {
  readonly name = 'Permissions1767225600006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The path with a slash at its end: a domain lies in another when its tree begins with that of the other.
      alter table domain
        add column tree text collate "C" not null generated always as (rtrim(path, '/') || '/') stored;

      -- A thing belongs to at most one group. The kind is part of the key, so that a group is a group by constraint.
      alter table owner
        add constraint owner_kind_unique unique (project_id, id, kind),
        add column group_id text collate "C",
        add column group_kind text generated always as (case when group_id is null then null else 'GROUP' end) stored,
        add constraint owner_group_of_device check (group_id is null or kind = 'DEVICE'),
        add constraint owner_group_fkey
          foreign key (project_id, group_id, group_kind) references owner (project_id, id, kind);
      create index owner_group on owner (project_id, group_id, id) where group_id is not null;
      create index owner_domain on owner (project_id, domain_id);

      create table group_member (
        project_id text collate "C" not null,
        group_id text collate "C" not null,
        group_kind text not null generated always as ('GROUP') stored,
        account_id uuid not null,
        role text not null,
        added_by uuid,
        created_at timestamptz(3) not null,
        constraint group_member_pkey primary key (project_id, group_id, account_id),
        constraint group_member_group_fkey
          foreign key (project_id, group_id, group_kind) references owner (project_id, id, kind),
        constraint group_member_account_fkey
          foreign key (project_id, account_id) references account (project_id, id) on delete cascade,
        constraint group_member_added_by_fkey
          foreign key (project_id, added_by) references account (project_id, id) on delete set null (added_by),
        constraint group_member_role_known check (role in ('VIEWER', 'EDITOR', 'ADMIN'))
      );
      create index group_member_account on group_member (project_id, account_id);

      create table privilege_grant (
        project_id text collate "C" not null,
        account_id uuid not null,
        domain_id uuid not null,
        privilege text not null,
        granted_by uuid,
        created_at timestamptz(3) not null,
        constraint privilege_grant_pkey primary key (project_id, account_id, domain_id, privilege),
        constraint privilege_grant_account_fkey
          foreign key (project_id, account_id) references account (project_id, id) on delete cascade,
        constraint privilege_grant_domain_fkey
          foreign key (project_id, domain_id) references domain (project_id, id) on delete cascade,
        constraint privilege_grant_granted_by_fkey
          foreign key (project_id, granted_by) references account (project_id, id) on delete set null (granted_by),
        constraint privilege_grant_known check (
          privilege ~ '^(Owners|Groups|ThingTypes|Units|Domains|Users|ApiKeys|Roles)[.](READ|CREATE|UPDATE|DELETE)$'
        )
      );
      create index privilege_grant_domain on privilege_grant (project_id, domain_id);

      create table role_assignment (
        project_id text collate "C" not null,
        id uuid not null,
        role text not null,
        -- Null: every account and thing of the project.
        account_id uuid,
        principal text collate "C" not null generated always as (coalesce(account_id::text, 'any')) stored,
        -- Null: the whole project; an owner without a path: all of its entries.
        owner_id text collate "C",
        scope_owner text collate "C" not null generated always as (coalesce(owner_id, '')) stored,
        path text collate "C",
        granted_by uuid,
        created_at timestamptz(3) not null,
        constraint role_assignment_pkey primary key (project_id, id),
        constraint role_assignment_unique unique nulls not distinct (project_id, account_id, owner_id, path, role),
        constraint role_assignment_account_fkey
          foreign key (project_id, account_id) references account (project_id, id) on delete cascade,
        constraint role_assignment_owner_fkey foreign key (project_id, owner_id) references owner (project_id, id),
        constraint role_assignment_granted_by_fkey
          foreign key (project_id, granted_by) references account (project_id, id) on delete set null (granted_by),
        constraint role_assignment_role_known check (role in ('ResourceViewer', 'ResourceEditor', 'ResourceAdmin')),
        constraint role_assignment_path_of_owner check (path is null or owner_id is not null)
      );
      create index role_assignment_principal on role_assignment (project_id, principal, scope_owner);
      create index role_assignment_owner on role_assignment (project_id, owner_id);

      -- Counts up with everything that can change who reads what: who follows the feed knows when to look again.
      alter table project add column rights_version bigint not null default 0;
      create function note_rights_change() returns trigger language plpgsql as $$
        begin
          update project set rights_version = rights_version + 1 where id in (select project_id from changed);
          return null;
        end
      $$;
      create trigger role_assignment_given after insert on role_assignment
        referencing new table as changed for each statement execute function note_rights_change();
      create trigger role_assignment_taken after delete on role_assignment
        referencing old table as changed for each statement execute function note_rights_change();
      create trigger group_member_added after insert on group_member
        referencing new table as changed for each statement execute function note_rights_change();
      create trigger group_member_changed after update on group_member
        referencing new table as changed for each statement execute function note_rights_change();
      create trigger group_member_removed after delete on group_member
        referencing old table as changed for each statement execute function note_rights_change();
      create function note_group_change() returns trigger language plpgsql as $$
        begin
          update project set rights_version = rights_version + 1 where id = new.project_id;
          return null;
        end
      $$;
      create trigger owner_group_changed after update of group_id on owner
        for each row when (old.group_id is distinct from new.group_id) execute function note_group_change();

      -- An account that gave much is deleted as quickly as any other.
      create index group_member_added_by on group_member (project_id, added_by) where added_by is not null;
      create index privilege_grant_granted_by on privilege_grant (project_id, granted_by) where granted_by is not null;
      create index role_assignment_granted_by on role_assignment (project_id, granted_by) where granted_by is not null;

      -- For viewers who may see some owners or folders only: their entries in the order of time (resources/visible-entries.ts).
      create index resource_folder_time on resource
        (project_id, owner_id, split_part(path, '/', 1), data_created_at, id);
      create index resource_coowner_folder_time on resource
        (project_id, coowner_id, split_part(path, '/', 1), data_created_at, id) where coowner_id is not null;
      create index resource_coowner_of_owner on resource (project_id, owner_id, coowner_id, data_created_at, id)
        where coowner_id is not null;

      -- What Root accounts could do without a word so far they hold as ordinary rows from now on.
      insert into privilege_grant (project_id, account_id, domain_id, privilege, created_at)
      select a.project_id, a.id, d.id, object || '.' || action, a.created_at
      from account a
      join domain d on d.project_id = a.project_id and d.parent_id is null
      cross join unnest(array['Owners', 'Groups', 'ThingTypes', 'Units', 'Domains', 'Users', 'ApiKeys', 'Roles']) object
      cross join unnest(array['READ', 'CREATE', 'UPDATE', 'DELETE']) action
      where a.role = 'ROOT';
      insert into role_assignment (project_id, id, role, account_id, created_at)
      select project_id, gen_random_uuid(), 'ResourceAdmin', id, created_at from account where role = 'ROOT';
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
