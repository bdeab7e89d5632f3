import { objectOf, objectsOf, type Raw, stringsOf, textOf } from './json.ts';
import { ApiProblem, emptyMessage, invalidForm } from './problem.ts';

/** Throws what Discord answers to a message body it does not take. `kept` is what an edit leaves in place. */
export function checkMessage(body: Raw, kept: { readonly content: string; readonly files: number }): void {
  const content = body['content'] === undefined ? kept.content : (textOf(body['content']) ?? '');
  if (content.length > 2000) {
    throw invalidForm('content', 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.');
  }
  const nonce = body['nonce'];
  if (nonce !== undefined && String(nonce).length > 25) {
    throw invalidForm('nonce', 'NONCE_TYPE_TOO_LONG', 'Nonce must be 25 or fewer in length.');
  }
  checkAllowedMentions(objectOf(body['allowed_mentions']));
  checkComponents(objectsOf(body['components']));
  if (content.trim() === '' && kept.files === 0 && objectsOf(body['embeds']).length === 0)
    throw emptyMessage();
}

function checkAllowedMentions(allowed: Raw): void {
  const parse = stringsOf(allowed['parse']);
  for (const kind of ['users', 'roles']) {
    if (parse.includes(kind) && stringsOf(allowed[kind]).length > 0) {
      throw invalidForm(
        'allowed_mentions',
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
    }
  }
}

function checkComponents(rows: readonly Raw[]): void {
  if (rows.length > 5) throw invalidForm('components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 0 and 5.');
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const path = `components.${index}.components`;
    const buttons = objectsOf(row['components']);
    if (row['type'] !== 1) throw invalidForm(path, 'UNION_TYPE_CHOICES', 'Only action rows stand here.');
    if (buttons.length < 1 || buttons.length > 5) {
      throw invalidForm(path, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
    }
    for (const button of buttons) checkButton(button, path, seen);
  }
}

function checkButton(button: Raw, path: string, seen: Set<string>): void {
  const label = textOf(button['label']) ?? '';
  const id = textOf(button['custom_id']) ?? '';
  if (button['type'] !== 2 || typeof button['style'] !== 'number') {
    throw invalidForm(path, 'UNION_TYPE_CHOICES', 'Only buttons with a style are known here.');
  }
  if (label.length < 1 || label.length > 80) {
    throw invalidForm(path, 'BASE_TYPE_BAD_LENGTH', 'Label must be between 1 and 80 in length.');
  }
  if (id.length < 1 || id.length > 100) {
    throw invalidForm(path, 'BASE_TYPE_BAD_LENGTH', 'custom_id must be between 1 and 100 in length.');
  }
  if (seen.has(id)) {
    throw invalidForm(path, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  }
  seen.add(id);
}

const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const locales = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

/** Throws what Discord answers to a list of commands it does not take. */
export function checkCommands(commands: readonly Raw[]): void {
  if (commands.length > 100) {
    throw new ApiProblem(400, 30032, 'Maximum number of application commands reached (100)');
  }
  const names = commands.map((command) => String(command['name']));
  if (new Set(names).size < names.length) {
    throw invalidForm('name', 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Names must be unique.');
  }
  for (const [index, command] of commands.entries()) {
    checkNamed(command, String(index));
    checkOptions(objectsOf(command['options']), `${index}.options`, 0);
    if (JSON.stringify(command).length > 8000) {
      throw invalidForm(
        String(index),
        'APPLICATION_COMMAND_TOO_LARGE',
        'Command exceeds maximum size (8000)',
      );
    }
  }
}

function checkOptions(options: readonly Raw[], path: string, depth: number): void {
  if (options.length > 25) throw invalidForm(path, 'BASE_TYPE_BAD_LENGTH', 'Must be between 0 and 25.');
  const names = options.map((option) => String(option['name']));
  if (new Set(names).size < names.length) {
    throw invalidForm(path, 'APPLICATION_COMMAND_OPTIONS_NAME_UNIQUE', 'Option names must be unique.');
  }
  const groups = options.filter((option) => option['type'] === 1 || option['type'] === 2);
  if (groups.length > 0 && (groups.length < options.length || depth > 1)) {
    throw invalidForm(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Subcommands stand alone.');
  }
  let optional = false;
  for (const [index, option] of options.entries()) {
    checkNamed(option, `${path}.${index}`);
    if (option['required'] === true && optional) {
      throw invalidForm(
        path,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    optional ||= option['required'] !== true;
    checkChoices(objectsOf(option['choices']), `${path}.${index}.choices`);
    const longest = option['max_length'];
    if (longest !== undefined && (typeof longest !== 'number' || longest < 1 || longest > 6000)) {
      throw invalidForm(`${path}.${index}.max_length`, 'NUMBER_TYPE_MAX', 'Must be between 1 and 6000.');
    }
    if (option['type'] === 1 || option['type'] === 2) {
      checkOptions(objectsOf(option['options']), `${path}.${index}.options`, depth + 1);
    }
  }
}

function checkChoices(choices: readonly Raw[], path: string): void {
  if (choices.length > 25) throw invalidForm(path, 'BASE_TYPE_BAD_LENGTH', 'Must be between 0 and 25.');
  for (const choice of choices) {
    for (const key of ['name', 'value']) {
      const text = textOf(choice[key]) ?? '';
      if (text.length < 1 || text.length > 100) {
        throw invalidForm(path, 'BASE_TYPE_BAD_LENGTH', `${key} must be between 1 and 100 in length.`);
      }
    }
  }
}

function checkNamed(named: Raw, path: string): void {
  const name = textOf(named['name']) ?? '';
  const description = textOf(named['description']) ?? '';
  if (!commandName.test(name) || name !== name.toLowerCase()) {
    throw invalidForm(`${path}.name`, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
  if (description.length < 1 || description.length > 100) {
    throw invalidForm(`${path}.description`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  }
  for (const [locale, text] of Object.entries(objectOf(named['description_localizations']))) {
    if (!locales.has(locale)) {
      throw invalidForm(`${path}.description_localizations`, 'ENUM_TYPE_COERCE', `${locale} is no locale.`);
    }
    if (typeof text !== 'string' || text.length < 1 || text.length > 100) {
      throw invalidForm(`${path}.description_localizations`, 'BASE_TYPE_BAD_LENGTH', 'Must be 1 to 100.');
    }
  }
}
