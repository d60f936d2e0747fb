import type { PageInfo } from './page-info.js';
import type { PageRequest } from './page-request.js';

interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
}

/** A page from its rows, of which one more than the page's size was asked for; backward pages come in reverse. */
export function toPage<Row, Node>(
  request: PageRequest,
  rows: readonly Row[],
  see: { readonly node: (row: Row) => Node; readonly cursor: (row: Row) => string },
): Page<Node> {
  const hasMore = rows.length > request.size;
  const shown = rows.slice(0, request.size);
  if (request.isBackward) shown.reverse();
  const edges = shown.map((row) => ({ cursor: see.cursor(row), node: see.node(row) }));
  const hasCursor = request.cursor !== null || request.offset > 0;
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: request.isBackward ? hasCursor : hasMore,
      hasPreviousPage: request.isBackward ? hasMore : hasCursor,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
