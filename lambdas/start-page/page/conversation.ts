import { type Path, type Reply } from './ask';
import { type Link } from './link';
import { BETWEEN_QUESTIONS_MS, nextDelay } from './polling';
import { heard, type Moment, newSession, pressed, type Session, withoutOldWish } from './session';

/** What the browser does for a conversation. */
export interface Browser {
  now(): Moment;
  /** From 0 to below 1. */
  random(): number;
  isVisible(): boolean;
  ask(path: Path, link: Link): Promise<Reply>;
  /** Runs something later. @returns what cancels it */
  after(milliseconds: number, run: () => void): () => void;
  show(session: Session): void;
}

/** Asks the API in turns, one question at a time, and never while nobody looks at the page. */
export class Conversation {
  private session: Session;
  private cancel: () => void = () => undefined;
  /** The question whose answer counts: a newer one makes an older one void. */
  private question = 0;
  private asking = false;
  private askedAt: Moment | undefined;

  constructor(
    private readonly browser: Browser,
    link: Link | undefined,
  ) {
    this.session = newSession(link);
  }

  /** Begins. */
  begin(): void {
    this.change(this.session);
    this.look();
  }

  /** Another link was opened in the same page. */
  open(link: Link | undefined): void {
    this.forgetQuestion();
    this.askedAt = undefined;
    this.session = newSession(link);
    this.begin();
  }

  /** Somebody pressed Start. */
  wake(): void {
    if (this.session.wakeUntil !== undefined) return;
    this.forgetQuestion();
    this.change(pressed(this.session, this.browser.now()));
    this.send();
  }

  /** The page is shown again, or the network is back: asks at once. */
  look(): void {
    if (this.asking) return;
    this.cancel();
    const now = this.browser.now();
    const sinceLast = this.askedAt === undefined ? Infinity : now - this.askedAt;
    const unknownLink = this.session.trouble === 'unknown-link';
    const between = unknownLink ? nextDelay(this.session, now, this.browser.random()) : BETWEEN_QUESTIONS_MS;
    if (between !== undefined) this.schedule(Math.max(0, between - sinceLast));
  }

  /** Nobody looks at the page any more. */
  rest(): void {
    this.cancel();
  }

  private schedule(milliseconds: number): void {
    if (!this.browser.isVisible()) return;
    if (milliseconds === 0) this.send();
    else
      this.cancel = this.browser.after(milliseconds, () => {
        this.send();
      });
  }

  private send(): void {
    const { link } = this.session;
    if (link === undefined || !this.browser.isVisible()) return;
    const now = this.browser.now();
    this.change(withoutOldWish(this.session, now));
    const path = this.session.wakeUntil === undefined ? '/status' : '/wake';
    this.askedAt = now;
    this.asking = true;
    const question = (this.question += 1);
    void this.browser.ask(path, link).then((reply) => {
      if (question === this.question) this.hear(path, reply);
    });
  }

  private hear(path: Path, reply: Reply): void {
    this.asking = false;
    const now = this.browser.now();
    this.change(heard(this.session, path, reply, now));
    const delay = nextDelay(this.session, now, this.browser.random());
    if (delay === undefined) return;
    // a Start in vain ends in time
    const { wakeUntil = Infinity } = this.session;
    this.schedule(Math.max(0, Math.min(delay, wakeUntil - now)));
  }

  private forgetQuestion(): void {
    this.cancel();
    this.question += 1;
    this.asking = false;
  }

  private change(session: Session): void {
    this.session = session;
    this.browser.show(session);
  }
}
