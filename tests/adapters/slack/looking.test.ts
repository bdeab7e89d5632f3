import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/core/message.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;

afterEach(() => rig.close());

function look(message: Message, maxLines = 20) {
  return rig.adapter.look(message, { maxLines, signal: new AbortController().signal });
}

describe('what the Slack adapter sees above a mention', () => {
  it('reads the lines of the channel above it, oldest first, with names', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const ilse = team.person('Ilse');
    const marek = team.person('Marek');
    const channel = team.channel('general');
    marek.says(channel, 'nobody bluffs in Catan');
    rig.slack.botHasSaid(channel, 'Sourced slander.');
    marek.says(channel, 'joined', { subtype: 'channel_join' });
    const root = marek.says(channel, 'I have no ore, I swear');
    ilse.says(root, 'a line in a thread');
    ilse.says(channel, '@Wren settle it, @Marek lies');
    const { lines, hidden } = await look(await rig.next('message'));
    expect(hidden).toBeUndefined();
    expect(lines.map(({ name, text, own, same }) => ({ name, text, own, same }))).toEqual([
      { name: 'Marek', text: 'nobody bluffs in Catan', own: false, same: false },
      { name: 'Wren', text: 'Sourced slander.', own: true, same: false },
      { name: 'Marek', text: 'I have no ore, I swear', own: false, same: false },
    ]);
  });

  it('reads the end of a long thread, and what it began with', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    const ilse = team.person('Ilse');
    const channel = team.channel('general');
    channel.botIsMember = false;
    const root = ilse.says(channel, 'the question');
    for (let line = 0; line < 450; line += 1) ilse.says(root, `line ${line}`);
    channel.botIsMember = true;
    ilse.says(root, '@Wren what do you say?');
    const { lines } = await look(await rig.next('message'), 4);
    expect(lines.map(({ text }) => text)).toEqual(['the question', 'line 447', 'line 448', 'line 449']);
    expect(lines.every(({ same }) => same)).toBe(true);
    expect(rig.slack.calls('conversations.replies').length).toBe(3);
  });

  it('says when it may not look, and when looking failed, instead of guessing', async () => {
    rig = await openRig();
    const team = rig.slack.team();
    team.person('Ilse').says(team.channel('general'), '@Wren who won?');
    const message = await rig.next('message');
    rig.slack.faults.on('conversations.history', { kind: 'fail' });
    expect(await look(message)).toEqual({ lines: [], hidden: 'error' });
    rig.slack.faults.on('conversations.history', { kind: 'rate-limit', retryAfterSeconds: 60 });
    expect(await look(message)).toEqual({ lines: [], hidden: 'error' });
    rig.slack.faults.withoutScopeFor('conversations.history');
    expect(await look(message)).toEqual({ lines: [], hidden: 'permission' });
    expect(await rig.adapter.look(message, { maxLines: 5, signal: AbortSignal.abort() })).toEqual({
      lines: [],
      hidden: 'error',
    });
  });
});
