import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/adapters/slack/plain-text.ts';
import { escapeText } from '../../../src/adapters/slack/render.ts';

const names = {
  botId: 'U0WREN',
  nameOf: (id: string) => ({ U0NOOR: 'Noor', U0ILSE: 'Ilse K.' })[id],
};

describe('what people write in Slack', () => {
  it.each([
    ['the bot’s own mention at the start, with its comma', '<@U0WREN>, settle it', 'settle it'],
    ['the bot’s own mention elsewhere', 'what do you think <@U0WREN|wren>?', 'what do you think?'],
    ['people by their names', 'ask <@U0NOOR> and <@U0ILSE>', 'ask @Noor and @Ilse K.'],
    ['a name that came along', 'ask <@U0NEW|teo>', 'ask @teo'],
    ['somebody nobody knows', 'ask <@U0GONE>', 'ask @somebody'],
    ['channels', 'see <#C1|general> and <#C2>', 'see #general and #channel'],
    [
      'groups and broadcasts',
      '<!here> <!channel|channel> <!subteam^S1|@bakers> <!subteam^S2>',
      '@here @channel @bakers @group',
    ],
    ['dates', 'due <!date^1392734382^{date}|Feb 18>', 'due Feb 18'],
    ['bare links', 'see <https://example.org/a?b=1&amp;c=2>', 'see https://example.org/a?b=1&c=2'],
    ['links shown without their scheme', '<http://example.org|example.org>', 'http://example.org'],
    ['named links', 'the <https://example.org|recipe>', 'the [recipe](https://example.org)'],
    ['addresses', '<mailto:a@example.org|a@example.org>', 'a@example.org'],
    ['escapes', 'a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['emphasis', '*bold* _soft_ ~gone~', '**bold** _soft_ ~~gone~~'],
    ['stars that are no emphasis', '2*3*4 and * a * b', '2*3*4 and * a * b'],
    ['code, left alone', '`*a* ~b~` and ```*c*\n~d~```', '`*a* ~b~` and ```*c*\n~d~```'],
    ['nothing but a mention', '<@U0WREN>', ''],
    ['right-to-left text and lone surrogates', '<@U0WREN> שלום \ud800', 'שלום \ud800'],
  ])('reads %s', (_, text, plain) => {
    expect(plainText(text, names)).toBe(plain);
  });

  it('comes out as it was written, whatever Slack had to escape', () => {
    const written = fc.string({ unit: 'grapheme' }).filter((text) => !/[*~]/.test(text));
    fc.assert(
      fc.property(written, (text) => {
        expect(plainText(escapeText(text), names)).toBe(text.trim());
      }),
    );
  });

  it('never takes longer than a message deserves', () => {
    const hostile = `${'<@U0WREN'.repeat(5_000)}${'*a '.repeat(10_000)}${'~'.repeat(20_000)}${'`'.repeat(9_999)}`;
    const started = performance.now();
    plainText(hostile, names);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
