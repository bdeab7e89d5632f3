import type { Client } from 'discord.js';
import type { Log } from '../../core/log.ts';

/** View Channels, Send Messages (in threads too), Create Public Threads, Read Message History, Embed Links, Attach Files, Add Reactions. */
const invitePermissions = '309237763136';

/** Tells the operator how to invite the bot, and warns when its name does not say that it is an AI. */
export function introduce(client: Client, log: Log): void {
  const id = client.application?.id;
  if (id) {
    const query = `client_id=${id}&scope=bot+applications.commands&permissions=${invitePermissions}`;
    log.info(`To invite it to a server, open https://discord.com/oauth2/authorize?${query}`);
  }
  const names = [client.user?.globalName, client.user?.username];
  if (names.some((name) => name && /\b(?:AI|IA|KI)\b/.test(name))) return;
  log.warn(
    'The name people see in Discord does not say that this is an AI. Add "(AI)" to the username under Bot.',
  );
}
