/** A piece of shell that a document shows, and what it shows of what comes of it. */
export interface DocumentedPiece {
  readonly shell: string;
  readonly shown: ShownAnswer | null;
}

/** An exchange by hand: what is sent, as a text with placeholders, and what comes back. */
export interface DocumentedExchange {
  readonly sent: string;
  readonly answer: string;
}

interface ShownAnswer {
  /** JSON: all that is printed. HTTP: the answer as curl -i prints it. Text: the lines. */
  readonly as: 'json' | 'http' | 'text';
  readonly text: string;
}

const FENCES = /^```(sh|json|http sent|http|text)\n(.*?)^```$/gms;

/** What a document has to be typed into a shell and to be sent over a line, in order, with the answers that it shows. */
export function documentedShell(markdown: string): {
  readonly pieces: readonly DocumentedPiece[];
  readonly exchanges: readonly DocumentedExchange[];
} {
  const pieces: DocumentedPiece[] = [];
  const exchanges: DocumentedExchange[] = [];
  let asked: { readonly shell: string } | { readonly sent: string } | null = null;
  for (const [, language = '', text = ''] of markdown.matchAll(FENCES)) {
    if (language === 'sh') {
      asked = { shell: text };
      pieces.push({ ...asked, shown: null });
    } else if (language === 'http sent') {
      asked = { sent: text };
    } else {
      if (asked === null) throw new Error(`What is this the answer to? ${text}`);
      if ('sent' in asked) exchanges.push({ ...asked, answer: text });
      else pieces.splice(-1, 1, { ...asked, shown: { as: language as ShownAnswer['as'], text } });
      asked = null;
    }
  }
  return { pieces, exchanges };
}

/** The status, the headers and the body of an answer as a document shows it, with the lines of a text. */
export function shownHttp(text: string): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
} {
  const [head = '', body = ''] = text.split(/\n\n(.*)/s);
  const [first = '', ...lines] = head.trimEnd().split('\n');
  const headers = lines
    .map((line) => line.split(/: (.*)/s))
    .map(([name = '', value = '']) => [name.toLowerCase(), value]);
  return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(headers) as Record<string, string>, body };
}
