import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../src/commands/index.ts';
import { buttonId } from '../../../src/core/button.ts';
import type { CommandCall, Press } from '../../../src/core/message.ts';
import { type Reply, replyOf } from '../../../src/core/reply.ts';
import {
  type FakeChannel,
  type FakeDiscord,
  type FakePerson,
  labelsOf,
  startFakeDiscord,
  until,
} from '../../support/fake-discord/index.ts';
import { specs } from './specs.ts';
import { fastClock, startAdapter, stopAdapters } from './start-adapter.ts';

let discord: FakeDiscord;
let channel: FakeChannel;
let ilse: FakePerson;
let marek: FakePerson;

beforeEach(async () => {
  discord = await startFakeDiscord();
  channel = discord.guild('Tea House').channel('general');
  ilse = discord.person('Ilse');
  marek = discord.person('Marek');
});

afterEach(async () => {
  await stopAdapters();
  await discord.close();
});

const button = (acknowledge: 'public' | 'private' | 'update', label: string) => ({
  id: buttonId({ acknowledge, action: 'me', verb: 'show', value: '2' }),
  label,
});

describe('commands and buttons', () => {
  it('hears a slash command with its options, language and caller', async () => {
    const { incoming } = await startAdapter(discord, { commands: specs });
    ilse.runs('/poem', { form: 'haiku', about: 'the deploy' }, channel, { locale: 'fr', admin: true });
    await until(() => incoming.length === 1);
    expect(incoming[0]).toMatchObject({
      kind: 'command',
      call: { kind: 'native', command: 'poem', options: { form: 'haiku', about: 'the deploy' } },
      name: 'Ilse',
      locale: 'fr',
      admin: true,
      audience: { kind: 'shared', room: channel.id },
    });
  });

  it('hears a subcommand, privately in a direct message', async () => {
    const { incoming } = await startAdapter(discord, { commands: specs });
    ilse.runs('/me keep', { what: 'plum rye' }, discord.dm(ilse));
    await until(() => incoming.length === 1);
    const call = incoming[0] as CommandCall;
    expect(call.call).toEqual({
      kind: 'native',
      command: 'me',
      subcommand: 'keep',
      options: { what: 'plum rye' },
    });
    expect(call.audience.kind).toBe('private');
    expect(call.admin).toBeUndefined();
  });

  it('takes a group and other people’s direct messages as shared', async () => {
    const { incoming } = await startAdapter(discord, { commands: specs });
    const group = discord.groupDm([ilse, marek]);
    ilse.runs('/me show', {}, group, { userInstalledOnly: true });
    await until(() => incoming.length === 1);
    expect((incoming[0] as CommandCall).audience).toEqual({
      kind: 'shared',
      platform: 'discord',
      tenant: '',
      room: group.id,
    });
  });

  it('acknowledges within a second, however long the answer takes, and fills the place held', async () => {
    let release: () => void = () => {};
    const thought = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { receipts } = await startAdapter(discord, {
      commands: specs,
      answer: () => ({
        visibility: 'public',
        place: 'new',
        body: (async function* () {
          await thought;
          yield { kind: 'text', text: 'A haiku.' } as const;
          yield { kind: 'end', buttons: [], files: [] } as const;
        })(),
      }),
    });
    const run = ilse.runs('/poem', { form: 'haiku' }, channel);
    await until(() => run.acknowledged !== undefined);
    expect(run.acknowledgedAfterMs).toBeLessThan(1_000);
    expect(run.original?.waiting).toBe(true);
    release();
    await until(() => receipts.length === 1);
    expect(run.original).toMatchObject({ content: 'A haiku.', waiting: false });
    expect(channel.messages.filter(({ author }) => author.id === discord.bot.id)).toHaveLength(1);
  });

  it('does not acknowledge what could not be written down', async () => {
    const { logged } = await startAdapter(discord, {
      commands: specs,
      beforeAccept: async () => {
        throw new Error('disk full');
      },
    });
    const run = ilse.runs('/poem', { form: 'haiku' }, channel);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(run.acknowledged).toBeUndefined();
    expect(logged.join('\n')).toContain('could not be written');
  });

  it('acknowledges an interaction delivered twice only once', async () => {
    const { receipts, logged } = await startAdapter(discord, {
      commands: specs,
      answer: () => slowReply('One.'),
    });
    discord.faults.repeatNextEvent();
    const run = ilse.runs('/poem', { form: 'haiku' }, channel);
    await until(() => receipts.length === 1);
    expect(run.original).toMatchObject({ content: 'One.', waiting: false });
    expect(discord.requests.filter(({ path }) => path.endsWith('/callback'))).toHaveLength(1);
    expect(logged.filter((line) => line.startsWith('warn') && !line.includes('this is an AI'))).toEqual([]);
  });

  it('keeps a private answer private in all its parts', async () => {
    const text = Array.from({ length: 300 }, (_, index) => `Fact ${index} about you.`).join('\n');
    const { receipts } = await startAdapter(discord, {
      commands: specs,
      answer: () => replyOf(text, { visibility: 'private' }),
    });
    ilse.runs('/me show', {}, channel);
    await until(() => receipts.length === 1);
    expect(receipts[0]?.outcome).toBe('delivered');
    expect(channel.shown()).toEqual([]);
    expect(channel.shownTo(marek)).toEqual([]);
    expect(channel.shownTo(ilse).length).toBeGreaterThan(2);
  });

  it('hands over a file privately', async () => {
    const file = { name: 'export.json', type: 'application/json', content: new TextEncoder().encode('{}') };
    const { receipts, painted } = await startAdapter(discord, {
      commands: specs,
      answer: () => replyOf('Here is everything.', { visibility: 'private', files: [file] }),
    });
    const run = ilse.runs('/me show', {}, channel);
    await until(() => receipts.length === 1);
    expect(run.original?.attachments.map(({ name }) => name)).toEqual(['export.json']);
    expect(run.original?.privateTo).toBe(ilse.id);
    expect(JSON.stringify(painted)).not.toContain(run.token);
  });

  it('answers privately where a public place was held', async () => {
    const { receipts } = await startAdapter(discord, {
      commands: specs,
      answer: () => replyOf('Not here, please.', { visibility: 'private' }),
    });
    ilse.runs('/poem', { form: 'haiku' }, channel);
    await until(() => receipts.length === 1);
    expect(channel.shown()).toEqual([]);
    expect(channel.shownTo(ilse)).toEqual(['Not here, please.']);
    expect(channel.messages.filter(({ waiting }) => waiting)).toEqual([]);
  });

  it('takes "is thinking" away when there is no answer', async () => {
    await startAdapter(discord, { commands: specs, answer: () => undefined });
    const run = ilse.runs('/poem', { form: 'haiku' }, channel);
    await until(() => run.original?.deleted === true);
    expect(run.acknowledged).toBe(5);
  });

  it('goes on as a message of the channel when the token is dead, if everybody may see it', async () => {
    const { receipts } = await startAdapter(discord, {
      commands: specs,
      answer: () => {
        discord.faults.expireInteractions();
        return replyOf('Late.');
      },
    });
    ilse.runs('/poem', { form: 'haiku' }, channel);
    await until(() => receipts.length === 1);
    expect(receipts[0]?.outcome).toBe('delivered');
    expect(channel.shown()).toEqual(['Late.']);
  });

  it.each([
    ['Discord took no acknowledgement', 'refused'],
    ['it is old', 'old'],
  ] as const)('does not knock at a token that is dead because %s', async (_why, why) => {
    if (why === 'refused') {
      discord.faults.on('POST', /callback$/, { kind: 'refuse', status: 404, code: 10062 });
    }
    const ahead = why === 'old' ? 20 * 60_000 : 0;
    const clock = fastClock();
    const { receipts } = await startAdapter(discord, {
      commands: specs,
      answer: () => replyOf('Late.'),
      clock: { ...clock, now: () => clock.now() + ahead },
    });
    ilse.runs('/poem', { form: 'haiku' }, channel);
    await until(() => receipts.length === 1);
    expect(channel.shown()).toEqual(['Late.']);
    const answered = discord.requests.filter(
      ({ method, path }) => method !== 'DELETE' && path.startsWith('/webhooks/'),
    );
    expect(answered).toEqual([]);
  });

  it('ends a private answer where its token dies, and says so', async () => {
    const { receipts } = await startAdapter(discord, {
      commands: specs,
      answer: () => ({
        visibility: 'private',
        place: 'new',
        body: (async function* () {
          yield { kind: 'text', text: 'The first half, which is long enough to be shown at once. ' } as const;
          await until(() => channel.shownTo(ilse).length === 1);
          discord.faults.expireInteractions();
          yield { kind: 'text', text: 'The second half.' } as const;
          yield { kind: 'end', buttons: [], files: [] } as const;
        })(),
      }),
    });
    ilse.runs('/me show', {}, channel);
    await until(() => receipts.length === 1);
    expect(receipts[0]).toMatchObject({ outcome: 'failed', reason: 'expired' });
    expect(channel.shown()).toEqual([]);
  });

  it('finishes a public answer in place when its token dies half-way', async () => {
    const { receipts } = await startAdapter(discord, {
      commands: specs,
      answer: () => ({
        visibility: 'public',
        place: 'new',
        body: (async function* () {
          yield { kind: 'text', text: 'The first half, which is long enough to be shown at once. ' } as const;
          await until(() => channel.shown().length === 1);
          discord.faults.expireInteractions();
          yield { kind: 'text', text: 'The second half.' } as const;
          yield { kind: 'end', buttons: [], files: [] } as const;
        })(),
      }),
    });
    ilse.runs('/poem', { form: 'haiku' }, channel);
    await until(() => receipts.length === 1);
    expect(receipts[0]?.outcome).toBe('delivered');
    expect(channel.shown()).toEqual([
      'The first half, which is long enough to be shown at once. The second half.',
    ]);
  });

  it('shows no part twice when Discord fails after accepting it', async () => {
    const text = Array.from({ length: 150 }, (_, index) => `Line ${index} of something long.`).join('\n');
    discord.faults.on('POST', /^\/webhooks\//, { kind: 'fail-after-accepting' });
    const { receipts } = await startAdapter(discord, { commands: specs, answer: () => replyOf(text) });
    ilse.runs('/poem', { form: 'haiku' }, channel);
    await until(() => receipts.length === 1);
    const shown =
      channel
        .shown()
        .join('\n')
        .match(/Line \d+/g) ?? [];
    expect(new Set(shown).size).toBe(shown.length);
    expect(receipts[0]).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
  });

  it('never makes a private answer public when the token is dead', async () => {
    const { receipts } = await startAdapter(discord, {
      commands: specs,
      answer: () => {
        discord.faults.expireInteractions();
        return replyOf('For you alone.', { visibility: 'private' });
      },
    });
    ilse.runs('/me show', {}, channel);
    await until(() => receipts.length === 1);
    expect(receipts[0]).toMatchObject({ outcome: 'failed', reason: 'expired' });
    expect(channel.shown()).toEqual([]);
    ilse.runs('/me show', {}, discord.dm(ilse));
    await until(() => receipts.length === 2);
    expect(discord.dm(ilse).shown()).toEqual(['For you alone.']);
  });

  it.each([
    ['still held', true],
    ['taken away meanwhile', false],
  ])(
    'answers a command of an earlier process through the token it left, its place %s',
    async (_how, held) => {
      const never = new Promise<void>(() => {});
      const first = await startAdapter(discord, { commands: specs, ...(held ? { settled: never } : {}) });
      const run = ilse.runs('/poem', { form: 'haiku' }, channel);
      await until(() => run.acknowledged !== undefined && run.original?.deleted === !held);
      await stopAdapters();
      const second = await startAdapter(discord, { commands: specs });
      const event = first.incoming[0] as CommandCall;
      const receipt = await second.adapter.deliver({
        eventId: event.eventId,
        kind: 'command',
        address: event.address,
        reply: replyOf('As promised.'),
        signal: new AbortController().signal,
        paint: { known: [], resumed: false, record: async () => {} },
      });
      expect(receipt.outcome).toBe('delivered');
      expect(channel.shown()).toEqual(['As promised.']);
    },
  );

  it('changes the message under whose button somebody pressed', async () => {
    const { receipts, incoming } = await startAdapter(discord, {
      answer: (event) =>
        event.kind === 'press'
          ? replyOf('Page two.', { place: 'update', buttons: [button('update', 'Back')] })
          : replyOf('Page one.', { buttons: [button('update', 'Next')] }),
    });
    ilse.writesToBot('show');
    const dm = discord.dm(ilse);
    await until(() => receipts.length === 1);
    const [shown] = dm.messages.filter(({ author }) => author.id === discord.bot.id);
    if (!shown) throw new Error('There is no answer.');
    const press = ilse.presses(shown, 'Next');
    await until(() => receipts.length === 2);
    expect(press.acknowledged).toBe(6);
    expect((incoming[1] as Press).button).toBe(button('update', 'Next').id);
    expect(dm.shown()).toEqual(['Page two.']);
    expect(labelsOf(shown)).toEqual(['Back']);
  });

  it('changes a private message in place', async () => {
    const { receipts } = await startAdapter(discord, {
      commands: specs,
      answer: (event) =>
        event.kind === 'press'
          ? replyOf('Page two.', { place: 'update', visibility: 'private' })
          : replyOf('Page one.', { visibility: 'private', buttons: [button('update', 'Next')] }),
    });
    const run = ilse.runs('/me show', {}, channel);
    await until(() => receipts.length === 1);
    if (!run.original) throw new Error('There is no answer.');
    ilse.presses(run.original, 'Next');
    await until(() => receipts.length === 2);
    expect(channel.shownTo(ilse)).toEqual(['Page two.']);
    expect(channel.shown()).toEqual([]);
  });

  it('opens a private answer from a button everybody sees', async () => {
    const { receipts } = await startAdapter(discord, {
      answer: (event) =>
        event.kind === 'press'
          ? replyOf('For you alone.', { visibility: 'private' })
          : replyOf('That is private.', { buttons: [button('private', 'Show me')] }),
    });
    ilse.says(channel, '@Wren me show');
    await until(() => receipts.length === 1);
    const shown = channel.messages.at(-1);
    if (!shown) throw new Error('There is no answer.');
    ilse.presses(shown, 'Show me');
    await until(() => receipts.length === 2);
    expect(channel.shown()).toEqual(['That is private.']);
    expect(channel.shownTo(ilse)).toEqual(['That is private.', 'For you alone.']);
  });

  it('says so plainly where an app of one’s own has no answers left', async () => {
    const text = Array.from({ length: 900 }, (_, index) => `Line ${index} of something long.`).join('\n');
    const { receipts } = await startAdapter(discord, { commands: specs, answer: () => replyOf(text) });
    channel.denied.add('view');
    ilse.runs('/poem', { form: 'haiku' }, channel, { userInstalledOnly: true });
    await until(() => receipts.length === 1, 'receipt', 10_000);
    expect(receipts[0]).toMatchObject({ outcome: 'failed', reason: 'forbidden' });
    expect(receipts[0]?.messages).toHaveLength(6);
  });
});

describe('publishing commands', () => {
  const puts = () =>
    discord.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'));

  it('publishes what Discord takes, in both languages, and only when something changed', async () => {
    await startAdapter(discord, { commands: specs });
    expect(puts()).toHaveLength(1);
    await stopAdapters();
    await startAdapter(discord, { commands: specs });
    expect(puts()).toHaveLength(1);
    await stopAdapters();
    await startAdapter(discord, { commands: specs.slice(1) });
    expect(puts()).toHaveLength(2);
    expect(discord.commands().map((command) => command['name'])).toEqual(['me', 'setup']);
    expect(discord.commands()[0]).toMatchObject({
      description: 'What is kept about you',
      description_localizations: { fr: 'Ce qui est gardé sur vous' },
    });
    expect(discord.commands()[1]).toMatchObject({ default_member_permissions: '32', contexts: [0] });
  });

  it('publishes the program’s own commands', async () => {
    const { logged } = await startAdapter(discord, { commands });
    expect(logged.join('\n')).not.toContain('could not be published');
    expect(discord.commands().map((command) => command['name'])).toEqual(commands.map(({ name }) => name));
    await stopAdapters();
    await startAdapter(discord, { commands });
    expect(puts()).toHaveLength(1);
  });

  it('starts all the same when Discord refuses the commands', async () => {
    discord.faults.on('PUT', /commands$/, { kind: 'refuse', status: 400, code: 50035 });
    const { logged, incoming } = await startAdapter(discord, { commands: specs });
    expect(logged.join('\n')).toContain('could not be published');
    ilse.writesToBot('hi');
    await until(() => incoming.length === 1);
  });
});

/** An answer that comes a moment after everything else has happened. */
function slowReply(text: string): Reply {
  return {
    visibility: 'public',
    place: 'new',
    body: (async function* () {
      await new Promise((resolve) => setTimeout(resolve, 100));
      yield { kind: 'text', text } as const;
      yield { kind: 'end', buttons: [], files: [] } as const;
    })(),
  };
}
