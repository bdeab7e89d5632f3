import type { CommandSpecs } from '../../core/adapter.ts';
import { type CommandSpec, rootCommandName } from '../../core/command.ts';

const maxName = 35;
const maxDescription = 140;
const maxLongDescription = 4_000;
const maxAgentDescription = 300;
const maxUsageHint = 100;

/** What the adapter reads and does; docs/slack.md says what each is for. */
const scopes = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'reactions:write',
  'users:read',
] as const;

const events = [
  'agent_session_stopped',
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'tokens_revoked',
] as const;

/** The manifest this app needs. The SDK's own type does not know the newest scopes and events. */
export type SlackManifest = {
  readonly _metadata: { readonly major_version: 2; readonly minor_version: 1 };
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly long_description: string;
  };
  readonly features: {
    readonly agent_view: { readonly agent_description: string };
    readonly app_home: {
      readonly home_tab_enabled: boolean;
      readonly messages_tab_enabled: boolean;
      readonly messages_tab_read_only_enabled: boolean;
    };
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly slash_commands: readonly {
      readonly command: string;
      readonly description: string;
      readonly usage_hint: string;
      readonly should_escape: boolean;
    }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
    readonly interactivity: { readonly is_enabled: boolean };
    readonly org_deploy_enabled: boolean;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: boolean;
  };
};

/**
 * A complete app manifest for Socket Mode. Every command is a word after one slash command named after
 * the character, because a workspace's command names are shared by all its apps.
 */
export function createManifest(options: {
  readonly name: string;
  /** What the character is; says that it is an AI. */
  readonly description: string;
  readonly commands: CommandSpecs;
}): SlackManifest {
  const { description, commands } = options;
  const name = labelled(options.name);
  const root = `/${rootCommandName(options.name)}`;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name,
      description: cut(description, maxDescription),
      long_description: cut(longDescription(description, root, commands), maxLongDescription),
    },
    features: {
      agent_view: { agent_description: cut(description, maxAgentDescription) },
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: name, always_online: true },
      slash_commands: [
        {
          command: root,
          description: cut(`Talk and write with ${name}`, maxDescription),
          usage_hint: usageHint(commands),
          // Escaped, mentions arrive as ids instead of whatever a person typed.
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: scopes } },
    settings: {
      event_subscriptions: { bot_events: events },
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    },
  };
}

function labelled(name: string): string {
  const label = ' (AI)';
  return name.endsWith(label) ? cut(name, maxName) : `${cut(name, maxName - label.length)}${label}`;
}

function usageHint(commands: CommandSpecs): string {
  return cut(commands.map((command) => command.name).join(' | '), maxUsageHint);
}

function longDescription(description: string, root: string, commands: CommandSpecs): string {
  return [
    description,
    '',
    'Mention it in a channel, write to it in a direct message, or use its commands:',
    ...commands.flatMap((command) => usageOf(root, command)),
    '',
    'It is an AI. It keeps nothing about you before you agree, and shows, corrects, exports and forgets what it keeps whenever you ask.',
  ].join('\n');
}

function usageOf(root: string, command: CommandSpec): readonly string[] {
  const line = (words: string, about: string) => `${root} ${words}: ${about}`;
  if (command.subcommands.length === 0) return [line(command.name, command.description.en)];
  return command.subcommands.map((subcommand) =>
    line(`${command.name} ${subcommand.name}`, subcommand.description.en),
  );
}

function cut(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  return `${text.slice(0, maxCharacters - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
