import { describe, expect, it } from 'vitest';
import { cardLanguage, detectCrisis } from '../../src/care/crisis.ts';
import { crisisCard } from '../../src/care/crisis-card.ts';
import { linesFor } from '../../src/care/crisis-lines.ts';

const explicit = {
  en: [
    'I want to kill myself',
    'i wanna die',
    'I just want to end it all.',
    "I'm going to kill myself tonight",
    'I am thinking about ending my life',
    "I've been thinking of killing myself",
    "I don't want to live anymore",
    'i dont want to be here anymore',
    'I wish I was dead',
    "I'm suicidal",
    'I feel really suicidal',
    'I have suicidal thoughts',
    'everyone would be better off without me',
    'I tried to kill myself last week',
    'I want to hurt myself',
    'i keep thinking about killing myself',
    "I'd be better off dead",
    'I cut myself again last night',
    'there is no reason left to live... there is no reason to live',
    'i want to k i l l myself',
    'I wrote a suicide note',
    'I want to, like, kill myself',
    'My novel is a failure and I want to kill myself',
    'I want to jump off a bridge',
    'I w\u200Bant to d\u200Bie',
  ],
  fr: [
    'je veux mourir',
    'Je vais me tuer',
    "j'ai envie de mourir",
    'J’ai envie d’en finir',
    'je pense à me suicider',
    'je pense souvent au suicide',
    "je n'ai plus envie de vivre",
    'je ne veux plus vivre',
    'Je veux en finir avec la vie',
    "j'ai des idées suicidaires",
    'je suis suicidaire',
    "j'ai essayé de me tuer",
    'je veux mettre fin à mes jours',
    "j'aimerais ne plus me réveiller",
    'tout le monde serait mieux sans moi',
    'je me scarifie',
    'je me coupe exprès',
    'je voudrais être morte',
    "je n'ai plus aucune raison de vivre",
    "j'ai écrit une lettre de suicide",
    'je veux juste mourir',
  ],
  de: [
    'ich will sterben',
    'Ich will nicht mehr leben',
    'ich möchte sterben',
    'Ich bringe mich um',
    'ich will mich heute Nacht umbringen',
    'Ich werde mir das Leben nehmen',
    'ich habe versucht, mich umzubringen',
    'ich denke oft daran, mich umzubringen',
    'ich denke an Selbstmord',
    'Ich bin suizidal',
    'ich habe Suizidgedanken',
    'ich ritze mich wieder',
    'Ich wäre lieber tot',
    'ich wünschte, ich wäre tot',
    'alle wären ohne mich besser dran',
    'ich kann nicht mehr weiterleben und ich kann nicht mehr leben',
    'Ich will einfach tot sein',
    'ich habe vor, mir das Leben zu nehmen',
    'ich sehe keinen Sinn mehr im Leben',
    'ich will mir etwas antun',
    'Ich habe einen Abschiedsbrief geschrieben',
  ],
  es: [
    'quiero morir',
    'Quiero morirme',
    'me quiero morir',
    'voy a matarme',
    'me voy a matar',
    'quiero suicidarme',
    'pienso en suicidarme',
    'ya no quiero vivir',
    'no quiero seguir viviendo',
    'tengo ganas de morir',
    'tengo pensamientos suicidas',
    'quiero quitarme la vida',
    'quiero acabar con mi vida',
    'ojalá estuviera muerta',
    'me corto los brazos',
    'todos estarían mejor sin mí',
    'no tengo razón para vivir',
    'intenté suicidarme',
    'quiero hacerme daño',
    'no puedo seguir viviendo',
    'estaría mejor muerto',
  ],
} as const;

