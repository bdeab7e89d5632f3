import { describe, expect, it } from 'vitest';
import type { CommandTools } from '../../src/commands/command.ts';
import { commands } from '../../src/commands/index.ts';
import type { Message } from '../../src/core/message.ts';
import type { Account } from '../../src/core/room.ts';
import { createCommandRunner } from '../../src/turn/run-command.ts';

const noor: Account = { platform: 'slack', tenant: 'T1', user: 'U1' };
/** Nothing here is run, so nothing is needed. */
const runner = createCommandRunner(commands, {} as CommandTools, {
  save: async () => 'id',
  load: async () => undefined,
});

function message(text: string, audience: 'private' | 'shared'): Message {
  return {
    kind: 'message',
    eventId: 'e1',
    dedupeKeys: ['e1'],
    at: 1,
    room: { platform: 'slack', tenant: 'T1', id: 'C1' },
    account: noor,
    name: 'Noor',
    audience:
      audience === 'private'
        ? { kind: 'private', account: noor }
        : { kind: 'shared', platform: 'slack', tenant: 'T1', room: 'C1' },
    address: { platform: 'slack', to: {} },
    messageId: 'm1',
    text,
    contentAvailable: true,
    attachments: [],
    joins: true,
  };
}

describe('a message that may be a command', () => {
  it('is one in a shared room when its options parse', () => {
    expect(runner.inWords(message('poem form:haiku the deploy', 'shared'))).toMatchObject({
      kind: 'command',
    });
    expect(runner.inWords(message('story a lighthouse', 'shared'))).toMatchObject({ kind: 'command' });
    expect(runner.inWords(message('me too', 'shared'))).toBeUndefined();
    expect(runner.inWords(message('help me with verse two', 'shared'))).toBeUndefined();
    expect(runner.inWords(message('settle it', 'shared'))).toBeUndefined();
  });

  it('is one in a direct message only when it cannot be meant as talk', () => {
    expect(runner.inWords(message('help', 'private'))).toMatchObject({ kind: 'command' });
    expect(runner.inWords(message('poem form:haiku the deploy', 'private'))).toMatchObject({
      kind: 'command',
    });
    expect(runner.inWords(message('story of my life', 'private'))).toBeUndefined();
    expect(runner.inWords(message('me forget it', 'private'))).toBeUndefined();
  });

  it('is one, right or wrong, when it begins with a slash and a word', () => {
    expect(runner.inWords(message('/story of my life', 'private'))).toMatchObject({ kind: 'command' });
    expect(runner.inWords(message('/peom x', 'private'))).toMatchObject({ kind: 'unknown', nearest: 'poem' });
    expect(runner.inWords(message('/me too', 'private'))).toMatchObject({ kind: 'problem' });
  });

  it('is talk when the slash belongs to a path or an address', () => {
    for (const text of ['/r/writing is odd', '/home/noor/novel.txt', '//', '/', '/ help', '1/2 of it']) {
      expect(runner.inWords(message(text, 'private'))).toBeUndefined();
    }
  });
});
