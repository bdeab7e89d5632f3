/** Something a text names: a noun with the article under which one may speak of it. */
export type Noticed = {
  readonly kind: 'thing' | 'person';
  /** `radio` */
  readonly noun: string;
  /** `the blue radio`, `your grandmother`, `l’horloge`. */
  readonly it: string;
};
