import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Guard, gate } from '../../src/care/gate.ts';
import { humanClaimGuard, mentionGuard, promptEchoGuard, residueGuard } from '../../src/care/guards.ts';

async function* chunksOf(chunks: readonly string[]): AsyncIterable<string> {
  yield* chunks;
}

async function released(
  chunks: readonly string[],
  guards: readonly Guard[] = [],
  holdCharacters = 280,
): Promise<readonly string[]> {
  const out: string[] = [];
  for await (const text of gate(chunksOf(chunks), { guards, holdCharacters })) out.push(text);
  return out;
}

async function through(text: string, ...guards: readonly Guard[]): Promise<string> {
  return (await released([text], guards, 10)).join('');
}

describe('the gate', () => {
  it('holds short talk until it is complete', async () => {
    expect(await released(['Keep the ', 'boat. ', 'Stop there.'])).toEqual(['Keep the boat. Stop there.']);
  });

  it('lets long text out by the sentence', async () => {
    expect(await released(['One is here. Two is', ' here. Three'], [], 12)).toEqual([
      'One is here. ',
      'Two is here. ',
      'Three',
    ]);
  });

  it('changes nothing when nobody guards, however the text was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' })),
        fc.nat(40),
        async (chunks, holdCharacters) => {
          expect((await released(chunks, [], holdCharacters)).join('')).toBe(chunks.join(''));
        },
      ),
    );
  });

  it('lets a text without any end out in pieces', async () => {
    const wall = 'word '.repeat(2_000);
    const pieces = await released([wall], [], 10);
    expect(pieces.join('')).toBe(wall);
    expect(
      (
        await released(
          Array.from({ length: 400 }, () => 'word '.repeat(5)),
          [],
          10,
        )
      ).length,
    ).toBeGreaterThan(1);
  });

  it('lets nothing through a guard that breaks', async () => {
    const broken: Guard = {
      name: 'broken',
      check: (sentence) => {
        if (sentence.includes('secret')) throw new Error('broken');
        return sentence;
      },
    };
    expect((await released(['Fine. A secret. Fine too.'], [broken])).join('')).toBe('Fine. Fine too.');
  });
});

describe('the guards', () => {
  const residue = () => residueGuard('Wren');

  it('drop thinking aloud, tool calls, control words and role labels', async () => {
    expect(await through('<think>They want a poem. I should comply.</think>Keep the boat.', residue())).toBe(
      'Keep the boat.',
    );
    expect(await through('<think>It never ends. Really never.', residue())).toBe('');
    expect(
      (await through('{"tool": "remember", "arguments": {"x": 1}}\nKeep the boat.', residue())).trim(),
    ).toBe('Keep the boat.');
    expect(await through('<|im_start|>assistant: Keep the boat.<|im_end|>', residue())).not.toMatch(/im_|\|/);
    expect(await through('Wren: Keep the boat.', residue())).toBe('Keep the boat.');
    expect(await through('Wren (AI): Keep the boat.', residue())).toBe('Keep the boat.');
  });

  it('leave braces and angle brackets of ordinary talk alone', async () => {
    for (const text of ['Use {curly} braces.', 'x < 3 and y > 4.', '<3 you said.', '[a list] of things.']) {
      expect(await through(text, residue())).toBe(text);
    }
  });

  it('leave JSON that somebody asked for alone', async () => {
    for (const text of ['{"name": "Noor", "age": 3}\n', '[1, 2, 3]', '{"function": "x"}']) {
      expect(await through(text, residue())).toBe(text);
    }
  });

  it('let it use a phrase of its rules in an honest answer', async () => {
    const rules =
      'You have no body, no childhood, no weekend and no human feelings, and you claim none.\nNever write the code.\nLet them go with a short goodbye.';
    const guard = promptEchoGuard({ secrets: [rules], nonce: '' });
    const honest = 'I have no body, no childhood, no weekend and no human feelings to report.';
    expect(await through(honest, guard)).toBe(honest);
    expect(await through('Let them go with a short goodbye. Bye.', guard)).toBe('Bye.');
  });

  it('keep the prompt from being read aloud', async () => {
    const rules = 'When somebody leaves, let them go: a short goodbye, no question, no reason to stay.';
    const guard = promptEchoGuard({ secrets: [rules], nonce: 'a1b2c3d4e5f6' });
    expect(await through(`My rules say: ${rules}`, guard)).not.toContain('short goodbye');
    expect(await through('The mark is a1b2c3d4e5f6 as you see. Bye.', guard)).toBe('Bye.');
    expect(await through('When somebody leaves, I let them go.', guard)).toBe(
      'When somebody leaves, I let them go.',
    );
  });

  it('turn a claim to be human into the truth, once', async () => {
    const guard = humanClaimGuard('en', 'Wren');
    expect(await through("I'm a real woman from Lyon. I am a human being. What next?", guard)).toBe(
      'I’m Wren, an AI, not a human. What next?',
    );
    expect(await through('Honestly, I am not a bot.', guard)).toBe('I’m Wren, an AI, not a human.');
    expect(await through('Je suis une vraie personne.', humanClaimGuard('fr', 'Wren'))).toBe(
      'Je suis Wren, une IA, pas un humain.',
    );
  });

  it('leave the truth and talk about people alone', async () => {
    const guard = humanClaimGuard('en', 'Wren');
    for (const text of [
      'I’m Wren, an AI, not a human.',
      "I'm not a human.",
      'I am a fan of complaint letters.',
      'She says she is a real person.',
      'Je ne suis pas une personne.',
      'Je suis une IA.',
      "I'm not human.",
      'You wrote “I am a woman of few words” and then used ninety.',
      'Cut "I\'m a real person" from line two.',
    ]) {
      expect(await through(text, guard)).toBe(text);
    }
  });

  it('make mentions harmless and leave addresses alone', async () => {
    const loud =
      'Hey @everyone and @here, <@U0123ABCD> <@&123456789012345678> <!channel> <!subteam^S01> <#C01> ＠everyone!';
    const quiet = await through(loud, mentionGuard);
    expect(quiet).not.toMatch(/[@＠](everyone|here)|<[@!#]/);
    expect(quiet.replaceAll('\u2060', '')).toBe(loud);
    for (const text of ['write to noor@everyone.example or a@b.example', 'ask @Noor', 'x <y> z']) {
      expect(await through(text, mentionGuard)).toBe(text);
    }
  });
});
