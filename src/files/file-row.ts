import { toResource, type ResourceRow } from '../resources/resource-row.js';
import { classByContent, formatByName } from './file-class.js';
import { nameOfFile } from './file-name.js';
import { secondsOf } from './file-time.js';
import { File } from './file.entity.js';

/** A named file from its row, which has bytes. */
export function toFile(row: ResourceRow): File {
  const resource = toResource(row);
  const { id, metadata, details, createdAt, updatedAt, dataCreatedAt } = resource;
  if (details === null) throw new Error(`${row.path} is a file without bytes.`);
  const shown = { resource, id, metadata, details, createdAt, updatedAt };
  return Object.assign(new File(), shown, {
    name: nameOfFile(row.path),
    ...shownFacts(row),
    time: secondsOf(dataCreatedAt),
  });
}

/** Class and format as they are shown: what was said, else what name and bytes tell. */
export function shownFacts(row: Pick<ResourceRow, 'path' | 'type' | 'file_class' | 'file_format'>): {
  readonly class: string;
  readonly format: string | null;
} {
  const format = row.file_format ?? formatByName(nameOfFile(row.path));
  return { class: row.file_class ?? classByContent(format, row.type), format };
}
