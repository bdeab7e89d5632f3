import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Wish, wishIn } from '../../src/commands/wishes.ts';

const see: Wish = { kind: 'see' };
const why: Wish = { kind: 'why' };
const all: Wish = { kind: 'forget-everything' };
const room: Wish = { kind: 'forget-room' };
const pause: Wish = { kind: 'pause' };
const resume: Wish = { kind: 'resume' };
const file: Wish = { kind: 'export' };
const share: Wish = { kind: 'share' };
const keep = (text: string): Wish => ({ kind: 'keep', text });
const forget = (about: string): Wish => ({ kind: 'forget', about });
const boundary = (text: string): Wish => ({ kind: 'boundary', text });

describe('a wish in plain words', () => {
  it.each<[string, Wish]>([
    ['what do you know about me?', see],
    ['Hey Wren, what do you remember about me?', see],
    ['show me what you know about me please', see],
    ['What have you kept about me', see],
    ['why did you bring that up?', why],
    ['how do you know that?', why],
    ['remember that I’m allergic to walnuts', keep("I'm allergic to walnuts")],
    ['please remember that my train leaves at six, thanks', keep('my train leaves at six')],
    ['remember: no dill', keep('no dill')],
    ['keep in mind that I sing', keep('I sing')],
    ["don't forget that we start on Monday", keep('we start on Monday')],
    ['forget what I said about my brother', forget('my brother')],
    ['forget that I live in Berlin.', forget('I live in Berlin')],
    ['forget everything about me', all],
    ['Delete everything you know about me!', all],
    ['delete my data', all],
    ['forget everything', all],
    ['forget what I said in this channel', room],
    ['stop remembering things', pause],
    ["don't remember this", pause],
    ['off the record', pause],
    ['you can remember again', resume],
    ['export my memories', file],
    ['share that with this server', share],
    ["don't bring up my father", boundary("don't bring up my father")],
    ['never mention my ex', boundary('never mention my ex')],
    ["that's our running joke", { kind: 'joke', text: '' }],
    ["correct that: it's not Berlin, it's Lisbon", { kind: 'correct', wrong: 'Berlin', right: 'Lisbon' }],
  ])('in English: %s', (said, wish) => {
    expect(wishIn(said)).toEqual(wish);
  });

  it.each<[string, Wish]>([
    ['Qu’est-ce que tu sais de moi ?', see],
    ['que sais-tu de moi ?', see],
    ['montre-moi ce que tu sais de moi', see],
    ['comment tu sais ça ?', why],
    ['souviens-toi que je prends le train à six heures', keep('je prends le train à six heures')],
    ['retiens : pas d’aneth', keep("pas d'aneth")],
    ['oublie ce que je t’ai dit sur mon frère', forget('mon frère')],
    ['oublie que j’habite à Lyon', forget("j'habite à Lyon")],
    ['oublie tout sur moi', all],
    ['oublie-moi', all],
    ['efface tout', all],
    ['oublie ce que j’ai dit ici', room],
    ['arrête de retenir ce que je dis', pause],
    ['ne retiens rien', pause],
    ['tu peux de nouveau te souvenir', resume],
    ['exporte mes données', file],
    ['partage ça avec ce serveur', share],
    ['ne me parle plus de mon père', boundary('ne me parle plus de mon père')],
    ['corrige ça : pas Lyon, mais Nantes', { kind: 'correct', wrong: 'Lyon', right: 'Nantes' }],
  ])('in French: %s', (said, wish) => {
    expect(wishIn(said)).toEqual(wish);
  });

  it.each<[string, Wish]>([
    ['was weißt du über mich?', see],
    ['Was hast du dir über mich gemerkt?', see],
    ['zeig mir, was du über mich weißt', see],
    ['woher weißt du das?', why],
    ['merk dir, dass ich keinen Dill mag', keep('ich keinen Dill mag')],
    ['vergiss nicht, dass wir Montag anfangen', keep('wir Montag anfangen')],
    ['vergiss alles über meinen Bruder', forget('meinen Bruder')],
    ['vergiss alles über mich', all],
    ['lösch alles über mich', all],
    ['lösche meine Daten', all],
    ['vergiss was ich hier gesagt habe', room],
    ['hör auf, dir Sachen zu merken', pause],
    ['merk dir das nicht', pause],
    ['du darfst dir wieder Sachen merken', resume],
    ['gib mir meine Daten', file],
    ['teile das mit diesem Server', share],
    ['sprich nicht mehr über meinen Vater', boundary('sprich nicht mehr über meinen Vater')],
    ['das ist unser Running Gag', { kind: 'joke', text: '' }],
  ])('in German: %s', (said, wish) => {
    expect(wishIn(said)).toEqual(wish);
  });

  it.each<[string, Wish]>([
    ['¿qué sabes de mí?', see],
    ['dime todo lo que recuerdas de mí', see],
    ['¿cómo sabes eso?', why],
    ['recuerda que no me gusta el eneldo', keep('no me gusta el eneldo')],
    ['no olvides que empezamos el lunes', keep('empezamos el lunes')],
    ['olvida lo que te dije de mi hermano', forget('mi hermano')],
    ['olvida que vivo en Valencia', forget('vivo en Valencia')],
    ['olvida todo sobre mí', all],
    ['borra mis datos', all],
    ['olvida todo lo que dije en este canal', room],
    ['deja de recordar cosas', pause],
    ['no guardes nada', pause],
    ['ya puedes volver a recordar', resume],
    ['exporta mis recuerdos', file],
    ['comparte eso con este servidor', share],
    ['no menciones a mi padre', boundary('no menciones a mi padre')],
  ])('in Spanish: %s', (said, wish) => {
    expect(wishIn(said)).toEqual(wish);
  });
});

