import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPacer } from '../../src/delivery/pacer.ts';
import { SurfaceError } from '../../src/delivery/surface.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createScript, createScriptedSurface, startDelivery } from './scripted-surface.ts';

const letters = (text: string) => text.replaceAll(/\s/g, '');
const piece = fc.record({
  text: fc.string({ unit: fc.constantFrom('a', 'b ', '. ', '\n\n', '🙂', 'é'), minLength: 1, maxLength: 60 }),
  waitMs: fc.integer({ min: 0, max: 2_000 }),
});
const answer = {
  pieces: fc.array(piece, { minLength: 1, maxLength: 20 }),
  growth: fc.constantFrom('edit', 'append', 'none' as const),
  maxCharacters: fc.integer({ min: 40, max: 200 }),
  tooFast: fc.array(fc.constantFrom('post', 'edit', 'fine' as const), { maxLength: 6 }),
  takesMs: fc.integer({ min: 0, max: 500 }),
};

function start({ growth, maxCharacters, tooFast, takesMs }: Shape) {
  const clock = createFakeClock();
  const surface = createScriptedSurface(clock, { growth, maxCharacters });
  const refusal = (kind: 'post' | 'edit') =>
    tooFast.map((when) =>
      when === kind ? new SurfaceError('rate', '429', { retryAfterMs: 3_000 }) : undefined,
    );
  surface.fail('post', ...refusal('post'));
  surface.fail('edit', ...refusal('edit'));
  surface.slow(takesMs);
  const script = createScript();
  const pacer = createPacer({ clock });
  return { script, ...startDelivery(script.reply, { clock, surface, pacer }) };
}

type Shape = {
  readonly growth: 'edit' | 'append' | 'none';
  readonly maxCharacters: number;
  readonly tooFast: readonly ('post' | 'edit' | 'fine')[];
  readonly takesMs: number;
};

test('whatever the pace and however often the platform says "too fast", the whole text ends up shown once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.record(answer), async ({ pieces, ...shape }) => {
      const { clock, surface, receipt, recorded, script } = start(shape);
      for (const { text, waitMs } of pieces) {
        script.say(text);
        await clock.advance(waitMs);
      }
      script.end();
      await clock.advance(600_000);
      const said = pieces.map(({ text }) => text).join('');
      const { outcome, messages, text } = await receipt;
      if (said.trim() === '') {
        expect(outcome).toBe('failed');
        return;
      }
      expect({ outcome, text }).toEqual({ outcome: 'delivered', text: said.trim() });
      const shown = surface.visible();
      expect(letters(shown.map((part) => part.text).join(''))).toBe(letters(said));
      expect(shown.some((part) => part.stop || (part.writing && shape.growth === 'append'))).toBe(false);
      expect(messages).toEqual(recorded);
      expect(messages).toHaveLength(shown.length);
      expect(surface.underWay()).toBe(1);
    }),
    { numRuns: 60 },
  );
});

test('whenever it is stopped, what stays is clean and is what the receipt says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.record(answer), fc.nat(20), async ({ pieces, ...shape }, stopAfter) => {
      const { clock, surface, receipt, script, stop } = start({ ...shape, tooFast: [] });
      for (const { text, waitMs } of pieces.slice(0, stopAfter)) {
        script.say(text);
        await clock.advance(waitMs);
      }
      stop();
      script.say('never shown');
      await clock.advance(600_000);
      const { outcome, messages, text } = await receipt;
      expect(outcome).toBe('stopped');
      const shown = surface.visible();
      expect(text).toBe(shown.map((part) => part.text).join('\n'));
      expect(text).not.toContain('never');
      expect(messages).toHaveLength(shown.length);
      expect(shown.some((part) => part.stop || (part.writing && shape.growth === 'append'))).toBe(false);
    }),
    { numRuns: 60 },
  );
});
