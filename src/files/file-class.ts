import { raw, sql, type Sql } from '../database/sql.js';
import { fileFormat } from '../media/file-format.js';

/** The classes that have a name of their own; any other text is a class too. */
const CLASSES = ['image', 'document', 'bim', 'pointcloud', 'binary', 'video'] as const;

/** Plurals, and how else these are written, without spaces, dashes and underscores. */
const ALIASES: Readonly<Record<string, (typeof CLASSES)[number]>> = {
  ...Object.fromEntries(CLASSES.flatMap((name) => [[name, name] as const, [`${name}s`, name] as const])),
  binaries: 'binary',
};

/** Formats whose class is plain, whatever MIME type they come with. */
const FORMATS: Readonly<Record<(typeof CLASSES)[number], readonly string[]>> = {
  image: ['png', 'apng', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'bmp', 'tif', 'tiff', 'heic', 'heif', 'svg'],
  document: [
    ...['csv', 'tsv', 'txt', 'log', 'md', 'json', 'xml', 'yaml', 'yml', 'ini', 'toml', 'html', 'htm', 'pdf', 'rtf'],
    ...['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'odt', 'ods', 'odp'],
  ],
  bim: ['ifc', 'ifczip', 'ifcxml', 'rvt', 'nwd', 'bcf', 'bcfzip'],
  pointcloud: ['las', 'laz', 'e57', 'pcd', 'ply', 'pts', 'ptx', 'xyz'],
  binary: ['bin', 'hex', 'elf', 'img', 'zip', 'gz', 'tar', 'so', 'exe'],
  video: ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'mpg', 'mpeg'],
};

const CLASS_OF_FORMAT: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(FORMATS).flatMap(([name, formats]) => formats.map((format) => [format, name] as const)),
);

/** What follows the last dot of a name that does not begin with it, as media/file-format.ts has it. */
const EXTENSION_IN_SQL = '[^./\\\\]\\.([A-Za-z0-9]{1,16})$';

/** MIME types of documents, beside text/*. */
const DOCUMENT_TYPES = ['application/json', 'application/pdf', 'application/xml'];

/** A class as it is kept: those that are known in the singular and in lower case, others as they were given. */
export function normalFileClass(given: string): string {
  const bare = given.trim();
  const alias = bare.toLowerCase().replace(/[\s_-]/g, '');
  return Object.hasOwn(ALIASES, alias) ? (ALIASES[alias] ?? bare) : bare;
}

/** The format of a file that nobody has said: the lower-case extension of its name; null when it has none. */
export function formatByName(name: string): string | null {
  return fileFormat({ filename: name, type: null });
}

/** The class of a file that nobody has said. */
export function classByContent(format: string | null, type: string): string {
  const known = inLowerCase(format ?? '');
  return (Object.hasOwn(CLASS_OF_FORMAT, known) ? CLASS_OF_FORMAT[known] : undefined) ?? classByType(type);
}

/** Without parameters; a type as it is kept has no spaces around. */
function classByType(type: string): string {
  const essence = inLowerCase(type.split(';', 1)[0] ?? '');
  if (essence.startsWith('image/')) return 'image';
  if (essence.startsWith('video/')) return 'video';
  return essence.startsWith('text/') || DOCUMENT_TYPES.includes(essence) ? 'document' : 'binary';
}

/** Of the letters A to Z alone: of others PostgreSQL thinks otherwise than JavaScript, and differently by locale. */
function inLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

function inLowerCaseInSql(text: Sql): Sql {
  return sql`lower(${text} collate "C")`;
}

/** Format and class as they are shown, of the row of a file, in SQL: the same as the functions above tell. */
export function shownInSql(alias: string): { readonly format: Sql; readonly class: Sql } {
  const row = raw(alias);
  const extension = inLowerCaseInSql(sql`substring(${row}.path from ${EXTENSION_IN_SQL})`);
  const format = sql`coalesce(${row}.file_format, ${extension})`;
  const essence = inLowerCaseInSql(sql`split_part(${row}.type, ';', 1)`);
  const byType = sql`case when starts_with(${essence}, 'image/') then 'image' when starts_with(${essence}, 'video/') then 'video'
    when starts_with(${essence}, 'text/') or ${essence} = any(${DOCUMENT_TYPES}::text[]) then 'document' else 'binary' end`;
  const byFormat = sql`${JSON.stringify(CLASS_OF_FORMAT)}::jsonb ->> ${inLowerCaseInSql(format)}`;
  return { format, class: sql`coalesce(${row}.file_class, ${byFormat}, ${byType})` };
}
