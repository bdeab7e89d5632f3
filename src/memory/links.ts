import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { LinkEnd, LinkedAccount, Links } from '../core/links.ts';
import { type Account, accountKey } from '../core/room.ts';
import type { Store, Vault } from '../core/store.ts';
import { codeMs, createLinkCodes } from './link-codes.ts';
import type { Names } from './names.ts';
import { accountCodec } from './record.ts';
import { sealedRows } from './sealed-rows.ts';

const mostLinks = 5;

const endCodec = z.object({
  account: accountCodec,
  name: z.string(),
  share: z.enum(['style', 'all']),
  since: z.number(),
});
type End = z.infer<typeof endCodec>;

/**
 * A link stands only while the rows of both accounts name each other: one that is half written, or
 * half deleted, grants nothing, and either side ends it alone.
 */
export function createLinks(tools: {
  readonly names: Names;
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
}): Links & { erase(owner: string): Promise<void> } {
  const { names, store, clock } = tools;
  const codes = createLinkCodes(tools);
  const rows = sealedRows(tools, 'links', z.array(endCodec));
  /** What a person offered, entered or was answered, for as long as a code is good. */
  const steps = {
    offered: sealedRows(tools, 'link-offered', endCodec),
    entered: sealedRows(tools, 'link-entered', endCodec),
    accepted: sealedRows(tools, 'link-accepted', endCodec),
  };

  const endsOf = async (owner: string) => (await rows.read([[owner]]))[0] ?? [];
  const isOf = (end: End, account: Account) => accountKey(end.account) === accountKey(account);
  const shown = ({ account, name, share }: End): LinkEnd => ({ platform: account.platform, name, share });
  const step = async (kind: keyof typeof steps, owner: string) => (await steps[kind].read([[owner]]))[0];

  async function standing(account: Account): Promise<readonly LinkedAccount[]> {
    const own = await endsOf(names.owner(account));
    const found = await Promise.all(
      own.map(async (end) => {
        const theirs = await endsOf(names.owner(end.account));
        return theirs.some((back) => isOf(back, account)) ? [{ ...end, platform: end.account.platform }] : [];
      }),
    );
    return found.flat();
  }

  /** Changes one account's own row. Each row has its own lock, and none is held while another is taken. */
  async function edit(owner: string, change: (ends: readonly End[]) => readonly End[]): Promise<void> {
    await store.locks.withLock(`links/${owner}`, async () => {
      const ends = change(await endsOf(owner));
      if (ends.length === 0) await rows.remove([[owner]]);
      else await rows.write([owner], [...ends]);
    });
  }

  async function add(account: Account, end: End): Promise<void> {
    const real = new Set((await standing(account)).map((link) => accountKey(link.account)));
    await edit(names.owner(account), (ends) => [
      ...ends.filter((known) => real.has(accountKey(known.account)) && !isOf(known, end.account)),
      end,
    ]);
  }

  return {
    async offer(account, { share, name }) {
      const owner = names.owner(account);
      await steps.offered.write([owner], { account, name, share, since: clock.now() }, { ttlMs: codeMs });
      return { code: await codes.make(owner), expiresAt: clock.now() + codeMs };
    },

    async enter(account, code) {
      const owner = names.owner(account);
      const maker = await codes.use(owner, code);
      if (maker === 'too-many-tries') return { refusal: maker };
      if (maker === owner) return { refusal: 'same-account' };
      const offered = maker === undefined ? undefined : await step('offered', maker);
      if (!offered) return { refusal: 'wrong' };
      const links = await standing(account);
      if (links.some((link) => isOf({ ...link, since: 0 }, offered.account)))
        return { refusal: 'already-linked' };
      const theirs = await standing(offered.account);
      if (Math.max(links.length, theirs.length) >= mostLinks) return { refusal: 'too-many-links' };
      await steps.entered.write([owner], offered, { ttlMs: codeMs });
      return shown(offered);
    },

    async accept(account, name) {
      const owner = names.owner(account);
      const entered = await step('entered', owner);
      if (!entered) return undefined;
      await steps.entered.remove([[owner]]);
      const since = clock.now();
      await add(account, { ...entered, since });
      const back: End = { account, name, share: entered.share, since };
      await steps.accepted.write([names.owner(entered.account)], back, { ttlMs: codeMs });
      return shown(entered);
    },

    async waiting(account) {
      const accepted = await step('accepted', names.owner(account));
      return accepted && shown(accepted);
    },

    async confirm(account, yes) {
      const owner = names.owner(account);
      const accepted = await step('accepted', owner);
      if (!accepted) return false;
      await steps.accepted.remove([[owner]]);
      if (!yes) {
        await edit(names.owner(accepted.account), (ends) => ends.filter((end) => !isOf(end, account)));
        return false;
      }
      await add(account, { ...accepted, since: clock.now() });
      return (await standing(account)).some((link) => isOf({ ...link }, accepted.account));
    },

    of: standing,

    async unlink(account, other) {
      const was = (await standing(account)).some((link) => isOf({ ...link }, other));
      await edit(names.owner(account), (ends) => ends.filter((end) => !isOf(end, other)));
      await edit(names.owner(other), (ends) => ends.filter((end) => !isOf(end, account)));
      return was;
    },

    async erase(owner) {
      await codes.erase(owner);
      await rows.remove([[owner]]);
      for (const kind of ['offered', 'entered', 'accepted'] as const) await steps[kind].remove([[owner]]);
    },
  };
}
