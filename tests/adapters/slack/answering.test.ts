import { afterEach, describe, expect, it } from 'vitest';
import { stopButtonId } from '../../../src/core/button.ts';
import type { CommandCall, Message } from '../../../src/core/message.ts';
import { replyOf } from '../../../src/core/reply.ts';
import { buttonsOf, type FakeMessage } from '../../support/fake-slack/index.ts';
import { until } from '../../support/fake-slack/until.ts';
import { openRig, paintLog, type Rig, slowReply } from './rig.ts';

let rig: Rig;

afterEach(() => rig.close());

const remember = { id: 'e~me~yes~~', label: 'Remember' };
const sentence = 'The first tray burned every single morning, and he sold the second. ';

/** Somebody mentions the character in a channel. */
async function asked(text = 'settle it'): Promise<{ said: FakeMessage; message: Message }> {
  const team = rig.slack.team();
  const said = team.person('Noor').says(team.channel('general'), `@Wren ${text}`);
  return { said, message: await rig.next('message') };
}

async function commanded(text = 'me show'): Promise<CommandCall> {
  const team = rig.slack.team();
  team.person('Noor').runs('/wren', text, team.channel('general'));
  return rig.next('command');
}

function postsUnder(said: FakeMessage): FakeMessage[] {
  return said.channel.thread(said).posts();
}

function labels(message: FakeMessage | undefined): string[] {
  return buttonsOf(message?.blocks ?? []).map(({ label }) => label);
}

