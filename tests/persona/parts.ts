import { loadPersona } from '../../src/persona/persona-file.ts';
import type { PrivateParts, SharedParts } from '../../src/persona/prompt-parts.ts';

export const wren = await loadPersona('personas/wren.yaml');

export const noor = { platform: 'discord', tenant: '', user: '1' } as const;
export const direct = { kind: 'private', account: noor } as const;
export const kitchen = { kind: 'shared', platform: 'discord', tenant: 't', room: 'kitchen' } as const;
export const nonce = 'k3x9q2m7';
export const now = Date.UTC(2026, 10, 24, 8, 30, 41);

const common = {
  persona: wren,
  careRules: 'You are an AI and say so.',
  language: 'en',
  history: [],
  message: { name: 'Noor', text: 'back', attachments: [], contentAvailable: true },
  now,
  timeZone: 'Europe/Paris',
  nonce,
} as const;

export function privateParts(change: Partial<PrivateParts> = {}): PrivateParts {
  return { ...common, room: 'private', audience: direct, profile: [], recalled: [], ...change };
}

export function sharedParts(change: Partial<SharedParts> = {}): SharedParts {
  return { ...common, room: 'shared', audience: kitchen, profile: [], recalled: [], ...change };
}
