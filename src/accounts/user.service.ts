import { hashPassword } from '../auth/password.js';
import type { Permissions } from '../auth/permissions.js';
import type { Privilege } from '../auth/privilege.js';
import { privilegeMissing } from '../auth/privilege-missing.js';
import { AccountRole, type AccountViewer, type Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { isUuid } from '../database/uuid.js';
import { Forbidden } from '../errors/forbidden.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseName } from '../request/name.js';
import { SHOWN_OF_ACCOUNT, toAccount, type AccountRow } from './account-row.js';
import type { Account } from './account.entity.js';
import { UserExists, UserNotFound } from './account.errors.js';
import { AdministeredDomains } from './administered-domain.js';
import { requireAccount } from './administrating-account.js';
import { parseEmail } from './email.js';
import { parseNewPassword } from './new-password.js';
import { requireAnotherKeeper } from './project-keeper.js';
import { takeTurnInProject } from './project-turn.js';
import type { CreateUserInput, UpdateUserInput } from './user.input.js';

/** What is to change of an account; null leaves. */
interface AccountChange {
  readonly name: string | null;
  readonly email: string | null;
  readonly password: string | null;
  readonly role: AccountRole | null;
}

/** The accounts of a project. */
export class UserService {
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

  /** All accounts of the project, by name. Errors: FORBIDDEN. */
  async list(viewer: Viewer): Promise<Account[]> {
    const { database, permissions } = this.parts;
    const rows = await database.statement<AccountRow & { readonly is_allowed: boolean }>(sql`
      select root.id in (${permissions.domainsWith(viewer, 'Users.READ')}) as is_allowed, ${SHOWN_OF_ACCOUNT}
      from domain root join account a on a.project_id = root.project_id
      where root.project_id = ${viewer.projectId} and root.parent_id is null
      order by a.name collate "C", a.id`);
    if (rows[0]?.is_allowed !== true) throw privilegeMissing('Listing the accounts', { privilege: 'Users.READ' });
    return rows.map(toAccount);
  }

  /** Errors: INVALID_ARGUMENTS, FORBIDDEN, USER_EXISTS. */
  async create(viewer: Viewer, input: CreateUserInput): Promise<Account> {
    const email = parseEmail(input.email);
    const password = parseNewPassword(input.password);
    const name = parseName(input.name);
    requireAccount(viewer);
    const passwordHash = await hashPassword(password);
    const { clock, database, random } = this.parts;
    const id = random.id();
    const now = clock.now();
    return translatingConstraints({ account_email_unique: () => new UserExists(email) }, () =>
      database.transaction(async (tx) => {
        // Who creates accounts is Root, so that nobody gives an account a role above their own.
        await takeTurnInProject(tx, viewer.projectId);
        await this.requireOnRoot(tx, viewer, { privilege: 'Users.CREATE', what: 'Creating an account' });
        const [row] = await tx.query<AccountRow>(sql`
          insert into account as a (project_id, id, email, name, role, password_hash, created_at)
          values (${viewer.projectId}, ${id}, ${email}, ${name}, ${input.role}, ${passwordHash}, ${now})
          returning ${SHOWN_OF_ACCOUNT}`);
        if (row === undefined) throw new Error('An account was written and not answered.');
        return toAccount(row);
      }),
    );
  }

  /** Errors: INVALID_ARGUMENTS, FORBIDDEN, USER_NOT_FOUND, USER_EXISTS. */
  async update(viewer: Viewer, input: UpdateUserInput): Promise<Account> {
    const change = parseChange(input);
    const account = requireAccount(viewer);
    const id = input.id.toLowerCase();
    if (id === account.accountId && change.role !== null && change.role !== account.role) {
      throw new InvalidArguments('role', 'Nobody changes the role of their own account.');
    }
    const passwordHash = change.password === null ? null : await hashPassword(change.password);
    const taken = { account_email_unique: () => new UserExists(change.email ?? '') };
    return translatingConstraints(taken, () =>
      this.parts.database.transaction(async (tx) => {
        await takeTurnInProject(tx, viewer.projectId);
        await this.requireChangeable(tx, account, { id, change });
        const { name, email, role } = change;
        // Who changes the password ends what was opened with the old one.
        const [row] = await tx.query<AccountRow>(sql`
          update account a set name = coalesce(${name}, a.name), email = coalesce(${email}, a.email),
            role = coalesce(${role}, a.role), password_hash = coalesce(${passwordHash}, a.password_hash),
            session_version = a.session_version + (${passwordHash}::text is not null)::integer
          where a.project_id = ${viewer.projectId} and a.id = ${id} returning ${SHOWN_OF_ACCOUNT}`);
        if (row === undefined) throw new UserNotFound(input.id, 'id');
        return toAccount(row);
      }),
    );
  }

  /** Removes the account with all that was given to it. Errors: INVALID_ARGUMENTS, FORBIDDEN, USER_NOT_FOUND. */
  async delete(viewer: Viewer, givenId: string): Promise<string> {
    const account = requireAccount(viewer);
    const id = givenId.toLowerCase();
    if (id === account.accountId) throw new InvalidArguments('id', 'Nobody deletes their own account.');
    return this.parts.database.transaction(async (tx) => {
      const { projectId } = account;
      await takeTurnInProject(tx, projectId);
      await this.requireOnRoot(tx, viewer, { privilege: 'Users.DELETE', what: 'Deleting an account' });
      if (!isUuid(id)) throw new UserNotFound(givenId, 'id');
      await requireAnotherKeeper(tx, { projectId, accountId: id, property: 'id' });
      const deleted = await tx.query(sql`
        delete from account where project_id = ${projectId} and id = ${id} returning id`);
      if (deleted.length === 0) throw new UserNotFound(givenId, 'id');
      return id;
    });
  }

  /** An account changes its own name and password by itself; everything else is administration. */
  private async requireChangeable(
    tx: Transaction,
    viewer: AccountViewer,
    { id, change }: { readonly id: string; readonly change: AccountChange },
  ): Promise<void> {
    const isOwn = id === viewer.accountId;
    if (change.password !== null && viewer.credential.kind === 'ACCESS_TOKEN') {
      throw new Forbidden('An access token changes no password, or it would be good for more than itself: log in.');
    }
    if (!isOwn || change.email !== null || change.role !== null) {
      await this.requireOnRoot(tx, viewer, { privilege: 'Users.UPDATE', what: 'Changing this of an account' });
    }
    if (!isUuid(id)) throw new UserNotFound(id, 'id');
    if (change.role !== null && change.role !== AccountRole.ROOT) {
      await requireAnotherKeeper(tx, { projectId: viewer.projectId, accountId: id, property: 'role' });
    }
  }

  private async requireOnRoot(
    tx: Transaction,
    viewer: Viewer,
    ask: { readonly privilege: Privilege; readonly what: string },
  ): Promise<void> {
    await this.domains.require(tx, viewer, { id: null, property: 'id', ...ask });
  }
}

function parseChange({ name, email, password, role }: UpdateUserInput): AccountChange {
  for (const [property, value] of Object.entries({ name, email, password, role })) {
    if (value === null) throw new InvalidArguments(property, `An account keeps its ${property}: it cannot be removed.`);
  }
  return {
    name: name == null ? null : parseName(name),
    email: email == null ? null : parseEmail(email),
    password: password == null ? null : parseNewPassword(password),
    role: role ?? null,
  };
}
