import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Names, plainText } from '../../../src/adapters/discord/plain-text.ts';

const names: Names = {
  botId: '11',
  ownRoles: ['12'],
  roleName: (id) => (id === '13' ? 'bakers' : undefined),
  nickname: () => undefined,
  channelName: (id) => (id === '14' ? 'ovens' : undefined),
  threadParent: () => undefined,
};
const mentioned = [
  { id: '21', username: 'ilse', global_name: 'Ilse', member: { nick: 'Captain' } },
  { id: '22', username: 'marek', global_name: null },
];

describe('a message as plain text', () => {
  it.each([
    ['<@11> settle it', 'settle it'],
    ['<@!11>, settle it', 'settle it'],
    ['settle it <@11>', 'settle it'],
    ['what do you think, <@11>?', 'what do you think?'],
    ['what do you think <@11>?', 'what do you think?'],
    ['hey <@11> look', 'hey look'],
    ['yes, <@11>, look', 'yes, look'],
    ['one\n<@11> two', 'one\ntwo'],
    ['<@11>', ''],
    ['<@&12> hello', 'hello'],
    ['<@21> and <@22> and <@23>', '@Captain and @marek and @somebody'],
    ['ask <@&13> in <#14> or <#15>', 'ask @bakers in #ovens or #channel'],
    ['<:plum:30> <a:rye:31> </poem haiku:32>', ':plum: :rye: /poem haiku'],
    ['@everyone <b> 1 < 2 > 0', '@everyone <b> 1 < 2 > 0'],
  ])('reads %j as %j', (content, text) => {
    expect(plainText(content, mentioned, names)).toBe(text);
  });

  it('never leaves a mention of the bot, nor an id, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom('<@11>', '<@!11>', '<@&12>', '<@21>', '<@&13>', '<#14>', '<', '>', '@', '\n', ' '),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(plainText(pieces.join(' '), mentioned, names)).not.toMatch(/<@[!&]?\d+>/);
      }),
    );
  });
});
