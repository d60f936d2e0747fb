import type { Database } from '../database/database.js';
import { naming } from '../database/outage.js';
import { Account } from './account.entity.js';
import { Domain } from './domain.entity.js';
import { Project } from './project.entity.js';

/** What names an account or a domain. */
export interface RecordId {
  readonly projectId: string;
  readonly id: string;
}

/** The same as one text. */
export function recordKey({ projectId, id }: RecordId): string {
  return `${projectId}/${id}`;
}

/** Reads of projects, domains and accounts. */
export class AccountQueries {
  constructor(private readonly database: Database) {}

  async account(projectId: string, id: string): Promise<Account | null> {
    return naming(() => this.database.read.findOneBy(Account, { projectId, id }));
  }

  async accounts(wanted: readonly RecordId[]): Promise<Account[]> {
    return naming(() => this.database.read.findBy(Account, toConditions(wanted)));
  }

  async project(id: string): Promise<Project> {
    return naming(() => this.database.read.findOneByOrFail(Project, { id }));
  }

  async domains(wanted: readonly RecordId[]): Promise<Domain[]> {
    return naming(() => this.database.read.findBy(Domain, toConditions(wanted)));
  }
}

function toConditions(wanted: readonly RecordId[]): { projectId: string; id: string }[] {
  return wanted.map(({ projectId, id }) => ({ projectId, id }));
}
