import { type Announcement, newsIn } from '../announcement';
import { type Texts } from '../texts/texts';
import { type View } from '../view';
import { copyText } from './copy';

/** What buttons do. */
export type Actions = Readonly<Record<NonNullable<View['button']>['does'], () => void>>;

const COPIED_MS = 3_000;

/** Puts a view into the page's elements. Data becomes text, never markup; an element changes only where its view does. */
export class Screen {
  private readonly heading = element('heading');
  private readonly button = element('button');
  private readonly shown = new Map<string, string>();
  private announced: Announcement | undefined;

  constructor(
    private readonly texts: Texts,
    actions: Actions,
  ) {
    document.documentElement.lang = texts.language;
    element('players-heading').textContent = texts.players;
    element('note-heading').textContent = texts.note;
    element('progress').setAttribute('aria-label', texts.progress);
    this.button.addEventListener('click', () => {
      if (this.button.getAttribute('aria-disabled') === 'true') return;
      if (this.does !== undefined) actions[this.does]();
    });
  }

  private does: NonNullable<View['button']>['does'] | undefined;

  show(view: View): void {
    document.title = `${view.leaf}: ${view.heading}`;
    document.body.dataset.tone = view.tone;
    this.text('leaf', view.leaf);
    this.text('heading', view.heading);
    this.list('lines', view.lines, (line) => made('p', line));
    this.text('reason', view.reason);
    this.progress(view.progress);
    this.list('steps', view.steps ?? [], ({ text, state }) => {
      const item = made('li', text);
      item.dataset.state = state;
      if (state === 'now') item.setAttribute('aria-current', 'step');
      return item;
    });
    this.list('addresses', view.addresses ?? [], (address) => this.address(address));
    this.text('players-text', view.players?.text);
    this.list('players-names', view.players?.names ?? [], (name) => made('li', name));
    element('players').hidden = view.players === undefined;
    this.press(view.button);
    this.text('warning', view.warning);
    this.text('note-text', view.note);
    element('note').hidden = view.note === undefined;
    this.announce(view.announcement);
  }

  private text(id: string, text = ''): void {
    const target = element(id);
    if (target.textContent !== text) target.textContent = text;
    target.hidden = text === '';
  }

  /** Made again only where an item has changed: a button in it keeps its focus. */
  private list<T>(id: string, items: readonly T[], make: (item: T) => HTMLElement): void {
    const target = element(id);
    const key = JSON.stringify(items);
    if (this.shown.get(id) === key) return;
    this.shown.set(id, key);
    this.keepFocus(target.contains(document.activeElement));
    target.replaceChildren(...items.map(make));
    target.hidden = items.length === 0;
  }

  private progress(value: View['progress']): void {
    const bar = element('progress');
    bar.hidden = value === undefined;
    if (typeof value === 'number') bar.setAttribute('value', value.toFixed(3));
    else bar.removeAttribute('value');
  }

  private press(button: View['button']): void {
    this.keepFocus(button === undefined && document.activeElement === this.button);
    this.does = button?.does;
    this.button.hidden = button === undefined;
    if (button === undefined) return;
    this.button.textContent = button.text;
    // not `disabled`, which would lose the focus
    this.button.setAttribute('aria-disabled', String(button.busy));
  }

  /** What has the focus goes away: the heading says what came in its place. */
  private keepFocus(isLost: boolean): void {
    if (isLost) this.heading.focus();
  }

  private address(address: string): HTMLElement {
    const item = document.createElement('li');
    const text = document.createElement('code');
    text.append(...breakable(address));
    const button = made('button', this.texts.copy);
    button.setAttribute('aria-label', `${this.texts.copy}: ${address}`);
    button.addEventListener('click', () => {
      void copyText(address, text).then((copied) => {
        if (copied) this.copied(button, address);
      });
    });
    item.append(text, button);
    return item;
  }

  private copied(button: HTMLElement, address: string): void {
    const { copy, copied } = this.texts;
    const label = (word: string) => {
      button.textContent = word;
      button.setAttribute('aria-label', `${word}: ${address}`);
    };
    label(copied);
    say(`${copied}: ${address}`);
    setTimeout(() => {
      label(copy);
    }, COPIED_MS);
  }

  private announce(announcement: Announcement): void {
    const news = newsIn(announcement, this.announced);
    this.announced = announcement;
    if (news !== '') say(news);
  }
}

/** In the page's one live region: screen readers say what changes there, so the same words twice have to differ. */
function say(words: string): void {
  const target = element('announcement');
  target.textContent = target.textContent === words ? `${words}\u00a0` : words;
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`page.html has no element '${id}'`);
  return found;
}

/** On a narrow screen a port stays in one piece, and so do the parts of a name. */
function breakable(address: string): (string | HTMLElement)[] {
  return address.split(/(?<=\.)|(?=:)/).flatMap((part) => [document.createElement('wbr'), part]);
}

function made(name: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
