import { replyOf } from '../core/reply.ts';
import { exportOf } from './export.ts';
import { type Act, privately } from './me-act.ts';
import { meTexts } from './me-texts.ts';
import { texts } from './texts.ts';

const pause: Act = async (_options, caller, tools) => {
  await tools.memory.setSwitches(caller.account, { paused: true });
  return privately(texts[caller.language].paused);
};

const resume: Act = async (_options, caller, tools) => {
  const { consent } = await tools.memory.setSwitches(caller.account, { paused: false });
  return consent === 'agreed' ? privately(texts[caller.language].resumed) : tools.consentCard(caller);
};

const learning: Act = async (options, caller, tools) => {
  const how = options['how'];
  const chosen = how === 'ask' || how === 'off' ? how : undefined;
  await tools.memory.setSwitches(caller.account, { learning: chosen });
  const words = meTexts[caller.language].learningChosen;
  return privately(words[chosen ?? 'auto']);
};

const exporting: Act = async (_options, caller, tools) => {
  const files = exportOf(await tools.memory.export(caller.account), caller);
  return replyOf(texts[caller.language].exported, { visibility: 'private', files });
};

const timezone: Act = async (options, caller, tools) => {
  const words = meTexts[caller.language];
  const zone = (options['zone'] ?? '').trim();
  const chosen = zone.toLowerCase() === 'auto' ? undefined : zone;
  if (chosen !== undefined && !isTimeZone(chosen)) return privately(words.unknownZone);
  await tools.memory.setSwitches(caller.account, { timeZone: chosen });
  if (chosen === undefined) return privately(words.zoneAuto);
  const now = new Intl.DateTimeFormat(caller.language, { timeStyle: 'short', timeZone: chosen });
  return privately(words.zoneChosen(chosen, now.format(tools.now())));
};

const language: Act = async (options, caller, tools) => {
  const code = options['code'];
  const chosen = code === 'en' || code === 'fr' ? code : undefined;
  await tools.memory.setSwitches(caller.account, { language: chosen });
  return privately(texts[chosen ?? caller.language].languageChosen);
};

export const settingActs: Readonly<Record<string, Act>> = {
  pause,
  resume,
  learning,
  export: exporting,
  timezone,
  language,
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
