import { Lexer, Source, TokenKind } from 'graphql';
import { tooLarge, type DocumentLimits } from './document-limits.js';

/** What can be said of a document before it is parsed. */
export interface DocumentSize {
  readonly tokens: number;
  /** The most brackets that are open at once. */
  readonly nesting: number;
}

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Counts the tokens and the nesting of a document, without the parser's recursion: 3,000 open brackets overflow its
 * stack. Stops at the limits. Errors: INVALID_ARGUMENTS, and a GraphQLError where the text is no GraphQL.
 */
export function measureDocument(text: string, limits: DocumentLimits): DocumentSize {
  const lexer = new Lexer(new Source(text));
  const size = { tokens: 0, nesting: 0 };
  for (let open = 0; lexer.advance().kind !== TokenKind.EOF;) {
    const { kind } = lexer.token;
    if (OPENING.has(kind)) open += 1;
    if (CLOSING.has(kind)) open -= 1;
    size.tokens += 1;
    size.nesting = Math.max(size.nesting, open);
    checkDocumentSize(size, limits);
  }
  return size;
}

/** Refuses a document of more tokens or deeper nesting than the limits allow. */
export function checkDocumentSize(size: DocumentSize, limits: DocumentLimits): void {
  if (size.tokens > limits.tokens) throw tooLarge(`A query may have at most ${limits.tokens.toString()} tokens.`);
  if (size.nesting > limits.nesting) {
    throw tooLarge(`A query may open at most ${limits.nesting.toString()} brackets inside each other.`);
  }
}
