/** What the API answers instead of success. `code` is one of Discord's JSON error codes. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: number;
  readonly details: unknown;

  constructor(status: number, code: number, message: string, details?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** 50035: one field of the body breaks a rule. */
export function invalidForm(path: string, code: string, message: string): ApiProblem {
  const leaf: unknown = { _errors: [{ code, message }] };
  const errors = path
    .split('.')
    .reverse()
    .reduce((inner: unknown, key) => ({ [key]: inner }), leaf);
  return new ApiProblem(400, 50035, 'Invalid Form Body', errors);
}

export const unknownChannel = () => new ApiProblem(404, 10003, 'Unknown Channel');
export const unknownMessage = () => new ApiProblem(404, 10008, 'Unknown Message');
export const unknownWebhook = () => new ApiProblem(404, 10015, 'Unknown Webhook');
export const unknownUser = () => new ApiProblem(404, 10013, 'Unknown User');
export const unknownInteraction = () => new ApiProblem(404, 10062, 'Unknown interaction');
export const alreadyAcknowledged = () =>
  new ApiProblem(400, 40060, 'Interaction has already been acknowledged.');
export const tooManyFollowUps = () =>
  new ApiProblem(400, 40094, 'Maximum number of follow up messages reached');
export const missingAccess = () => new ApiProblem(403, 50001, 'Missing Access');
export const foreignMessage = () =>
  new ApiProblem(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = () => new ApiProblem(400, 50006, 'Cannot send an empty message');
export const blockedByPerson = () => new ApiProblem(403, 50007, 'Cannot send messages to this user');
export const missingPermissions = () => new ApiProblem(403, 50013, 'Missing Permissions');
export const invalidWebhookToken = () => new ApiProblem(401, 50027, 'Invalid Webhook Token');
export const noReplyWithoutHistory = () =>
  new ApiProblem(400, 160002, 'Cannot reply without permission to read message history');
