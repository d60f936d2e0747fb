import { QueryFailedError } from 'typeorm';

/** Runs the work; a refusal by one of the named constraints becomes the error that stands for it. */
export async function translatingConstraints<Result>(
  errors: Readonly<Record<string, () => Error>>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const constraint =
      cause instanceof QueryFailedError ? (cause.driverError as { constraint?: string }).constraint : undefined;
    const error = constraint === undefined ? undefined : errors[constraint];
    throw error === undefined ? cause : error();
  }
}
