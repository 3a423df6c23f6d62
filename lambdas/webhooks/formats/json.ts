import { type News, type Post } from '../news';

/** Grows when a field changes its meaning or goes; new fields may come at any time. */
const VERSION = 1;

/** An object for programs of one's own: docs/webhooks.md. */
export function jsonPost({ id, time, project, leaf, kind, subject, message, text }: News): Post {
  return {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      version: VERSION,
      id,
      time: time.toISOString(),
      project,
      leaf,
      kind,
      subject,
      message,
      text,
    }),
  };
}
