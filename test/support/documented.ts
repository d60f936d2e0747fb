/** What a document shows: an operation with what the server answers, or an upload. */
export type DocumentedStep =
  | {
      readonly operation: string;
      /** Null when the document shows none. */
      readonly answer: unknown;
    }
  /** curl that PUTs a file of a type to a URL. */
  | { readonly type: string; readonly url: string };

const FENCES = /^```(graphql|json|sh)\n(.*?)^```$/gms;
const UPLOAD = /^curl -X PUT -H "content-type: (\S+)" --data-binary @\S+ ("<[^>]+>")\n$/;
const PLACEHOLDER = /^<(.+)>$/;

/** The steps of a document in Markdown, in order: each block of graphql with the block of json that follows it, each curl. */
export function documentedSteps(markdown: string): DocumentedStep[] {
  const steps: DocumentedStep[] = [];
  for (const [, language, text = ''] of markdown.matchAll(FENCES)) {
    if (language === 'graphql') {
      steps.push({ operation: text, answer: null });
    } else if (language === 'json') {
      const asked = steps.pop();
      if (asked === undefined || !('operation' in asked))
        throw new Error(`To which operation is this the answer? ${text}`);
      steps.push({ ...asked, answer: JSON.parse(text) });
    } else {
      const [, type, url] = UPLOAD.exec(text) ?? [];
      if (type === undefined || url === undefined) throw new Error(`What is to be run here? ${text}`);
      steps.push({ type, url });
    }
  }
  return steps;
}

/**
 * What earlier answers gave to the placeholders of a document: where an answer shows "<front>", what stands there is
 * remembered, and later put where an operation says "<front>".
 */
export class Placeholders {
  private readonly known = new Map<string, unknown>();

  /** The text with what is known put in. */
  fill(operation: string): string {
    return operation.replaceAll(/"<([^>"]+)>"/g, (_placeholder, name: string) => {
      if (!this.known.has(name)) throw new Error(`No answer before has shown <${name}>.`);
      return JSON.stringify(this.known.get(name));
    });
  }

  /** What is shown, with what the answer has in place of placeholders; "…" stands for anything. */
  match(shown: unknown, answer: unknown): unknown {
    if (shown === '…') return answer;
    if (typeof shown === 'string') return this.matchText(shown, answer);
    if (Array.isArray(shown)) {
      const items: readonly unknown[] = Array.isArray(answer) ? answer : [];
      return shown.map((item: unknown, index) => this.match(item, items[index]));
    }
    if (typeof shown !== 'object' || shown === null) return shown;
    const members = (typeof answer === 'object' && answer !== null ? answer : {}) as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(shown).map(([name, member]) => [name, this.match(member, members[name])]));
  }

  private matchText(shown: string, answer: unknown): unknown {
    const name = PLACEHOLDER.exec(shown)?.[1];
    if (name === undefined) return shown;
    if (!this.known.has(name)) this.known.set(name, answer);
    return this.known.get(name);
  }
}
