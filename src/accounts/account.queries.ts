import type { Database } from '../database/database.js';
import { naming } from '../database/outage.js';
import { Account } from './account.entity.js';
import { Domain } from './domain.entity.js';
import { Project } from './project.entity.js';

/** Reads of projects, domains and accounts. */
export class AccountQueries {
  constructor(private readonly database: Database) {}

  async account(projectId: string, id: string): Promise<Account | null> {
    return naming(() => this.database.read.findOneBy(Account, { projectId, id }));
  }

  async project(id: string): Promise<Project> {
    return naming(() => this.database.read.findOneByOrFail(Project, { id }));
  }

  async domains(projectId: string, ids: readonly string[]): Promise<Domain[]> {
    return naming(() =>
      this.database.read.findBy(
        Domain,
        ids.map((id) => ({ projectId, id })),
      ),
    );
  }
}
