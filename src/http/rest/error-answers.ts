import { z } from 'zod';
import { ERROR_STATUS, type ErrorCode } from '../../errors/error-codes.js';
import type { RestDescription } from './rest-operation.js';
import { SchemaComponents, type Json } from './schema-components.js';

/** What any request may be answered with, whatever it asks for. */
export const EVERYWHERE = ['UNAUTHENTICATED', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'] as const;

/** What each of those means, said once. */
export const MEANING: Readonly<Record<(typeof EVERYWHERE)[number], string>> = {
  UNAUTHENTICATED: 'No credential, one that does not hold, or one that is not taken here.',
  RATE_LIMITED: 'Too much at once. Try again after the seconds in Retry-After.',
  INTERNAL_SERVER_ERROR:
    'Something went wrong on the side of the server: its log has more, under the id of the request.',
  SERVICE_UNAVAILABLE: 'Something that the server stands on is away; `params.missing` names it. Try again shortly.',
};

/** What is told in headers too. */
const HEADERS: Readonly<Partial<Record<ErrorCode, Json>>> = {
  RATE_LIMITED: {
    'Retry-After': {
      description: 'How many seconds to wait.',
      required: true,
      schema: { type: 'integer', minimum: 0 },
    },
  },
  RANGE_NOT_SATISFIABLE: {
    'Content-Range': {
      description: 'How many bytes there are: `bytes */10`.',
      required: true,
      schema: { type: 'string' },
    },
  },
};

const ERROR = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode]).describe('What went wrong: the list is closed.'),
      property: z.string().optional().describe('Which part of the request is at fault.'),
      params: z.record(z.string(), z.unknown()).optional().describe('What else programs may want to know.'),
      message: z.string().describe('For people.'),
      requestId: z.string().describe('The same as in the header X-Request-Id and in the log of the server.'),
    }),
  })
  .meta({
    id: 'Error',
    description: 'Why a request was refused.',
    examples: [
      {
        error: {
          code: 'INVALID_ARGUMENTS',
          property: 'name',
          message: 'The name of a file has no "/" and no "\\".',
          requestId: '0192f7a4-6c1e-7b52-9d1c-5f0a7f6f3b11',
        },
      },
    ],
  });

/** Errors by their status. */
export function errorsOf(codes: readonly ErrorCode[]): ReadonlyMap<number, readonly ErrorCode[]> {
  const byStatus = new Map<number, readonly ErrorCode[]>();
  for (const code of new Set(codes))
    byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code]);
  return new Map([...byStatus].sort(([one], [other]) => one - other));
}

/** Refusals in a document: those that every operation may have once, others where they are used. */
export class ErrorAnswers {
  private readonly components = new SchemaComponents();

  /** @param headers what every answer carries */
  constructor(private readonly headers: Json) {
    this.components.add(ERROR, 'output');
  }

  get schemas(): Json {
    return this.components.all;
  }

  /** The shared ones, by name. */
  get responses(): Json {
    return Object.fromEntries(EVERYWHERE.map((code) => [nameOf(code), this.answer([code], MEANING[code])]));
  }

  /** By status. */
  of({ errors }: Pick<RestDescription, 'errors'>): Json {
    return Object.fromEntries(
      [...errorsOf([...errors, ...EVERYWHERE])].map(([status, codes]) => {
        const shared = EVERYWHERE.find((code) => codes.length === 1 && codes[0] === code);
        return [
          status.toString(),
          shared === undefined
            ? this.answer(codes, codes.join(', '))
            : { $ref: `#/components/responses/${nameOf(shared)}` },
        ];
      }),
    );
  }

  private answer(codes: readonly ErrorCode[], description: string): Json {
    const narrowed = { properties: { error: { properties: { code: { enum: codes } } } } };
    return {
      description,
      headers: { ...Object.fromEntries(codes.flatMap((code) => Object.entries(HEADERS[code] ?? {}))), ...this.headers },
      content: {
        'application/json': { schema: { allOf: [{ $ref: '#/components/schemas/Error' }, narrowed] } },
      },
    };
  }
}

/** UNAUTHENTICATED is called Unauthenticated among the components. */
function nameOf(code: ErrorCode): string {
  return code
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
}
