/** Slack knows reactions by name only. */
const names: Readonly<Record<string, string>> = {
  '👍': '+1',
  '👎': '-1',
  '❤': 'heart',
  '😀': 'grinning',
  '😂': 'joy',
  '😅': 'sweat_smile',
  '🙂': 'slightly_smiling_face',
  '😉': 'wink',
  '😢': 'cry',
  '😮': 'open_mouth',
  '🤔': 'thinking_face',
  '👀': 'eyes',
  '👋': 'wave',
  '👏': 'clap',
  '🙏': 'pray',
  '🎉': 'tada',
  '🔥': 'fire',
  '✨': 'sparkles',
  '✅': 'white_check_mark',
  '❌': 'x',
  '⏳': 'hourglass_flowing_sand',
  '📝': 'memo',
  '📌': 'pushpin',
  '🫡': 'saluting_face',
  '💾': 'floppy_disk',
  '🐦': 'bird',
};

/** Slack's name of an emoji, given as the character or as `:name:`; undefined for one it is not known by. */
export function emojiName(emoji: string): string | undefined {
  const named = /^:([a-z0-9_+-]+):$/.exec(emoji)?.[1];
  return named ?? names[emoji.replaceAll('\ufe0f', '')];
}
