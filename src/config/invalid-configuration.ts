/** The environment cannot be used. The message names every problem, one a line, and never shows a secret's value. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';

  constructor(readonly problems: readonly string[]) {
    super(['The configuration cannot be used:', ...problems.map((problem) => `  * ${problem}`)].join('\n'));
  }
}
