import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ParsedCommand } from '../commands/command-text.ts';
import { type Account, accountKey } from '../core/room.ts';
import type { Store, Vault } from '../core/store.ts';

/** Calls that wait behind a button for the one who asked: a button's id has no room for them. */
export type AskedCalls = {
  save(account: Account, call: ParsedCommand): Promise<string>;
  /** Undefined for an unknown id, another account's call, or one that waited too long. */
  load(account: Account, id: string): Promise<ParsedCommand | undefined>;
};

const heldMs = 24 * 60 * 60 * 1000;

const rowCodec = z.object({ v: z.literal(1), sealed: z.string() });
const callCodec = z.object({
  command: z.string(),
  subcommand: z.exactOptional(z.string()),
  options: z.record(z.string(), z.string()),
});

/** Calls sealed under the asking account's own key, for a day. */
export function createAskedCalls({
  store,
  vault,
}: {
  readonly store: Pick<Store, 'records'>;
  readonly vault: Vault;
}): AskedCalls {
  const rows = store.records('asked-calls', rowCodec);
  const ownerOf = (account: Account) => vault.pseudonym('account', accountKey(account));
  return {
    async save(account, call) {
      const id = randomBytes(9).toString('base64url');
      const owner = ownerOf(account);
      const sealed = await vault.seal(owner, `asked-calls/${id}`, JSON.stringify(call));
      await rows.set([owner, id], { v: 1, sealed }, { ttlMs: heldMs });
      return id;
    },
    async load(account, id) {
      const owner = ownerOf(account);
      const row = await rows.get([owner, id]);
      const text = row && (await vault.open(owner, `asked-calls/${id}`, row.sealed));
      return text === undefined ? undefined : callCodec.parse(JSON.parse(text));
    },
  };
}
