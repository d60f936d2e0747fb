import { ready } from './ready.mjs';

await ready();
await import('../dist/src/main.js');
