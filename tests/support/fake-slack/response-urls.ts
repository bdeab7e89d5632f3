import { randomUUID } from 'node:crypto';
import { addBotMessage, type Context, changeBotMessage } from './context.ts';
import { type Raw, textOf } from './json.ts';
import { contentOf } from './rules.ts';
import type { FakeChannel, FakeMessage } from './world.ts';

const maxUses = 5;
const livesMs = 30 * 60 * 1000;

type Entry = {
  readonly channel: FakeChannel;
  readonly user: string;
  readonly threadTs: string | undefined;
  /** The message whose button was pressed. */
  readonly origin: FakeMessage | undefined;
  readonly madeAt: number;
  uses: number;
};

export type ResponseUrls = {
  /** A new address that answers a command or a click, five times in half an hour. */
  make(entry: Omit<Entry, 'madeAt' | 'uses'>): string;
  /** What a post to the address with this id is answered with. */
  take(id: string, body: Raw): { readonly status: number; readonly text: string };
};

export function createResponseUrls(context: Context, address: () => string): ResponseUrls {
  const entries = new Map<string, Entry>();

  function answer(entry: Entry, body: Raw): void {
    const { origin, channel } = entry;
    if (body['delete_original'] === true) {
      if (origin) origin.deleted = true;
      return;
    }
    const content = contentOf(body, 'post');
    if (body['replace_original'] === true && origin) {
      changeBotMessage(context, origin, content, 'update');
      return;
    }
    const open = body['response_type'] === 'in_channel';
    addBotMessage(context, channel, {
      content,
      threadTs: textOf(body['thread_ts']) ?? entry.threadTs,
      how: 'post',
      ...(open ? {} : { onlyFor: entry.user }),
    });
  }

  return {
    make: (entry) => {
      const id = randomUUID();
      entries.set(id, { ...entry, madeAt: context.now(), uses: 0 });
      return `${address()}/respond/${id}`;
    },
    take: (id, body) => {
      const entry = entries.get(id);
      if (!entry) return { status: 404, text: 'no_such_url' };
      if (context.now() - entry.madeAt >= livesMs) return { status: 404, text: 'expired_url' };
      if (entry.uses >= maxUses) return { status: 404, text: 'used_url' };
      entry.uses += 1;
      answer(entry, body);
      return { status: 200, text: 'ok' };
    },
  };
}
