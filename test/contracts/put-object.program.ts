import { openDiskStore } from './opened-disk-store.js';

/**
 * Run as a process of its own, so that faults of the system can be put upon it: stores what comes in on standard input
 * under a key, and prints the name and the message of the error, or "stored".
 */
const [folder = '', key = ''] = process.argv.slice(2);
const store = await openDiskStore(folder);
try {
  await store.put(key, process.stdin, { limit: 1_000_000_000 });
  console.log('stored');
} catch (error) {
  console.log(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}
process.stdin.destroy();
