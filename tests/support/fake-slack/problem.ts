/** What Slack answers instead of doing something: `{ ok: false, error }`. */
export class SlackProblem extends Error {
  override readonly name = 'SlackProblem';
  readonly error: string;

  constructor(error: string) {
    super(error);
    this.error = error;
  }
}

/** Refuses unless the condition holds. */
export function demand(condition: unknown, error: string): asserts condition {
  if (!condition) throw new SlackProblem(error);
}