describe('what is talk and no wish', () => {
  it.each([
    'forget it',
    'Forget about it!',
    "I'll never forget Paris",
    'never forget that feeling',
    'remember when we wrote that?',
    'do you remember my brother?',
    "I can't remember everything",
    'forget about me, how are you?',
    'tell me everything',
    'remember me?',
    'remember that?',
    'what do you know about Berlin?',
    'what do you know about me and my brother, apart from the boats? I wonder',
    'He said: forget everything about me',
    'She told him to delete everything you know about me. Then she left.',
    'write a poem that begins with "forget me"',
    'how do you know?',
    'why did you leave?',
    'I stopped remembering things',
    'export',
    'share a story',
    "don't mention it",
    'my memory is bad',
    '`forget everything about me`',
    'keep going',
    'keep this',
    'n’oublie pas',
    'oublie',
    'oublie ça',
    'je n’oublierai jamais Lyon',
    'tu te souviens de mon frère ?',
    'souviens-toi',
    'tout ce que tu sais sur Lyon',
    'vergiss es',
    'vergiss das',
    'ich vergesse alles über die Arbeit am Sonntag',
    'erinnerst du dich an meinen Bruder?',
    'was weißt du über Leipzig?',
    'merk dir das',
    'olvídalo',
    'nunca olvidaré Valencia',
    '¿recuerdas a mi hermano?',
    '¿qué sabes de Valencia?',
    'recuerda',
    '',
    '???',
  ])('%s', (said) => {
    expect(wishIn(said)).toBeUndefined();
  });

  it('is anything that is only a part of something longer', () => {
    const wishes = [
      'forget everything about me',
      'delete my data',
      'stop remembering',
      'oublie tout sur moi',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...wishes),
        fc.stringMatching(/^[a-z]{4,12}( [a-z]{4,12}){2,6}$/),
        (wish, words) => {
          expect(wishIn(`${words} ${wish} ${words}`)).toBeUndefined();
          expect(wishIn(`${wish} ${words}`)?.kind).not.toBe('forget-everything');
        },
      ),
    );
  });

  it('is any string that is no wish, in no time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (said) => {
        expect(wishIn(said)?.kind).not.toBe('forget-everything');
      }),
      { numRuns: 1_000 },
    );
  });
});
