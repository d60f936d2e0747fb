import type { DocumentNode } from 'graphql';
import type { DocumentSize } from './document-size.js';

/** A document that was parsed before, with what was counted then. */
export interface ParsedDocument {
  readonly document: DocumentNode;
  readonly size: DocumentSize;
}

interface Bounds {
  readonly documents: number;
  /** Estimated bytes of memory for all documents. */
  readonly bytes: number;
}

/** Two bytes a character of the text, and about this much for a token with its node. */
const BYTES_PER_TOKEN = 300;

/** Parsed documents by their text, those used last. Bounded by their count and by the memory they take. */
export class DocumentCache {
  private readonly parsed = new Map<string, ParsedDocument>();
  private bytes = 0;

  constructor(private readonly bounds: Bounds) {}

  find(text: string): ParsedDocument | undefined {
    const found = this.parsed.get(text);
    if (found !== undefined) {
      this.parsed.delete(text);
      this.parsed.set(text, found);
    }
    return found;
  }

  /** Keeps the document, unless it alone would take more than an eighth of the room. */
  remember(text: string, parsed: ParsedDocument): void {
    const bytes = bytesOf(text, parsed);
    if (this.parsed.has(text) || bytes > this.bounds.bytes / 8) return;
    this.parsed.set(text, parsed);
    this.bytes += bytes;
    for (const [oldText, old] of this.parsed) {
      if (this.parsed.size <= this.bounds.documents && this.bytes <= this.bounds.bytes) break;
      this.parsed.delete(oldText);
      this.bytes -= bytesOf(oldText, old);
    }
  }

  get count(): number {
    return this.parsed.size;
  }
}

function bytesOf(text: string, { size }: ParsedDocument): number {
  return text.length * 2 + size.tokens * BYTES_PER_TOKEN;
}
