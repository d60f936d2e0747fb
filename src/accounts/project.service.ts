import { hashPassword } from '../auth/password.js';
import { AccountRole, type Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { Forbidden } from '../errors/forbidden.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseName } from '../request/name.js';
import { ProjectExists, UserExists } from './account.errors.js';
import { requireAccount } from './administrating-account.js';
import { parseEmail } from './email.js';
import { insertAdministrator, insertProject } from './new-project.js';
import { parseNewPassword } from './new-password.js';
import type { Project } from './project.entity.js';
import type { CreateProjectInput } from './project.input.js';

const PROJECT_ID = /^[A-Za-z0-9_-]{1,64}$/;

interface ProjectRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
}

/** The projects of the deployment: only the Root accounts of the first one have to do with others. */
export class ProjectService {
  constructor(
    private readonly parts: { readonly database: Database; readonly clock: Clock; readonly random: Random },
  ) {}

  /** All projects, by name. Errors: FORBIDDEN. */
  async list(viewer: Viewer): Promise<Project[]> {
    await this.requireFirst(viewer);
    const rows = await this.parts.database.statement<ProjectRow>(sql`
      select id, name, created_at from project order by name collate "C", id`);
    return rows.map(({ id, name, created_at: createdAt }) => ({ id, name, createdAt }));
  }

  /** With its root domain and its first Root account. Errors: INVALID_ARGUMENTS, FORBIDDEN, PROJECT_EXISTS, USER_EXISTS. */
  async create(viewer: Viewer, input: CreateProjectInput): Promise<Project> {
    const { clock, database, random } = this.parts;
    const id = input.id == null ? random.id() : parseProjectId(input.id);
    const name = parseName(input.name);
    const email = parseEmail(input.adminEmail, 'adminEmail');
    const password = parseNewPassword(input.adminPassword, 'adminPassword');
    await this.requireFirst(viewer);
    const passwordHash = await hashPassword(password);
    const refusals = {
      project_pkey: () => new ProjectExists(id),
      account_email_unique: () => new UserExists(email, 'adminEmail'),
    };
    return translatingConstraints(refusals, () =>
      database.transaction(async (tx) => {
        // Whatever the clock says: it is no older than the first project, to whose Root accounts all others belong.
        const [time] = await tx.query<{ now: Date }>(sql`
          select greatest(${clock.now()}::timestamptz, max(created_at) + interval '1 millisecond') as now from project`);
        if (time === undefined) throw new Error('The time was asked for and not answered.');
        const { now } = time;
        await insertProject(tx, random, { id, name, now, mayStand: false });
        await insertAdministrator(tx, random, { projectId: id, email, passwordHash, now });
        return { id, name, createdAt: now };
      }),
    );
  }

  /** The first project is the oldest one; which it is never changes. */
  private async requireFirst(viewer: Viewer): Promise<void> {
    const account = requireAccount(viewer);
    const [first] = await this.parts.database.statement<{ id: string }>(sql`
      select id from project order by created_at, id limit 1`);
    if (account.role !== AccountRole.ROOT || account.projectId !== first?.id) {
      throw new Forbidden('The projects of the deployment are for the role Root of its first project.', {
        role: 'Root',
      });
    }
  }
}

function parseProjectId(text: string): string {
  if (!PROJECT_ID.test(text))
    throw new InvalidArguments('id', 'The id of a project has 1 to 64 letters, digits, _ or -');
  return text;
}
