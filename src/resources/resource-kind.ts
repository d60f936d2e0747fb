import { registerEnumType } from 'type-graphql';

export enum ResourceKind {
  IMAGE = 'IMAGE',
  VIDEO = 'VIDEO',
  FILE = 'FILE',
  TEXT = 'TEXT',
  JSON = 'JSON',
  I18N = 'I18N',
}

registerEnumType(ResourceKind, {
  name: 'ResourceKind',
  description: 'What sort of content it is. It also says where the content lies: file or value.',
  valuesConfig: {
    IMAGE: { description: 'A file of type image/*: a capture, a photo, an inference snapshot.' },
    VIDEO: { description: 'A file of type video/*: a recording, a time-lapse.' },
    FILE: { description: 'A file of any other type: a configuration export, an attachment.' },
    TEXT: { description: 'A text kept as a value.' },
    JSON: { description: 'A JSON object or array kept as a value.' },
    I18N: { description: 'Translations: a JSON value below i18n/, its last segment is the locale.' },
  },
});

const STORED: ReadonlySet<ResourceKind> = new Set([ResourceKind.IMAGE, ResourceKind.VIDEO, ResourceKind.FILE]);

/** Is the content a file in the object store, or a value in the record? Decided by kind, never by MIME type. */
export function isStoredKind(kind: ResourceKind): boolean {
  return STORED.has(kind);
}

/** The kind of a file of this MIME type. */
export function kindOfFile(type: string): ResourceKind {
  if (type.startsWith('image/')) return ResourceKind.IMAGE;
  return type.startsWith('video/') ? ResourceKind.VIDEO : ResourceKind.FILE;
}

/** The kind of a JSON value at this path. */
export function kindOfJson(path: string): ResourceKind {
  return path.startsWith('i18n/') ? ResourceKind.I18N : ResourceKind.JSON;
}
