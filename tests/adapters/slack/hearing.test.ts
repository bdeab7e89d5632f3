import { afterEach, describe, expect, it } from 'vitest';
import { stopButtonId } from '../../../src/core/button.ts';
import { until } from '../../support/fake-slack/until.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;

afterEach(() => rig.close());

/** Everything sent was acknowledged, and everything that should be heard was. */
async function settled(): Promise<void> {
  await until(() => rig.slack.socket.sent.every(({ ackedAfterMs }) => ackedAfterMs !== undefined));
}

describe('what the Slack adapter hears', () => {
  it('takes a mention once although Slack sends it twice, and again on a repeated delivery', async () => {
    rig = await openRig();
    rig.slack.faults.deliverEvents(2);
    const team = rig.slack.team();
    const noor = team.person('Noor', { locale: 'fr-FR', timeZone: 'Europe/Paris', admin: true });
    const said = noor.says(team.channel('general'), '@Wren settle it, @Ilse & co <wait>');
    const message = await rig.next('message');
    await until(() => rig.slack.socket.sent.length === 4);
    await settled();
    expect(rig.taken).toHaveLength(1);
    expect(message).toMatchObject({
      text: 'settle it, @Ilse & co <wait>',
      name: 'Noor',
      locale: 'fr-FR',
      timeZone: 'Europe/Paris',
      admin: true,
      account: { platform: 'slack', tenant: team.id, user: noor.id },
      room: { id: `${said.channel.id}:${said.ts}`, within: said.channel.id },
      audience: { kind: 'shared', room: said.channel.id },
      contentAvailable: true,
      joins: true,
    });
  });

  it('treats a direct message as one private room, threads and all', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const noor = team.person('Noor');
    const said = noor.writesTo(team.bot, 'you read drafts?');
    const first = await rig.next('message');
    noor.says(said, 'and poems?');
    const second = await rig.next('message');
    expect(first.room).toEqual(second.room);
    expect(first.room.id).toBe(noor.dm().id);
    expect(first.audience).toEqual({ kind: 'private', account: first.account });
    expect(first.address.to).toMatchObject({ threadTs: said.ts, direct: true });
  });

  it('treats a direct message between several people as shared, and answers mentions there only', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const noor = team.person('Noor');
    const group = team.groupMessage([noor, team.person('Ilse')]);
    noor.says(group, 'not for you');
    noor.says(group, 'but this, @Wren');
    const message = await rig.next('message');
    await settled();
    expect(rig.taken).toHaveLength(1);
    expect(message.text).toBe('but this,');
    expect(message.audience.kind).toBe('shared');
  });

  it('ignores itself, other bots, system messages and talk that is for others', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const noor = team.person('Noor');
    const ilse = team.person('Ilse');
    const channel = team.channel('general');
    const root = noor.says(channel, 'just talking');
    noor.says(channel, `@${ilse.name} what do you think?`);
    noor.says(root, 'in a thread, to nobody');
    noor.says(channel, '@channel lunch');
    noor.says(channel, '@Wren joined', { subtype: 'channel_join' });
    noor.says(channel, '@Wren from an app', { extra: { app_id: 'A0OTHER' } });
    rig.slack.otherBotSays(channel, `<@${team.bot.id}> hello`);
    rig.slack.emit(team, {
      type: 'message',
      user: team.bot.id,
      text: `<@${team.bot.id}>`,
      ts: '1.2',
      channel: channel.id,
    });
    noor.says(channel, '@Wren are you there?');
    const message = await rig.next('message');
    await settled();
    expect(rig.taken).toEqual([message]);
    const receipt = await rig.deliver(message, 'Here.');
    await settled();
    expect(receipt.outcome).toBe('delivered');
    expect(rig.taken).toHaveLength(1);
  });

  it('passes files on by name, and a message that is nothing but a mention as empty', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const noor = team.person('Noor');
    noor.says(team.channel('general'), '@Wren');
    expect(await rig.next('message')).toMatchObject({ text: '', attachments: [] });
    noor.writesTo(team.bot, '', {
      files: [{ id: 'F1', name: 'draft.md', mimetype: 'text/markdown', size: 12 }],
    });
    expect(await rig.next('message')).toMatchObject({
      text: '',
      attachments: [{ name: 'draft.md', type: 'text/markdown', bytes: 12 }],
    });
  });

  it('tells of an edit once with its new words, and of nothing when only a preview came', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const noor = team.person('Noor');
    const said = noor.writesTo(team.bot, 'the oven is wrong');
    await rig.next('message');
    rig.slack.emit(team, {
      type: 'message',
      subtype: 'message_changed',
      channel: said.channel.id,
      channel_type: 'im',
      ts: '1.1',
      message: { user: noor.id, text: said.text, ts: said.ts, attachments: [{ title: 'a preview' }] },
      previous_message: { user: noor.id, text: said.text, ts: said.ts },
    });
    noor.edits(said, 'the oven is right');
    const edited = await rig.next('edited');
    await settled();
    expect(edited).toMatchObject({
      messageId: said.ts,
      text: 'the oven is right',
      room: { id: said.channel.id },
    });
    expect(rig.taken.map(({ kind }) => kind)).toEqual(['message', 'edited']);
    noor.deletes(said);
    expect(await rig.next('deleted')).toMatchObject({ messageId: said.ts, room: { id: said.channel.id } });
  });

  it('takes a slash command as typed text, in private only in its own direct message', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const noor = team.person('Noor');
    const ilse = team.person('Ilse');
    const channel = team.channel('general');
    noor.runs('/wren', 'poem form:haiku the <deploy> & the rain', channel);
    const call = await rig.next('command');
    expect(call).toMatchObject({
      call: { kind: 'typed', text: 'poem form:haiku the <deploy> & the rain' },
      audience: { kind: 'shared', room: channel.id },
      room: { id: channel.id },
      name: 'Noor',
    });
    noor.runs('/wren', '', noor.dm());
    expect(await rig.next('command')).toMatchObject({
      call: { kind: 'typed', text: 'help' },
      audience: { kind: 'private' },
    });
    // A command works in a direct message of two people, too, and nothing there is between us and one of them.
    noor.runs('/wren', 'me show', ilse.dm());
    expect((await rig.next('command')).audience.kind).toBe('shared');
  });

  it('takes a press, and its own Stop button or Slack’s Stop as a stop', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const noor = team.person('Noor');
    const said = noor.says(team.channel('general'), '@Wren hello');
    const message = await rig.next('message');
    await rig.deliver(message, {
      visibility: 'public',
      place: 'new',
      body: (async function* () {
        yield { kind: 'text' as const, text: 'Shall I?' };
        const buttons = [
          { id: 'p~me~yes~~', label: 'Remember' },
          { id: stopButtonId, label: 'Stop' },
        ];
        yield { kind: 'end' as const, buttons, files: [] };
      })(),
    });
    const [answer] = said.channel.thread(said).posts();
    if (!answer) throw new Error('Nothing was answered.');
    noor.presses(answer, 'Remember');
    expect(await rig.next('press')).toMatchObject({
      button: 'p~me~yes~~',
      room: message.room,
      account: message.account,
    });
    noor.presses(answer, 'Stop');
    expect(await rig.next('stopped')).toMatchObject({ room: message.room, account: message.account });
    noor.stops(answer);
    expect(await rig.next('stopped')).toMatchObject({ room: message.room, account: message.account });
    await settled();
    expect(rig.slack.socket.sent.every(({ ackedAfterMs = 9_999 }) => ackedAfterMs < 1_000)).toBe(true);
  });

  it('says that it was uninstalled', async () => {
    rig = await openRig();
    rig.slack.team().uninstalls();
    expect(await rig.next('removed')).toMatchObject({ platform: 'slack', tenant: rig.slack.team().id });
  });

  it('acknowledges an event only once it is durable, and gets it again when it was not', async () => {
    rig = await openRig({ ackWithinMs: 80 });
    const team = rig.slack.team();
    let attempts = 0;
    rig.onAccept = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('disk full');
    };
    team.person('Noor').writesTo(team.bot, 'hi');
    expect((await rig.next('message')).text).toBe('hi');
    await until(() => rig.slack.socket.sent.length === 2);
    await until(() => rig.slack.socket.sent[1]?.ackedAfterMs !== undefined);
    expect(rig.slack.socket.sent[0]?.ackedAfterMs).toBeUndefined();
    expect(rig.logged.join('\n')).not.toContain('disk full');
  });

  it('acknowledges within a second although Slack is slow to say who is speaking', async () => {
    rig = await openRig();
    rig.slack.faults.on('users.info', { kind: 'slow', delayMs: 1_500 });
    const team = rig.slack.team();
    team.person('Noor').writesTo(team.bot, 'hi');
    const message = await rig.next('message');
    await settled();
    expect(message.name).toBe('somebody');
    expect(rig.slack.socket.sent[0]?.ackedAfterMs).toBeLessThan(1_000);
  });

  it('hears on while Slack closes one of its sockets, and opens another', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const noor = team.person('Noor');
    await until(() => rig.slack.socket.connections() === 2);
    rig.slack.socket.disconnect('refresh_requested');
    noor.writesTo(team.bot, 'still there?');
    expect((await rig.next('message')).text).toBe('still there?');
    await until(() => rig.slack.socket.opened() === 3 && rig.slack.socket.connections() === 2);
    rig.slack.socket.drop();
    noor.writesTo(team.bot, 'and now?');
    expect((await rig.next('message')).text).toBe('and now?');
    expect(rig.failures).toEqual([]);
  });
});
