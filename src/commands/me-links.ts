import type { LinkEnd } from '../core/links.ts';
import type { Platform } from '../core/room.ts';
import type { Caller, CommandTools } from './command.ts';
import { type Act, meButton, type Pressed, privately } from './me-act.ts';
import { meTexts } from './me-texts.ts';

/** Platforms as people call them. */
const platformNames: Readonly<Record<Platform, string>> = {
  discord: 'Discord',
  slack: 'Slack',
  terminal: 'the terminal',
};

const nameOf = ({ platform, name }: Pick<LinkEnd, 'platform' | 'name'>) =>
  `${platformNames[platform]}${name ? ` (${name})` : ''}`;

const link: Act = async (options, caller, tools) => {
  const words = meTexts[caller.language];
  const { consent } = await tools.memory.switches(caller.account);
  if (consent !== 'agreed') return tools.consentCard(caller);
  const code = (options['code'] ?? '').trim();
  return code === '' ? begin(options['share'] === 'style' ? 'style' : 'all', caller, tools) : enter(code);

  async function enter(entered: string): ReturnType<Act> {
    const end = await tools.memory.links.enter(caller.account, entered);
    if ('refusal' in end) return privately(words.linkRefused[end.refusal]);
    return privately(words.acceptLink(nameOf(end), end.share), [
      meButton(caller, 'link-accept', words.linkYes),
      meButton(caller, 'link-no', words.linkNo),
    ]);
  }
};

/** Somebody may wait for this account's yes; otherwise there is a code to show. */
async function begin(share: LinkEnd['share'], caller: Caller, tools: CommandTools): ReturnType<Act> {
  const words = meTexts[caller.language];
  const { links } = tools.memory;
  const waiting = await links.waiting(caller.account);
  if (waiting) {
    return privately(words.confirmLink(nameOf(waiting), waiting.share), [
      meButton(caller, 'link-confirm', words.linkYes),
      meButton(caller, 'link-refuse', words.linkNo),
    ]);
  }
  const { code } = await links.offer(caller.account, { share, name: caller.name });
  return privately(words.linkCode(code, share));
}

const unlink: Act = async (_options, caller, tools) => {
  const words = meTexts[caller.language];
  const links = await tools.memory.links.of(caller.account);
  if (links.length === 0) return privately(words.noLinks);
  for (const { account } of links) await tools.memory.links.unlink(caller.account, account);
  return privately(words.unlinked(links.map(nameOf).join(', ')));
};

export const linkActs: Readonly<Record<string, Act>> = { link, unlink };

export const linkPresses: Readonly<Record<string, Pressed>> = {
  'link-accept': async (_value, caller, tools) => {
    const end = await tools.memory.links.accept(caller.account, caller.name);
    const words = meTexts[caller.language];
    return privately(end ? words.linkAccepted(nameOf(end)) : words.linkRefused.wrong);
  },
  'link-no': async (_value, caller) => privately(meTexts[caller.language].linkDropped),
  'link-confirm': async (_value, caller, tools) => {
    const stands = await tools.memory.links.confirm(caller.account, true);
    const words = meTexts[caller.language];
    return privately(stands ? words.linkStands : words.linkRefused.wrong);
  },
  'link-refuse': async (_value, caller, tools) => {
    await tools.memory.links.confirm(caller.account, false);
    return privately(meTexts[caller.language].linkDropped);
  },
};
