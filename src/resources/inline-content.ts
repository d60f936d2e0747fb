import { parseMimeType } from '../media/mime-type.js';
import { parseJsonData, parseJsonType } from './json-data.js';
import { kindOfJson, ResourceKind } from './resource-kind.js';
import { parseTextType } from './text-type.js';

/** Content that is kept in the record itself. */
export interface InlineContent {
  readonly type: string;
  readonly kind: ResourceKind;
  /** An object, an array, or a text: which may be empty. */
  readonly value: unknown;
}

/** What is asked for: of data and text the one that is given. */
export interface AskedContent {
  readonly data?: unknown;
  readonly text?: string | null;
  readonly type?: string | null;
}

/** The kind follows the content: text is TEXT wherever it lies. Errors: INVALID_ARGUMENTS data, type. */
export function parseInlineContent({ data, text, type }: AskedContent, path: string): InlineContent {
  const asked = type == null ? null : parseMimeType(type);
  if (text != null) return { type: parseTextType(asked ?? 'text/plain'), kind: ResourceKind.TEXT, value: text };
  const value = parseJsonData(data);
  return { type: parseJsonType(asked ?? 'application/json'), kind: kindOfJson(path), value };
}

/**
 * What a value becomes: with new content perhaps of the other kind, with its type when that suits it still; at a new
 * path JSON may become translations, or be them no more.
 */
export function changedInlineContent(
  standing: InlineContent,
  change: { readonly data?: unknown; readonly text?: string | undefined; readonly type?: string | undefined },
  path: string,
): InlineContent {
  const isText = change.text !== undefined || (change.data === undefined && standing.kind === ResourceKind.TEXT);
  const type = change.type ?? (isText === (standing.kind === ResourceKind.TEXT) ? standing.type : null);
  if (!isText) return parseInlineContent({ data: change.data ?? standing.value, type }, path);
  return { ...parseInlineContent({ text: change.text ?? '', type }, path), value: change.text ?? standing.value };
}
