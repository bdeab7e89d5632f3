import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emojiName } from '../../../src/adapters/slack/emoji.ts';
import { neutralise, renderPart, withFileNote } from '../../../src/adapters/slack/render.ts';
import type { Part } from '../../../src/delivery/surface.ts';
import { checkBlocks, pingsIn } from '../../support/fake-slack/rules.ts';

const part: Part = { index: 0, text: 'Hello.', buttons: [], files: [], writing: false, stop: false };

describe('what the Slack adapter writes', () => {
  it.each([
    '<!channel>',
    '<!here|here>',
    '<!everyone>',
    '<@U0123456789>',
    '<@W0123456789|x>',
    '<!subteam^S01|@all>',
  ])('breaks %s so that it calls nobody and can still be read', (mention) => {
    const text = neutralise(`a ${mention} b`);
    expect(pingsIn(text, { linkNames: false })).toEqual([]);
    expect(text.replaceAll('\u200b', '')).toBe(`a ${mention} b`);
  });

  it('leaves alone what only looks similar', () => {
    const text = '<!DOCTYPE html> <!-- note --> <https://example.org> a < b @channel <@media>';
    expect(neutralise(text)).toBe(text);
  });

  it('gives the beginning of the whole for the beginning of a text, and never a ping', () => {
    const piece = fc.constantFrom(
      '<',
      '&lt;',
      '!',
      '@',
      'channel',
      'here',
      'U0123456789',
      '>',
      '|',
      'subteam^S1',
      ' ',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(), (pieces, at) => {
        const whole = pieces.join('');
        const neutral = neutralise(whole);
        expect(neutral.startsWith(neutralise(whole.slice(0, at % (whole.length + 1))))).toBe(true);
        expect(pingsIn(neutral, { linkNames: false })).toEqual([]);
      }),
    );
  });

  it('is Markdown alone without buttons, and blocks with a short plain line with them', () => {
    expect(renderPart(part)).toEqual({ markdown_text: 'Hello.' });
    const withButton = {
      ...part,
      text: `<b> & ${'x'.repeat(8_000)}`,
      buttons: [{ id: 'a', label: 'b'.repeat(90) }],
    };
    const body = renderPart(withButton);
    if (!('blocks' in body)) throw new Error('There are no blocks.');
    expect(body.text.startsWith('&lt;b&gt; &amp; x')).toBe(true);
    expect(body.text.length).toBeLessThan(400);
    const blocks: unknown = body.blocks;
    expect(() => checkBlocks(blocks as Parameters<typeof checkBlocks>[0])).not.toThrow();
  });

  it('is Markdown alone where blocks would be too heavy', () => {
    const text = 'Это длинный рассказ. '.repeat(400);
    expect(renderPart({ ...part, text, stop: true }, { blocks: true })).toEqual({ markdown_text: text });
  });

  it('has Stop in the language of the person, and more buttons than fit are left out', () => {
    expect(JSON.stringify(renderPart({ ...part, stop: true }, { locale: 'fr-FR' }))).toContain('Arrêter');
    const buttons = Array.from({ length: 30 }, (_, index) => ({ id: `b${index}`, label: `${index}` }));
    expect(JSON.stringify(renderPart({ ...part, buttons })).match(/action_id/g)).toHaveLength(25);
  });

  it('says where files went, and never sends an empty message', () => {
    const file = { name: 'export.json', type: 'application/json', content: new Uint8Array() };
    expect(renderPart({ ...part, text: '', files: [file] })).toEqual({ markdown_text: 'export.json' });
    expect(withFileNote({ ...part, files: [file] }, 'fr').text).toContain('messages directs');
    expect(withFileNote(part, 'fr')).toEqual(part);
  });

  it('knows emojis by the names Slack has for them', () => {
    expect(emojiName('❤️')).toBe('heart');
    expect(emojiName(':tada:')).toBe('tada');
    expect(emojiName('not an emoji')).toBeUndefined();
  });
});
