import type { KeysetColumn } from '../database/keyset.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { OrderDirection, ResourceOrderField, type ResourceOrder } from './resource-filter.input.js';
import type { ResourceRow } from './resource-row.js';

const COLUMNS = {
  [ResourceOrderField.DATA_CREATED_AT]: { column: 'data_created_at', type: 'timestamptz' },
  [ResourceOrderField.CREATED_AT]: { column: 'created_at', type: 'timestamptz' },
  [ResourceOrderField.UPDATED_AT]: { column: 'updated_at', type: 'timestamptz' },
  [ResourceOrderField.PATH]: { column: 'path', type: 'text' },
} as const;

/** A total order of resource rows, its name, and where a row stands in it. */
export interface RowOrder {
  readonly name: string;
  readonly columns: readonly KeysetColumn[];
  values(row: ResourceRow): string[];
}

/** Newest capture first unless said otherwise; the id is always the last part. Errors: INVALID_ARGUMENTS order. */
export function parseResourceOrder(order: readonly ResourceOrder[] | null | undefined): RowOrder {
  const parts =
    order == null || order.length === 0
      ? [{ field: ResourceOrderField.DATA_CREATED_AT, direction: OrderDirection.DESC }]
      : order;
  if (new Set(parts.map((part) => part.field)).size !== parts.length) {
    throw new InvalidArguments('order', 'An order names each field once.');
  }
  const direction = parts.at(-1)?.direction ?? OrderDirection.DESC;
  const fields = parts.map((part) => ({ ...COLUMNS[part.field], direction: part.direction }));
  return {
    name: parts.map((part) => `${part.field} ${part.direction}`).join(', '),
    columns: [
      ...fields.map((field) => ({ ...field, column: `r.${field.column}` })),
      { column: 'r.id', type: 'uuid', direction },
    ],
    values: (row) => [
      ...fields.map(({ column }) => {
        const value = row[column];
        return value instanceof Date ? value.toISOString() : value;
      }),
      row.id,
    ],
  };
}
