import { z } from 'zod';
import { METADATA_DEPTH } from '../request/metadata.js';
import { parseInput } from '../request/parse-input.js';

/** Of a class and of a format, in characters. */
const MAXIMUM_CHARACTERS = 254;

/**
 * What is said of a file beside its bytes. What is left out stays as it is, or is as for a new file; null clears: class
 * and format are told by the name and the bytes again, the time is when the record was made, the metadata is empty.
 */
const FILE_PROPERTIES = z.object({
  class: z
    .string()
    .max(MAXIMUM_CHARACTERS)
    .nullish()
    .describe(
      'What sort of file: image, document, bim, pointcloud, binary, video, or any other text of at most 254 ' +
        'characters. Plurals and capitals of the known ones are taken for them. By default as the name and the bytes tell.',
    ),
  format: z
    .string()
    .max(MAXIMUM_CHARACTERS)
    .nullish()
    .describe('csv, pdf, png, ifc, json, ... of at most 254 characters. By default the extension of the name.'),
  time: z
    .number()
    .nullish()
    .describe(
      'When it was captured, in Unix seconds; fractions count to the millisecond. At most 24 hours ahead. By default now.',
    ),
  metadata: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe(`Any JSON object of at most 64 KiB, nested at most ${METADATA_DEPTH.toString()} deep.`),
});

export type FileProperties = z.infer<typeof FILE_PROPERTIES>;

/** Errors: INVALID_ARGUMENTS class, format, time, metadata. */
export function parseFileProperties(input: FileProperties): FileProperties {
  return parseInput(FILE_PROPERTIES, input);
}

/** The same as the device protocol has it: what is no property of a file is metadata of its own. */
export const SENT_PROPERTIES = z.looseObject(FILE_PROPERTIES.shape).meta({
  id: 'FileProperties',
  description:
    'What is said of a file beside its bytes. What is left out stays as it is, or is as for a new file; null clears. Any ' +
    'other property is kept in `metadata`.',
  examples: [{ class: 'document', format: 'csv', time: 1710000000 }],
});

export type SentProperties = z.infer<typeof SENT_PROPERTIES>;

/** What was sent in the form of the protocol. Keys of its own go beside the nested metadata, which wins. */
export function propertiesOf(sent: SentProperties): FileProperties {
  const { class: fileClass, format, time, metadata, ...own } = sent;
  const isOwn = Object.keys(own).length > 0;
  return {
    ...(fileClass === undefined ? {} : { class: fileClass }),
    ...(format === undefined ? {} : { format }),
    ...(time === undefined ? {} : { time }),
    ...(metadata !== undefined || isOwn ? { metadata: isOwn ? { ...own, ...metadata } : (metadata ?? null) } : {}),
  };
}
