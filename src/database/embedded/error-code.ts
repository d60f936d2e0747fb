/** The code of a system or database error ("ENOENT", "57P03"), when it has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Awaits the work; an error with one of the codes becomes undefined. */
export async function unlessCode<Result>(codes: readonly string[], work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) {
      return undefined;
    }
    throw error;
  }
}
