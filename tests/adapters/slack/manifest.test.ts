import { describe, expect, it } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import type { CommandSpec } from '../../../src/core/command.ts';
import { rootCommandName } from '../../../src/core/command.ts';

function command(name: string, subcommands: readonly string[] = []): CommandSpec {
  return {
    name,
    description: { en: `About ${name}`, fr: name },
    acknowledge: 'public',
    forAdmins: false,
    options: [],
    subcommands: subcommands.map((word) => ({
      name: word,
      description: { en: `About ${word}`, fr: word },
      options: [],
    })),
  };
}

const manifest = createManifest({
  name: 'Wren',
  description: 'Wren is an AI who writes with you.',
  commands: [command('story'), command('me', ['show', 'forget'])],
});

describe('the Slack app manifest', () => {
  it('labels the character as an AI wherever its name is shown', () => {
    expect(manifest.display_information.name).toBe('Wren (AI)');
    expect(manifest.features.bot_user.display_name).toBe('Wren (AI)');
  });

  it('has one slash command, named after the character, that names all the others', () => {
    expect(manifest.features.slash_commands).toMatchObject([{ command: '/wren', usage_hint: 'story | me' }]);
    expect(manifest.display_information.long_description).toContain('/wren me forget: About forget');
  });

  it('is for the agent view and Socket Mode, and reads what the adapter reads', () => {
    expect(manifest.features.agent_view.agent_description).toContain('an AI');
    expect(manifest.features).not.toHaveProperty('assistant_view');
    expect(manifest.features.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: true,
      interactivity: { is_enabled: true },
    });
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(
      expect.arrayContaining(['app_mention', 'message.im', 'message.channels', 'agent_session_stopped']),
    );
    expect(manifest.oauth_config.scopes.bot).toEqual(
      expect.arrayContaining([
        'app_mentions:read',
        'assistant:write',
        'chat:write',
        'commands',
        'users:read',
      ]),
    );
  });

  it('keeps to Slack’s lengths, whatever the character is called', () => {
    const long = createManifest({
      name: 'Über Wren '.repeat(9),
      description: 'x'.repeat(5_000),
      commands: Array.from({ length: 60 }, (_, index) => command(`command${index}`)),
    });
    expect(long.display_information.name.length).toBeLessThanOrEqual(35);
    expect(long.display_information.name.endsWith('(AI)')).toBe(true);
    expect(long.display_information.description.length).toBeLessThanOrEqual(140);
    expect(long.display_information.long_description.length).toBeLessThanOrEqual(4_000);
    expect(long.features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
    expect(manifest.display_information.long_description.length).toBeGreaterThanOrEqual(174);
    expect(rootCommandName('Éva la Grande')).toBe('eva-la-grande');
    expect(rootCommandName('小鳥')).toBe('character');
    expect(rootCommandName('x'.repeat(90)).length).toBeLessThanOrEqual(31);
  });
});
