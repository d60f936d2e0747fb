import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { IDE_SCRIPT } from './ide-script.js';
import { IDE_STYLE } from './ide-style.js';

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** A file of the IDE as a browser asks for it. */
interface IdeAsset {
  readonly contentType: string;
  readonly text: string;
  /** The bytes for browsers that take them packed, which all do; packed once. */
  packed(): Promise<Buffer>;
}

export interface IdeAssets {
  /** Changes whenever a file does: as part of the address it lets browsers keep the files for ever. */
  readonly revision: string;
  readonly files: ReadonlyMap<string, IdeAsset>;
}

/** GraphiQL and what we add to it. GraphiQL is 9 MB of text, which is read when the first person asks for it. */
export async function loadIdeAssets(): Promise<IdeAssets> {
  const { js, css, editorWorkerService, graphqlWorker, jsonWorker } =
    await import('@graphql-yoga/render-graphiql/graphiql');
  const files = new Map([
    ['graphiql.js', asset(SCRIPT, js)],
    ['graphiql.css', asset(STYLE, css)],
    ['editor-worker.js', asset(SCRIPT, editorWorkerService)],
    ['graphql-worker.js', asset(SCRIPT, graphqlWorker)],
    ['json-worker.js', asset(SCRIPT, jsonWorker)],
    ['ide.js', asset(SCRIPT, IDE_SCRIPT)],
    ['ide.css', asset(STYLE, IDE_STYLE)],
  ]);
  const hash = createHash('sha256');
  for (const [name, { text }] of files) hash.update(`${name}\0${text}\0`);
  return { revision: hash.digest('hex').slice(0, 16), files };
}

function asset(contentType: string, text: string): IdeAsset {
  let packed: Promise<Buffer> | undefined;
  return { contentType, text, packed: () => (packed ??= promisify(gzip)(text)) };
}