const harmless = {
  en: [
    'this deadline is killing me',
    'I could die of laughter',
    'I want to die of embarrassment',
    'I want to die on that hill: tabs over spaces',
    'I would kill for a coffee',
    'In my novel he kills himself in chapter one',
    'I killed myself in Minecraft again',
    'I keep dying in Elden Ring',
    'I want to kill myself in the game to respawn faster',
    'she said "I want to die" and slammed the door',
    'The song goes “I want to die in your arms”',
    "I don't want to kill myself, I want lunch",
    "I'm not suicidal, just tired",
    'I want to cut myself a slice of cake',
    'I cut myself shaving',
    'I want to cut myself some slack',
    'can you end it with a rhyme?',
    'let us end it all with a couplet',
    'I want to end it all with a bang',
    'my friend wants to kill himself, what do I do?',
    'my sister said she is suicidal',
    'I want to die my hair, no, dye it',
    "I can't live without my dog",
    "I don't want to live in Ohio",
    "I don't want to live with my parents",
    'I hurt myself at the gym',
    'I am going to hurt myself lifting this box',
    'I want to kill this bug',
    'how do I kill a process?',
    'The battery is dying',
    'I am dead tired',
    'I want to overdose on chocolate tonight',
    'suicide squad was a bad film',
    'My character wants to kill herself, should she?',
    'I need to write about my uncle’s suicide note prop for the play',
    'The killer is the butler',
    'my plants want to die',
    'I wish I was a dog',
    'I am ready to end this meeting',
    'I want to live',
    'I think about death in poetry a lot',
    'I want to die happy and old',
    'write me a poem about the end of life',
    'hang yourself a picture',
    'I want to hang myself a hammock',
  ],
  fr: [
    'je meurs de faim',
    'Je veux mourir de rire',
    "j'ai envie de mourir de honte",
    'mort de rire',
    'ça me tue',
    'tu me tues avec tes blagues',
    'je veux en finir avec ce rapport',
    'je vais me tuer à la tâche',
    'dans mon roman il veut mourir',
    'Mon personnage dit : je veux mourir',
    'elle a dit « je veux mourir » et elle est partie',
    'je ne veux pas mourir idiot',
    'je ne veux pas mourir',
    'je vais mourir dans Minecraft',
    'je veux tuer le temps',
    'je me coupe les cheveux',
    'je me suis coupé en cuisinant',
    'je me coupe une part de gâteau',
    'je ne veux plus vivre à Paris',
    "j'ai mal à la tête",
    'le suicide collectif des lemmings est un mythe',
    'ma sœur pense au suicide, comment l’aider ?',
    'il est suicidaire de sortir sans parapluie',
    "j'ai envie de dormir",
    'je veux finir ce livre',
    'je vais crever de chaud',
    'je pense à la mort dans la poésie',
    'mon téléphone va mourir',
    'tuer un processus sous Linux',
    'je veux vivre',
    "je n'en peux plus de ce bus",
    'une chanson sur la fin du monde',
    'écris un poème sur la mort',
    'la lettre de suicide du personnage est ratée',
    'je préfère mourir que manger des huîtres',
    'on meurt à la fin du niveau',
    'je suis mort, quelle journée',
    'je veux me faire un café',
    'il veut se tuer au travail',
    "je n'ai plus de lait",
  ],
  de: [
    'ich sterbe vor Lachen',
    'Ich will vor Scham sterben',
    'das bringt mich um',
    'ich sterbe vor Hunger',
    'in meinem Roman will er sterben',
    'Meine Figur sagt: ich will sterben',
    'ich will nicht sterben',
    'ich bin nicht suizidal',
    'ich will nicht mehr leben ohne Kaffee',
    'ich will nicht mehr leben in Berlin',
    'ich schneide mich beim Kochen ständig',
    'ich schneide mir ein Stück Kuchen ab',
    'mein Bruder will sich umbringen, was tun?',
    'sie sagte „ich will sterben“ und ging',
    'ich bringe dich um, wenn du das verrätst, haha',
    'ich bringe mich in Stimmung',
    'ich habe mich beim Sport verletzt',
    'der Akku stirbt',
    'ich könnte ihn umbringen',
    'ich will den Prozess beenden',
    'ich möchte mein Abo beenden',
    'der Selbstmord im letzten Kapitel überzeugt nicht',
    'Ich will im Spiel sterben, um neu zu beginnen',
    'ich denke an den Urlaub',
    'ich will leben',
    'todmüde bin ich',
    'ich bin lebensfroh',
    'die Lebensmüden ist ein Filmtitel',
    'ich nehme mir das Leben nicht so schwer',
    'ich bringe mich auf den neuesten Stand',
    'ich werde mich nicht umbringen wegen einer Prüfung',
    'schreib ein Gedicht über den Tod',
    'ich will die Pflanze nicht sterben lassen',
    'ich ritze ein Muster in das Holz',
    'er wäre lieber im Bett',
    'ich will schlafen',
    'meine Oma ist gestorben',
    'das Fest war zum Sterben langweilig',
    'wir sterben alle irgendwann',
    'ich wünschte, ich wäre in Rom',
  ],
  es: [
    'me muero de risa',
    'quiero morirme de vergüenza',
    'me muero de hambre',
    'este trabajo me mata',
    'en mi novela ella quiere morir',
    'mi personaje dice que quiero morir',
    'no quiero morir',
    'no quiero vivir en Madrid',
    'no puedo vivir sin café',
    'no estoy suicida, estoy cansada',
    'me corto el pelo',
    'me corté cocinando',
    'me corto una porción de pastel',
    'dijo «quiero morir» y se fue',
    'mi hermano quiere suicidarse, ¿qué hago?',
    'voy a matar el proceso',
    'quiero acabar con todo el helado',
    'quiero acabar con este informe',
    'quiero morir en el juego para volver a empezar',
    'la batería se muere',
    'quiero vivir',
    'pienso en la muerte cuando leo a Quevedo',
    'mataría por un café',
    'me quiero ir',
    'tengo ganas de comer',
    'tengo ganas de desaparecer del chat un rato',
    'es un suicidio salir sin paraguas',
    'el suicidio del protagonista no convence',
    'escribe un poema sobre la muerte',
    'no me quiero morir de frío',
    'quiero dormir',
    'el gato casi se muere',
    'me voy a matar a estudiar no, mejor duermo',
    'voy a morirme de sueño',
    'quiero morir de ganas',
    'letra de canción: quiero morir contigo',
    'estoy muerta, qué día',
    'ojalá estuviera en Roma',
    'me hago daño en el gimnasio sin querer',
    'todos estarían mejor con postre',
  ],
} as const;

