import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  PermissionFlagsBits,
  type REST,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { CommandSpecs } from '../../core/adapter.ts';
import type { CommandSpec, OptionSpec } from '../../core/command.ts';
import type { Catalog } from '../../core/language.ts';

const maxChoices = 25;
const maxOptionCharacters = 6_000;

/** The commands as Discord is told about them, in English and French. */
function renderCommands(specs: CommandSpecs): readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  return specs.map(renderCommand);
}

/**
 * Publishes the commands when Discord has others. Returns whether it had. Publishing replaces all
 * commands of the application; creating is limited to 200 a day, so it is done only when needed.
 */
export async function publishCommands(
  rest: REST,
  applicationId: string,
  specs: CommandSpecs,
): Promise<boolean> {
  const wanted = renderCommands(specs);
  const route = Routes.applicationCommands(applicationId);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const published = (await rest.get(route, { query })) as readonly unknown[];
  if (JSON.stringify(canonicalList(published)) === JSON.stringify(canonicalList(wanted))) return false;
  await rest.put(route, { body: wanted });
  return true;
}

function renderCommand(spec: CommandSpec): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const options: APIApplicationCommandOption[] =
    spec.subcommands.length > 0
      ? spec.subcommands.map((sub) => ({
          type: ApplicationCommandOptionType.Subcommand,
          name: sub.name,
          ...described(sub.description),
          options: renderOptions(sub.options),
        }))
      : renderOptions(spec.options);
  return {
    type: ApplicationCommandType.ChatInput,
    name: spec.name,
    ...described(spec.description),
    options,
    ...(spec.forAdmins
      ? {
          default_member_permissions: String(PermissionFlagsBits.ManageGuild),
          contexts: [InteractionContextType.Guild],
        }
      : {
          contexts: [
            InteractionContextType.Guild,
            InteractionContextType.BotDM,
            InteractionContextType.PrivateChannel,
          ],
        }),
  };
}

function renderOptions(specs: readonly OptionSpec[]): APIApplicationCommandBasicOption[] {
  // Discord wants required options first.
  return [...specs]
    .sort((a, b) => Number(b.required) - Number(a.required))
    .map((spec) => ({
      type: ApplicationCommandOptionType.String,
      name: spec.name,
      ...described(spec.description),
      required: spec.required,
      ...(spec.choices && spec.choices.length <= maxChoices
        ? { choices: spec.choices.map((choice) => ({ name: choice, value: choice })) }
        : { max_length: Math.min(spec.maxCharacters, maxOptionCharacters) }),
    }));
}

function described(description: Catalog<string>) {
  return { description: description.en, description_localizations: { fr: description.fr } };
}

function canonicalList(commands: readonly unknown[]): readonly unknown[] {
  return commands
    .map((command) => canonical(command, ['default_member_permissions', 'contexts']))
    .sort((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1));
}

/** What counts when comparing: Discord adds ids and leaves out what equals its default. */
function canonical(value: unknown, more: readonly string[] = []): Readonly<Record<string, unknown>> {
  const given = value as Readonly<Record<string, unknown>>;
  const list = (key: string) => {
    const items = given[key];
    return Array.isArray(items) ? items.map((item: unknown) => canonical(item)) : [];
  };
  return {
    type: given['type'] ?? ApplicationCommandType.ChatInput,
    name: given['name'],
    description: given['description'] ?? '',
    localized: (given['description_localizations'] as { readonly fr?: string } | null | undefined)?.fr ?? '',
    required: given['required'] === true,
    longest: given['max_length'] ?? 0,
    value: given['value'] ?? '',
    choices: list('choices'),
    options: list('options'),
    ...Object.fromEntries(more.map((key) => [key, given[key] ?? null])),
  };
}
