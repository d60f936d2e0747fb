import type { Stats } from 'node:fs';
import { lchown, lstat, readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unlessCode } from './error-code.js';

/** Who a process runs as, or a file belongs to. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Accounts that most systems have, none of which may do much. */
const UNPRIVILEGED = ['nobody', 'postgres', 'daemon', 'www-data'];

/** The unprivileged accounts that exist on this machine, in the order in which to try them. */
export async function findUnprivilegedAccounts(): Promise<readonly (Account & { readonly name: string })[]> {
  const lines = ((await unlessCode(['ENOENT'], readFile('/etc/passwd', 'utf8'))) ?? '').split('\n');
  const accounts = lines.map((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    return { name, uid: Number.parseInt(uid, 10), gid: Number.parseInt(gid, 10) };
  });
  return UNPRIVILEGED.flatMap((name) => accounts.filter((account) => account.name === name)).filter(
    ({ uid, gid }) => uid > 0 && gid >= 0,
  );
}

/** Who the file belongs to; undefined when there is none. */
export async function ownerOf(path: string): Promise<Account | undefined> {
  const found = await unlessCode(['ENOENT'], stat(path));
  return found === undefined ? undefined : { uid: found.uid, gid: found.gid };
}

/** Whether an account without any privilege, not even root's, may pass through the folder and those above it. */
export async function mayEnter(folder: string, account: Account): Promise<boolean> {
  const parent = dirname(folder);
  return maySearch(await stat(folder), account) && (parent === folder || (await mayEnter(parent, account)));
}

function maySearch(folder: Stats, account: Account): boolean {
  if (folder.uid === account.uid) {
    return (folder.mode & 0o100) !== 0;
  }
  return (folder.mode & (folder.gid === account.gid ? 0o010 : 0o001)) !== 0;
}

/** Gives everything in the folder to the account. The folder itself comes last: when it is theirs, all is. */
export async function giveTo(folder: string, account: Account): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      await giveTo(path, account);
    } else if ((await lstat(path)).uid !== account.uid) {
      await lchown(path, account.uid, account.gid);
    }
  }
  await lchown(folder, account.uid, account.gid);
}