describe('the crisis lexicon', () => {
  for (const language of ['en', 'fr', 'de', 'es'] as const) {
    it(`hears plain words of despair (${language})`, () => {
      expect(explicit[language].filter((text) => !detectCrisis(text))).toEqual([]);
      expect(explicit[language].filter((text) => cardLanguage(text, undefined) !== language)).toEqual([]);
    });

    it(`leaves idioms, fiction, games and other people alone (${language})`, () => {
      expect(harmless[language].filter((text) => detectCrisis(text))).toEqual([]);
    });
  }

  it('hears it in the middle of other talk', () => {
    expect(detectCrisis(`The oven is new. I want to die. Anyway, ${'flour '.repeat(500)}`)).toBe('explicit');
  });

  it('reads long and hostile texts without hanging', () => {
    for (const text of [
      'i '.repeat(30_000),
      'i want to '.repeat(6_000),
      "i'm ".repeat(15_000),
      'a b '.repeat(15_000),
      '"'.repeat(60_000),
    ]) {
      expect(detectCrisis(text)).toBeUndefined();
    }
  });
});

describe('the crisis card', () => {
  it('says it is an AI, asks one plain question and shows findahelpline.com, in four languages', () => {
    for (const language of ['en', 'fr', 'de', 'es'] as const) {
      const card = crisisCard({ language, name: 'Wren' });
      expect(card).toMatch(/\bAI\b|\bIA\b|\bKI\b/);
      expect(card).toContain('findahelpline.com');
      expect(card.match(/\?/g)).toHaveLength(1);
    }
  });

  it('shows at most three lines of the country, marks those nobody verified, and writes no other number', () => {
    const card = crisisCard({ language: 'en', name: 'Wren', country: 'US' });
    const known = linesFor('US')
      .slice(0, 3)
      .flatMap(({ name, number }) => [name, number]);
    expect(known.length).toBeGreaterThan(0);
    for (const words of known) expect(card).toContain(words);
    expect(card.match(/number not verified yet/g)).toHaveLength(known.length / 2);
    const digits = known.reduce((rest, words) => rest.replace(words, ''), card).match(/\d/g);
    expect(digits).toBeNull();
    expect(crisisCard({ language: 'en', name: 'Wren' })).not.toMatch(/\d/);
  });
});
