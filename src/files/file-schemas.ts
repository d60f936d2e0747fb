import { z } from 'zod';
import { SENT_PROPERTIES } from './file-properties.js';

const FILE_ANSWER = z
  .object({
    name: z.string().describe('Unique for the device or group.'),
    class: z
      .string()
      .describe('What sort of file: image, document, bim, pointcloud, binary, video, or any other text.'),
    format: z.string().describe('csv, pdf, png, ifc, json, ...; empty when neither its name nor who sent it tells.'),
    time: z.number().describe('When it was captured, in Unix seconds with a fraction to the millisecond.'),
    metadata: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What else was said of it; left out when nothing was.'),
  })
  .meta({
    id: 'File',
    description: 'A file of a device or group.',
    examples: [{ name: 'sensor-data.csv', class: 'document', format: 'csv', time: 1710000000 }],
  });

const FILES_ANSWER = z
  .object({
    total: z.int().nonnegative().describe('How many there are in all, whatever the page.'),
    files: z.array(FILE_ANSWER).describe('The newest time first.'),
  })
  .meta({
    id: 'FileList',
    description: 'A page of the files of a device or group.',
    examples: [
      {
        total: 2,
        files: [
          { name: 'sensor-data.csv', class: 'document', format: 'csv', time: 1710000000 },
          { name: 'calibration.json', class: 'document', format: 'json', time: 1709900000 },
        ],
      },
    ],
  });

/** What the device protocol takes and answers: it is checked by these, and described by them. */
export const FILE_SCHEMAS = { sent: SENT_PROPERTIES, file: FILE_ANSWER, files: FILES_ANSWER };
