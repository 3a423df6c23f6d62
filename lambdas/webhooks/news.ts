/** What happened, by its subject. Decides colors and priorities. */
export type NewsKind = 'ready' | 'stopped' | 'trouble' | 'notice';

/** A notice of a leaf, ready to be written in any format. */
export interface News {
  /** SNS's id of the message: the same at each try to deliver it. */
  readonly id: string;
  readonly time: Date;
  /** `Name` of base.yaml. */
  readonly project: string;
  /** Name of the leaf's stack: its id, with dashes for dots. */
  readonly leaf: string;
  readonly kind: NewsKind;
  /** One line. */
  readonly subject: string;
  /** As the e-mail has it. */
  readonly message: string;
  /** What of it is for the people of a chat. */
  readonly text: string;
}

/** The post of a format. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const KINDS: readonly (readonly [RegExp, NewsKind])[] = [
  [/ is ready$/, 'ready'],
  [/ stopped$/, 'stopped'],
  [/could not start|crashed|ended by itself|(does|did) not answer|^Alarm: /, 'trouble'],
];

/** @param subject of a notice, e.g. `minecraft is ready` */
export function kindOf(subject: string): NewsKind {
  return KINDS.find(([words]) => words.test(subject))?.[1] ?? 'notice';
}
