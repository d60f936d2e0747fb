import { ready } from './ready.mjs';

await ready();
await import('../dist/test/support/run.js');
