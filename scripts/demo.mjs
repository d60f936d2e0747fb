import { ready } from './ready.mjs';

await ready();
await import('../dist/demo/main.js');