describe('an answer in Slack', () => {
  it('stands in the thread of the message, in direct messages too', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const receipt = await rig.deliver(message, 'Ilse wins **on evidence**.');
    expect(receipt).toMatchObject({ outcome: 'delivered', text: 'Ilse wins **on evidence**.' });
    expect(said.channel.thread(said).shown()).toEqual(['Ilse wins **on evidence**.']);
    expect(said.channel.shown()).toEqual([]);
    const team = rig.slack.team();
    const direct = team.person('Noor').writesTo(team.bot, 'hi');
    await rig.deliver(await rig.next('message'), 'Hello.');
    expect(direct.channel.thread(direct).shown()).toEqual(['Hello.']);
    expect(rig.slack.calls('chat.postMessage')[0]?.body).toMatchObject({ unfurl_links: 'false' });
  });

  it('grows as a native stream whose parts are added in order and which ends with the buttons', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const slow = slowReply();
    const paint = paintLog();
    const receipt = rig.deliver(message, slow.reply, { paint });
    const pieces = Array.from({ length: 6 }, (_, index) => `${index} ${sentence}`);
    for (const [index, piece] of pieces.entries()) {
      slow.write(piece);
      if (index < 2) await until(() => postsUnder(said)[0]?.text.includes(`${index} The`) ?? false);
    }
    slow.end({ buttons: [remember] });
    const { text, outcome } = await receipt;
    const [post, ...others] = postsUnder(said);
    expect(outcome).toBe('delivered');
    expect(others).toEqual([]);
    expect(post?.text).toBe(pieces.join('').trim());
    expect(text).toBe(pieces.join('').trim());
    expect(post?.versions.map(({ how }) => how)).toEqual(['start', 'append', 'stop']);
    expect(labels(post)).toEqual(['Remember']);
    expect(paint.recorded).toHaveLength(1);
    const calls = rig.slack.requests.filter(({ method }) => method.endsWith('Stream'));
    for (const [index, call] of calls.entries()) {
      expect(call.startedAt).toBeGreaterThanOrEqual(calls[index - 1]?.finishedAt ?? 0);
    }
    expect(calls[0]?.body).toMatchObject({
      recipient_user_id: message.account.user,
      recipient_team_id: rig.slack.team().id,
    });
  });

  it('never calls anybody, however the model cuts it up', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const slow = slowReply();
    const receipt = rig.deliver(message, slow.reply);
    slow.write(`${sentence}<!chan`);
    await until(() => postsUnder(said).length === 1);
    slow.write('nel> and <@');
    slow.write('U0123456789> <!subteam^S0123456789|all> &lt;!here&gt; `<!everyone>`');
    slow.end({ buttons: [remember] });
    expect((await receipt).outcome).toBe('delivered');
    const hostile = '<!channel> <!here|here> <!everyone> <@W0123456789|x> <!subteam^S1>';
    await rig.deliver(message, hostile);
    await rig.deliver(message, replyOf(hostile, { buttons: [remember] }));
    await rig.deliver(message, replyOf(hostile, { visibility: 'private' }));
    const call = await commanded();
    await rig.deliver(call, replyOf(hostile, { visibility: 'private' }));
    await rig.deliver(call, hostile);
    expect(rig.slack.pings).toEqual([]);
  });

  it('goes on as an edited message when its stream is about to die', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const slow = slowReply();
    const receipt = rig.deliver(message, slow.reply);
    slow.write(`1 ${sentence}`);
    await until(() => postsUnder(said).length === 1);
    rig.clock.forward(4.6 * 60_000);
    slow.write(`2 ${sentence}`);
    await until(() => postsUnder(said)[0]?.text.includes('2 The') ?? false);
    slow.write(`3 ${sentence}`);
    slow.end();
    expect((await receipt).outcome).toBe('delivered');
    const [post, ...others] = postsUnder(said);
    expect(others).toEqual([]);
    expect(post?.text).toBe(`1 ${sentence}2 ${sentence}3 ${sentence}`.trim());
    expect(post?.versions.map(({ how }) => how)).toEqual(['start', 'stop', 'update']);
  });

  it('is set right by an edit when Slack ended its stream first, or lost a piece', async () => {
    rig = await openRig();
    for (const trouble of ['died', 'lost']) {
      const { said, message } = await asked();
      const slow = slowReply();
      const receipt = rig.deliver(message, slow.reply);
      slow.write(`1 ${sentence}`);
      await until(() => postsUnder(said).length === 1);
      if (trouble === 'died') {
        rig.slack.faults.on('chat.appendStream', { kind: 'refuse', error: 'message_not_in_streaming_state' });
      } else rig.slack.faults.on('chat.appendStream', { kind: 'fail-after-accepting' });
      slow.write(`2 ${sentence}`);
      await until(() => postsUnder(said)[0]?.versions.at(-1)?.how === 'update');
      slow.end();
      expect((await receipt).outcome).toBe('delivered');
      expect(said.channel.thread(said).shown()).toEqual([`1 ${sentence}2 ${sentence}`.trim()]);
    }
  });

  it('is posted and edited with a Stop button where no more streams may be begun', async () => {
    rig = await openRig();
    rig.slack.faults.limitPerMinute('chat.startStream', 0);
    const { said, message } = await asked();
    const slow = slowReply();
    const receipt = rig.deliver(message, slow.reply);
    slow.write(`1 ${sentence}`.repeat(3));
    await until(() => postsUnder(said).length === 1);
    slow.write(`2 ${sentence}`.repeat(3));
    await until(() => labels(postsUnder(said)[0]).includes('Stop'));
    expect(buttonsOf(postsUnder(said)[0]?.blocks ?? [])[0]?.id).toBe(stopButtonId);
    slow.end();
    expect((await receipt).outcome).toBe('delivered');
    expect(labels(postsUnder(said)[0])).toEqual([]);
    expect(postsUnder(said)[0]?.text).toBe((`1 ${sentence}`.repeat(3) + `2 ${sentence}`.repeat(3)).trim());
    await rig.deliver(message, 'Once more.');
    expect(rig.slack.calls('chat.startStream')).toHaveLength(1);
  });

  it('is stopped where the person presses Slack’s Stop, and says no more', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const slow = slowReply();
    const stop = new AbortController();
    const receipt = rig.deliver(message, slow.reply, { signal: stop.signal });
    slow.write(`1 ${sentence}`);
    await until(() => postsUnder(said).length === 1);
    rig.slack.team().person('Noor').stops(said);
    await rig.next('stopped');
    stop.abort();
    slow.write('never shown');
    expect(await receipt).toMatchObject({ outcome: 'stopped', text: `1 ${sentence}`.trim() });
    expect(said.channel.thread(said).shown()).toEqual([`1 ${sentence}`.trim()]);
  });

  it('hears of a stop from Slack’s own refusal when the event got lost', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const slow = slowReply();
    const stop = new AbortController();
    const receipt = rig.deliver(message, slow.reply, { signal: stop.signal });
    slow.write(`1 ${sentence}`);
    await until(() => postsUnder(said).length === 1);
    rig.slack.faults.on('chat.appendStream', { kind: 'refuse', error: 'stopped_by_user' });
    slow.write('2');
    expect(await rig.next('stopped')).toMatchObject({ room: message.room, account: message.account });
    stop.abort();
    slow.write('never shown');
    expect((await receipt).outcome).toBe('stopped');
    expect(said.channel.thread(said).shown().join()).not.toContain('never shown');
  });

  it('leaves no stream open when it is cut short', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const slow = slowReply();
    const stop = new AbortController();
    const receipt = rig.deliver(message, slow.reply, { signal: stop.signal });
    slow.write(`1 ${sentence}`);
    await until(() => postsUnder(said).length === 1);
    stop.abort();
    expect((await receipt).outcome).toBe('stopped');
    expect(postsUnder(said)[0]?.stream?.state).toBe('stopped');
  });

  it('keeps its buttons in any script, in a message of their own where Slack takes no heavier one', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const text = 'Это длинный рассказ о печи и о подносе, который сгорел. '.repeat(150).trim();
    const receipt = await rig.deliver(message, replyOf(text, { buttons: [remember] }));
    expect(receipt).toMatchObject({ outcome: 'delivered', text });
    expect(said.channel.thread(said).shown()).toEqual([text, '…']);
    expect(postsUnder(said).map((post) => labels(post))).toEqual([[], ['Remember']]);
  });

  it('comes in several messages when it is long, and loses nothing', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const text = Array.from({ length: 400 }, (_, index) => `${index} ${sentence}`).join('');
    const slow = slowReply();
    const receipt = rig.deliver(message, slow.reply);
    for (let at = 0; at < text.length; at += 5_000) slow.write(text.slice(at, at + 5_000));
    slow.end({ buttons: [remember] });
    expect((await receipt).outcome).toBe('delivered');
    const posts = postsUnder(said);
    expect(posts.length).toBeGreaterThan(2);
    expect(posts.every((post) => post.text.length <= 11_000)).toBe(true);
    expect(posts.map((post) => post.text.trim()).join(' ')).toBe(text.trim());
    expect(posts.map((post) => labels(post).length)).toEqual([...posts.slice(1).map(() => 0), 1]);
  });

  it('is posted once when Slack takes it and then fails, and once when Slack only fails', async () => {
    rig = await openRig();
    for (const fault of ['fail-after-accepting', 'fail', 'hang-up'] as const) {
      const { said, message } = await asked();
      rig.slack.faults.on('chat.postMessage', { kind: fault });
      expect((await rig.deliver(message, 'Once.')).outcome).toBe('delivered');
      expect(said.channel.thread(said).shown()).toEqual(['Once.']);
    }
    const { said, message } = await asked();
    const slow = slowReply();
    rig.slack.faults.on('chat.startStream', { kind: 'fail-after-accepting' });
    const receipt = rig.deliver(message, slow.reply);
    slow.write(`1 ${sentence}`);
    await until(() => postsUnder(said).length === 1);
    slow.write('2');
    slow.end();
    await receipt;
    expect(said.channel.thread(said).shown()).toEqual([`1 ${sentence}2`]);
  });

  it('is taken up where an earlier attempt left it, also in the middle of a stream', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const slow = slowReply();
    const paint = paintLog();
    const gone = new AbortController();
    void rig.deliver(message, slow.reply, { paint, signal: gone.signal });
    slow.write(`1 ${sentence}`);
    await until(() => paint.recorded.length === 1);
    const receipt = await rig.deliver(message, 'A whole new answer.', { paint: paintLog(paint.recorded) });
    expect(receipt.outcome).toBe('delivered');
    expect(said.channel.thread(said).shown()).toEqual(['A whole new answer.']);
    slow.end();
  });

  it('to one person in a channel is seen by nobody else, and a press on it replaces it', async () => {
    rig = await openRig();
    const noor = rig.slack.team().person('Noor');
    const ilse = rig.slack.team().person('Ilse');
    const call = await commanded();
    const page = (text: string) => replyOf(text, { visibility: 'private', buttons: [remember] });
    expect((await rig.deliver(call, page('Page one'))).outcome).toBe('delivered');
    expect(noor.shown()).toEqual(['Page one']);
    expect(ilse.shown()).toEqual([]);
    expect(rig.slack.team().channel('general').shownAnywhere()).toEqual([]);
    const [first] = noor.privateMessages();
    if (!first) throw new Error('Nothing was shown.');
    noor.presses(first, 'Remember');
    const press = await rig.next('press');
    await rig.deliver(press, { ...page('Page two'), place: 'update' });
    expect(noor.shown()).toEqual(['Page two']);
    expect(rig.slack.calls('chat.postMessage')).toEqual([]);
  });

  it('to a press on a public message changes that message, or whispers in its thread', async () => {
    rig = await openRig();
    const noor = rig.slack.team().person('Noor');
    const { said, message } = await asked();
    await rig.deliver(message, replyOf('Shall I remember?', { buttons: [remember] }));
    const [card] = postsUnder(said);
    if (!card) throw new Error('Nothing was shown.');
    noor.presses(card, 'Remember');
    const press = await rig.next('press');
    await rig.deliver(press, replyOf('A secret.', { visibility: 'private' }));
    expect(noor.shown()).toEqual(['A secret.']);
    await rig.deliver(press, replyOf('Remembered.', { place: 'update' }));
    expect(said.channel.thread(said).shown()).toEqual(['Remembered.']);
    expect(labels(postsUnder(said)[0])).toEqual([]);
  });

  it('to a command stays within the five answers and half an hour that Slack gives', async () => {
    rig = await openRig();
    const noor = rig.slack.team().person('Noor');
    const call = await commanded();
    rig.clock.forward(31 * 60_000);
    expect((await rig.deliver(call, replyOf('Late.', { visibility: 'private' }))).outcome).toBe('delivered');
    expect(noor.shown()).toEqual(['Late.']);
    const long = Array.from({ length: 900 }, (_, index) => `${index} ${sentence}`).join('');
    const fresh = await commanded();
    expect((await rig.deliver(fresh, replyOf(long, { visibility: 'private' }))).outcome).toBe('delivered');
    expect(noor.shown().length).toBeGreaterThan(6);
    expect(rig.slack.team().channel('general').shownAnywhere()).toEqual([]);
  });

  it('to a command reaches a channel the bot is no member of', async () => {
    rig = await openRig();
    const channel = rig.slack.team().channel('general');
    channel.botIsMember = false;
    const call = await commanded('poem the deploy');
    expect((await rig.deliver(call, 'Green at last.')).outcome).toBe('delivered');
    expect(channel.shown()).toEqual(['Green at last.']);
    expect(rig.slack.calls('response_url')).toHaveLength(1);
  });

  it('brings files: into the thread, or for one person into their direct message', async () => {
    rig = await openRig();
    const file = { name: 'export.json', type: 'application/json', content: new TextEncoder().encode('{}') };
    const { said, message } = await asked();
    await rig.deliver(message, replyOf('Here it is.', { files: [file] }));
    expect(rig.slack.files[0]).toMatchObject({
      name: 'export.json',
      channel: said.channel.id,
      threadTs: said.ts,
    });
    const call = await commanded('me export');
    await rig.deliver(call, replyOf('Everything I keep.', { files: [file], visibility: 'private' }));
    const noor = rig.slack.team().person('Noor');
    expect(rig.slack.files[1]).toMatchObject({ name: 'export.json', channel: noor.dm().id });
    expect(noor.shown()).toEqual(['Everything I keep.\n\nThe file is in your direct messages with me.']);
  });

  it('does not repeat its text when a file has to wait', async () => {
    rig = await openRig();
    const file = { name: 'poem.md', type: 'text/markdown', content: new TextEncoder().encode('# x') };
    const { said, message } = await asked();
    rig.slack.faults.on('files.getUploadURLExternal', { kind: 'rate-limit', retryAfterSeconds: 1 });
    const receipt = await rig.deliver(message, replyOf('Here it is.', { files: [file] }));
    expect(receipt.outcome).toBe('delivered');
    expect(said.channel.thread(said).shown()).toEqual(['Here it is.', '']);
    expect(rig.slack.files).toHaveLength(1);
  });

  it('can be a reaction, and a status that never stays', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    const done = rig.adapter.busy(message.address);
    await until(() => rig.slack.statuses.at(-1)?.status === 'is thinking…');
    const slow = slowReply();
    const receipt = rig.deliver(message, slow.reply);
    slow.part({ kind: 'reaction', emoji: '👀' });
    slow.part({ kind: 'status', text: 'is counting syllables' });
    await until(() => rig.slack.statuses.at(-1)?.status === 'is counting syllables');
    slow.end();
    expect((await receipt).outcome).toBe('delivered');
    done();
    await until(() => rig.slack.sessions.at(-1)?.status === 'active');
    expect(said.reactions).toEqual(['eyes']);
    expect(rig.slack.statuses.at(-1)?.status).toBe('');
    expect(rig.slack.sessions.map(({ status }) => status)).toEqual(['processing', 'active']);
  });

  it('clears its status although Slack refuses at first, and shows none for work that is over already', async () => {
    rig = await openRig();
    const { message } = await asked();
    rig.adapter.busy(message.address)();
    const done = rig.adapter.busy(message.address);
    await until(() => rig.slack.statuses.length === 1);
    rig.slack.faults.on('assistant.threads.setStatus', { kind: 'rate-limit', retryAfterSeconds: 1 });
    done();
    await until(() => rig.slack.statuses.length === 2);
    expect(rig.slack.statuses.map(({ status }) => status)).toEqual(['is thinking…', '']);
  });

  it('fails in a decent way where nothing can be posted', async () => {
    rig = await openRig();
    const { said, message } = await asked();
    said.channel.archived = true;
    expect(await rig.deliver(message, 'x')).toMatchObject({ outcome: 'failed', reason: 'forbidden' });
    said.channel.archived = false;
    said.channel.botIsMember = false;
    expect(await rig.deliver(message, 'x')).toMatchObject({ outcome: 'failed', reason: 'forbidden' });
    said.channel.gone = true;
    expect(await rig.deliver(message, 'x')).toMatchObject({ outcome: 'failed', reason: 'gone' });
    const done = rig.adapter.busy(message.address);
    done();
    expect(rig.failures).toEqual([]);
  });

  it('waits when Slack asks it to, without holding up anything else', async () => {
    rig = await openRig();
    const first = await asked();
    const second = await asked();
    rig.slack.faults.on('chat.postMessage', { kind: 'rate-limit', retryAfterSeconds: 1 });
    const slow = rig.deliver(first.message, 'Later.');
    await until(() => rig.slack.calls('chat.postMessage').length === 1);
    const started = performance.now();
    await rig.adapter.look(second.message, { maxLines: 5, signal: new AbortController().signal });
    expect(performance.now() - started).toBeLessThan(800);
    expect((await slow).outcome).toBe('delivered');
    expect(first.said.channel.thread(first.said).shown()).toEqual(['Later.']);
  });

  it('ends the adapter when Slack no longer takes its token, and logs none', async () => {
    rig = await openRig();
    const { message } = await asked();
    rig.slack.faults.refuseTokens();
    expect(await rig.deliver(message, 'x')).toMatchObject({ outcome: 'failed', reason: 'auth' });
    expect(rig.failures.map(({ code }) => code)).toEqual(['adapter']);
    const everything = [...rig.logged, ...rig.failures.map((failure) => failure.message)].join('\n');
    expect(everything).not.toContain(rig.slack.team().bot.token);
    expect(everything).not.toContain('settle it');
  });
});
