import type { Accept } from '../../core/adapter.ts';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Incoming } from '../../core/message.ts';
import type { SlackApi } from './api.ts';
import { parseEvent, stoppedIn } from './parse.ts';
import { parseBlockAction, parseSlashCommand } from './parse-interaction.ts';
import type { People } from './people.ts';
import { mentionedIn } from './plain-text.ts';
import { objectOf, objectsOf, type Raw, textOf } from './raw.ts';
import { kindOfBody } from './receiver.ts';
import type { Identity, ParseContext } from './speaker.ts';

export type Events = {
  /** Makes whatever is for the character durable. Rejects when that failed: do not acknowledge then. */
  take(body: Raw): Promise<void>;
  /** A person stopped what was being written in a place, as Slack says when more is written. */
  stop(place: {
    readonly channel: string;
    readonly user: string;
    readonly threadTs?: string;
    readonly direct: boolean;
  }): void;
};

/** How long an event may wait for names and languages; Slack wants its acknowledgement in three seconds, people sooner. */
const namesWithinMs = 400;
const maxDirects = 10_000;

/** From Slack's envelopes to the in-door. */
export function createEvents(tools: {
  readonly api: SlackApi;
  readonly people: People;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly log: Log;
  readonly accept: Accept;
}): Events {
  const { api, people, identity, clock } = tools;
  /** The bot's own direct messages, by channel. */
  const directs = new Set<string>();

  function contextNow(): ParseContext {
    return { identity, person: people.known, now: clock.now() };
  }

  function noteDirect(channel: string): void {
    directs.add(channel);
    const [oldest] = directs;
    if (directs.size > maxDirects && oldest !== undefined) directs.delete(oldest);
  }

  /** Two people's own direct message begins with the same letter, and must never count as private to us. */
  async function isOwnDirect(channel: string, user: string): Promise<boolean> {
    if (!channel.startsWith('D')) return false;
    if (directs.has(channel)) return true;
    const over = new AbortController();
    const opened = api.cosmetic('conversations.open', { users: user }).then(
      (answer) => textOf(objectOf(answer['channel'])['id']),
      () => undefined,
    );
    const own = await Promise.race([opened, clock.wait(namesWithinMs, over.signal).then(() => undefined)]);
    over.abort();
    void opened.then((id) => id !== undefined && noteDirect(id));
    return own === channel;
  }

  async function read(body: Raw): Promise<Incoming | undefined> {
    switch (kindOfBody(body)) {
      case 'event':
        return readEvent(body);
      case 'command':
        return readInteraction(body, textOf(body['user_id']), textOf(body['channel_id']), parseSlashCommand);
      case 'action': {
        const channel =
          textOf(objectOf(body['container'])['channel_id']) ?? textOf(objectOf(body['channel'])['id']);
        return readInteraction(body, textOf(objectOf(body['user'])['id']), channel, parseBlockAction);
      }
      default:
        return undefined;
    }
  }

  async function readEvent(body: Raw): Promise<Incoming | undefined> {
    if (!isOurs(body, identity)) return undefined;
    const event = objectOf(body['event']);
    const channel = textOf(event['channel']);
    if (event['channel_type'] === 'im' && channel) noteDirect(channel);
    const first = parseEvent(body, contextNow());
    // Most of what a channel says is for others, and nobody's name is needed for it.
    if (!first || !('account' in first)) return first;
    const text = textOf(event['text']) ?? textOf(objectOf(event['message'])['text']) ?? '';
    const others = mentionedIn(text).filter((user) => user !== identity.userId);
    await people.learn([first.account.user, ...others], namesWithinMs);
    return parseEvent(body, contextNow());
  }

  async function readInteraction(
    body: Raw,
    user: string | undefined,
    channel: string | undefined,
    parse: (body: Raw, context: ParseContext, direct: boolean) => Incoming | undefined,
  ): Promise<Incoming | undefined> {
    if (!user || !channel) return undefined;
    const [direct] = await Promise.all([isOwnDirect(channel, user), people.learn([user], namesWithinMs)]);
    return parse(body, contextNow(), direct);
  }

  return {
    stop({ threadTs, ...place }) {
      if (threadTs === undefined) return;
      const id = `slack/stopped/${identity.tenant}/${place.channel}/${threadTs}/${clock.now()}`;
      tools.accept(stoppedIn({ ...place, threadTs }, contextNow(), id)).catch(() => {
        tools.log.warn('A stop could not be passed on.');
      });
    },
    async take(body) {
      const incoming = await read(body);
      if (incoming) await tools.accept(incoming);
    },
  };
}

/** The app may be installed in more workspaces than the one this token is for. */
function isOurs(body: Raw, identity: Identity): boolean {
  const places = objectsOf(body['authorizations']);
  if (places.length === 0) return body['team_id'] === undefined || body['team_id'] === identity.teamId;
  return places.some(
    (place) => place['team_id'] === identity.teamId || place['enterprise_id'] === identity.tenant,
  );
}
