import { addBotMessage, type Context, openChannelOf } from './context.ts';
import { objectOf, type Raw, textOf } from './json.ts';
import type { Methods } from './methods-chat.ts';
import { demand } from './problem.ts';
import { newId } from './world.ts';

/** A file the bot handed over. */
export type UploadedFile = {
  readonly id: string;
  readonly name: string;
  content: Buffer | undefined;
  channel: string | undefined;
  threadTs: string | undefined;
};

export type Files = {
  readonly methods: Methods;
  readonly uploaded: readonly UploadedFile[];
  /** Takes the bytes posted to an upload address; false when there is no such address. */
  store(id: string, content: Buffer): boolean;
};

/** The three steps of an upload. */
export function createFiles(context: Context, address: () => string): Files {
  const uploaded: UploadedFile[] = [];
  return {
    uploaded,
    store: (id, content) => {
      const file = uploaded.find((candidate) => candidate.id === id);
      if (!file) return false;
      file.content = content;
      return true;
    },
    methods: {
      'files.getUploadURLExternal': (_team, body) => {
        const name = textOf(body['filename']) ?? '';
        demand(name !== '' && Number(body['length']) > 0, 'invalid_arguments');
        const file = { id: newId('F'), name, content: undefined, channel: undefined, threadTs: undefined };
        uploaded.push(file);
        return { upload_url: `${address()}/upload/${file.id}`, file_id: file.id };
      },
      'files.completeUploadExternal': (team, body) => {
        const entries = (Array.isArray(body['files']) ? body['files'] : []).map(objectOf);
        const files = entries.map((entry) => uploaded.find((file) => file.id === entry['id']));
        const [file] = files;
        demand(file?.content, 'file_not_found');
        if (body['channel_id'] !== undefined) {
          const channel = openChannelOf(team, body['channel_id']);
          const threadTs = textOf(body['thread_ts']);
          for (const each of files) {
            if (!each) continue;
            each.channel = channel.id;
            each.threadTs = threadTs;
          }
          const text = textOf(body['initial_comment']) ?? '';
          addBotMessage(context, channel, {
            content: { text, markup: text, blocks: [] },
            threadTs,
            how: 'post',
            files: files.map((each) => ({ id: each?.id, name: each?.name })),
          });
        }
        const answered: Raw[] = entries.map((entry) => ({ id: entry['id'], title: entry['title'] ?? '' }));
        return { files: answered };
      },
    },
  };
}
