/** So long a link may take to answer its first byte. */
const PATIENCE_MS = 5_000;

/** Does a read link answer, as seen from this server? It is asked for one byte, without any login. */
export async function linkAnswers(url: string, { isEmpty }: { readonly isEmpty: boolean }): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      // Of no bytes there is no first one.
      headers: isEmpty ? {} : { range: 'bytes=0-0' },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
