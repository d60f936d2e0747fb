import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Transaction } from '../database/transaction.js';
import type { EntryKey } from '../resources/entry-keys.js';

/** Wakes those who follow the projects of the entries, once they are changed. */
export function announceProjects(tx: Transaction, announcer: ChangeAnnouncer, changed: readonly EntryKey[]): void {
  tx.afterCommit(() => {
    for (const projectId of new Set(changed.map((entry) => entry.projectId))) announcer.announce(projectId);
  });
}
